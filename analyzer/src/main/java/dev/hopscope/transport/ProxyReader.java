package dev.hopscope.transport;

import java.util.Arrays;

/**
 * Takes the bytes of one PROXY protocol header, however they are cut (HAProxy's proxy-protocol.txt,
 * sections 2.1 and 2.2). To be fed from a stream's first byte on, once {@link Opening} has seen its
 * signature.
 *
 * <p>A gap inside keeps the header's end where that is known: in version 2 by its length, in
 * version 1 as long as what follows the gap looks like the rest of its line.
 */
final class ProxyReader {
  /** What became of the bytes so far. */
  enum State {
    /** More belong to the header. */
    MORE,
    /** The header is over. */
    DONE,
    /** It breaks the format. */
    WRONG,
    /** A gap hides its end. */
    LOST
  }

  private static final String OF_A_LINE = "0123456789abcdefABCDEF.: \r\nTPUNKOW";

  // of version 2 the addresses are kept, and what follows them is only counted
  private final byte[] head = new byte[ProxyLine.LONGEST];
  private int have;
  private long position;
  private boolean line;
  private boolean gap;
  private State state = State.MORE;
  private ProxyHeader header;

  State state() {
    return state;
  }

  /** What the header said; null before it is over. */
  ProxyHeader header() {
    return header;
  }

  /** Whether a gap hid a part of it. */
  boolean hasGap() {
    return gap;
  }

  /**
   * Takes the next bytes.
   *
   * @return how many of them belong to the header
   */
  int accept(byte[] data, int offset, int count) {
    if (position == 0 && count > 0) {
      line = data[offset] == 'P';
    }
    int from = 0;
    while (from < count && state == State.MORE) {
      if (line) {
        acceptOfLine(data[offset + from]);
        from++;
      } else {
        from += acceptOfBlock(data, offset + from, count - from);
      }
    }
    return from;
  }

  private void acceptOfLine(byte next) {
    if (gap && OF_A_LINE.indexOf(next) < 0) {
      lose();
      return;
    }
    head[have++] = next;
    position++;
    boolean over = next == '\n' && have > 1 && head[have - 2] == '\r';
    if (over) {
      finish(gap ? ProxyHeader.plain(position) : ProxyLine.read(head, have));
    } else if (position == ProxyLine.LONGEST && gap) {
      lose();
    } else if (position == ProxyLine.LONGEST) {
      finish(ProxyHeader.wrong("its line does not end within 107 bytes"));
    }
  }

  private int acceptOfBlock(byte[] data, int offset, int count) {
    int kept = Math.max(0, Math.min(count, keptOfBlock() - have));
    if (!gap) {
      System.arraycopy(data, offset, head, have, kept);
      have += kept;
    }
    int taken = kept > 0 ? kept : (int) Math.min(count, blockEnd() - position);
    position += taken;
    String problem = have < ProxyBlock.FIXED ? null : ProxyBlock.problem(head);
    if (problem != null) {
      finish(ProxyHeader.wrong(problem));
    } else {
      finishBlock();
    }
    return taken;
  }

  // the fixed part tells how many bytes of addresses follow
  private int keptOfBlock() {
    return have < ProxyBlock.FIXED
        ? ProxyBlock.FIXED
        : gap ? have : ProxyBlock.FIXED + ProxyBlock.addressBytes(head);
  }

  private long blockEnd() {
    return (long) ProxyBlock.FIXED + ProxyBlock.length(head);
  }

  private void finishBlock() {
    if (have >= ProxyBlock.FIXED && position == blockEnd()) {
      finish(have < keptOfBlock() || gap ? ProxyHeader.plain(position) : ProxyBlock.read(head));
    }
  }

  /** Takes notice of bytes that were not captured. */
  void gap(long length) {
    gap = true;
    position += length;
    if (line && position < ProxyLine.LONGEST) {
      // the last byte before what follows may have been the CR
      have = (int) position;
      Arrays.fill(head, 0, have, (byte) '\r');
    } else if (!line && have >= ProxyBlock.FIXED && position <= blockEnd()) {
      finishBlock();
    } else {
      lose();
    }
  }

  private void lose() {
    state = State.LOST;
    header = ProxyHeader.plain(-1);
  }

  private void finish(ProxyHeader result) {
    header = result;
    state = result.malformed() ? State.WRONG : State.DONE;
  }
}
