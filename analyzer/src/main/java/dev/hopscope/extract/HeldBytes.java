package dev.hopscope.extract;

import java.util.Arrays;

/** The latest bytes of one direction, from the start of the packet that is not whole yet. */
final class HeldBytes {
  /** More than a topic and usual properties need; of a longer packet the first bytes are held. */
  private static final int MOST = 1 << 17;

  private byte[] held = new byte[0];
  private int count;
  private long start;
  private byte[] data = new byte[0];
  private int offset;
  private int length;
  private long position;

  /** Bytes have come; they are a view until {@link #settle}. */
  void arrive(byte[] newData, int newOffset, int newLength, long newPosition) {
    data = newData;
    offset = newOffset;
    length = newLength;
    position = newPosition;
  }

  /** The stream position of the bytes that came last. */
  long arrived() {
    return position;
  }

  /** Bytes from a position up to another one, as many of them as are at hand without a hole. */
  byte[] from(long from, long to) {
    long reached = from;
    byte[] all = new byte[0];
    if (from >= start && from < start + count) {
      reached = Math.min(to, start + count);
      all = Arrays.copyOfRange(held, (int) (from - start), (int) (reached - start));
    }
    if (reached < position || reached >= position + length) {
      return all;
    }
    int more = (int) (Math.min(to, position + length) - reached);
    int before = all.length;
    all = Arrays.copyOf(all, before + more);
    System.arraycopy(data, offset + (int) (reached - position), all, before, more);
    return all;
  }

  /** Keeps what is needed of the bytes that came: those from a position on. */
  void settle(long needed) {
    long end = position + length;
    if (needed > start || count == 0) {
      // a packet ended, or nothing was held: what is held starts anew
      long from = needed > position && needed < end ? needed : position;
      count = 0;
      start = from;
      append(needed < end ? from : end, end);
    } else if (start + count == position) {
      append(position, end);
    }
    data = new byte[0];
    length = 0;
  }

  private void append(long from, long to) {
    int more = (int) Math.min(to - from, MOST - count);
    if (held.length < count + more) {
      held = Arrays.copyOf(held, Math.min(MOST, Math.max(count + more, 2 * held.length)));
    }
    System.arraycopy(data, offset + (int) (from - position), held, count, more);
    count += more;
  }

  /** Holds nothing more. */
  void release() {
    held = new byte[0];
    count = 0;
  }
}
