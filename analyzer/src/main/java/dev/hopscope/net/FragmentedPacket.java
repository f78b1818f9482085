package dev.hopscope.net;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * What was seen of one IP packet that comes in fragments. Fragments lie at multiples of 8 bytes,
 * and all but the last are such a multiple long (RFC 791 section 3.2), so blocks of 8 are counted.
 */
final class FragmentedPacket {
  private static final int BLOCK = 8;
  private static final int MAX_LENGTH = 65_535;
  private static final byte[] NOTHING = {};

  /** When the first fragment was captured, or the one that made the packet whole. */
  long sinceNanos;

  /** The numbers of the frames that went into it so far. */
  final List<Long> frameNumbers = new ArrayList<>();

  /** How many frames went into it so far, and were not told of yet. */
  int frames;

  /** The packet was handed on; its bytes are gone from here. */
  boolean whole;

  /** The packet carries no TCP; none of it is kept. */
  boolean worthless;

  /** What the fragment at 0 says that the packet carries; -1 before it came. */
  int protocol = -1;

  private final BitSet seen = new BitSet();
  private byte[] bytes = NOTHING;
  private int length = -1;
  private int longest;
  private int captured = MAX_LENGTH;

  FragmentedPacket(long sinceNanos) {
    this.sinceNanos = sinceNanos;
  }

  /** Begins anew, as another packet of the same identification. */
  void reset(long nanos) {
    sinceNanos = nanos;
    frames = 0;
    frameNumbers.clear();
    whole = false;
    worthless = false;
    protocol = -1;
    release();
  }

  /**
   * Adds what the cursor bounds, where nothing was seen before.
   *
   * @return by how many bytes the store grew; -1 where the fragment contradicts itself or the
   *     packet, and was left out
   */
  int add(PacketCursor cursor, int carries, int first, boolean more) {
    long onWire = cursor.wireEnd - cursor.offset;
    boolean odd = more && onWire % BLOCK != 0;
    if (onWire <= 0 || odd || first + onWire > MAX_LENGTH) {
      return -1;
    }
    int end = first + (int) onWire;
    boolean beyond = length >= 0 && (end > length || !more && end != length);
    if (beyond || !more && end < longest) {
      return -1;
    }
    longest = Math.max(longest, end);
    length = more ? length : end;
    protocol = first == 0 && protocol < 0 ? carries : protocol;
    int have = cursor.end - cursor.offset;
    if (have < onWire && seen.nextClearBit(first / BLOCK) * BLOCK < end) {
      // The snap length cut it: what lies behind is no longer in one piece with what is before.
      captured = Math.min(captured, first + have);
    }
    int grown = grow(first + have);
    copy(cursor, first, end, have);
    return grown;
  }

  private void copy(PacketCursor cursor, int first, int end, int have) {
    for (int at = first; at < end; at += BLOCK) {
      if (!seen.get(at / BLOCK)) {
        seen.set(at / BLOCK);
        int from = at - first;
        int count = Math.min(Math.min(BLOCK, end - at), have - from);
        if (count > 0) {
          System.arraycopy(cursor.data, cursor.offset + from, bytes, at, count);
        }
      }
    }
  }

  private int grow(int needed) {
    int old = bytes.length;
    if (needed > old) {
      bytes = Arrays.copyOf(bytes, Math.max(needed, Math.min(old * 2, MAX_LENGTH)));
    }
    return bytes.length - old;
  }

  boolean isComplete() {
    return length >= 0 && seen.nextClearBit(0) * BLOCK >= length;
  }

  /** Whether it waits for more. */
  boolean isWaiting() {
    return !whole && !worthless;
  }

  byte[] bytes() {
    return bytes;
  }

  /** How long the whole packet is; only once it is complete. */
  int length() {
    return length;
  }

  /** How many bytes from its start on were captured without a hole. */
  int captured() {
    return Math.min(captured, length);
  }

  /** Lets go of the bytes, and says how many they were. */
  int release() {
    int held = bytes.length;
    bytes = NOTHING;
    seen.clear();
    length = -1;
    longest = 0;
    captured = MAX_LENGTH;
    return held;
  }
}
