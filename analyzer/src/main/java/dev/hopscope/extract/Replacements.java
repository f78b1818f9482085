package dev.hopscope.extract;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/** What the bytes of one stream become, by position; those that nothing is said of become zeros. */
final class Replacements {
  private static final int LONGEST = 1 << 13;

  private static final class Piece {
    final long start;
    long end;
    byte[] bytes;
    final long seed;

    Piece(long start, long end, byte[] bytes, long seed) {
      this.start = start;
      this.end = end;
      this.bytes = bytes;
      this.seed = seed;
    }

    byte at(long position) {
      long index = position - start;
      return bytes == null ? SameLength.filling(seed, index) : bytes[(int) index];
    }
  }

  private final TreeMap<Long, Piece> pieces = new TreeMap<>();

  /** Says what bytes become; the first word on a position stands. */
  void bytes(long start, byte[] bytes, int length) {
    Map.Entry<Long, Piece> before = pieces.lastEntry();
    Piece last = before == null ? null : before.getValue();
    if (length <= 0 || last != null && last.end > start) {
      return;
    }
    if (last != null && last.end == start && last.bytes != null && size(last) + length <= LONGEST) {
      int size = size(last);
      if (last.bytes.length < size + length) {
        last.bytes = Arrays.copyOf(last.bytes, Math.max(size + length, 2 * size));
      }
      System.arraycopy(bytes, 0, last.bytes, size, length);
      last.end += length;
    } else {
      pieces.put(start, new Piece(start, start + length, Arrays.copyOf(bytes, length), 0));
    }
  }

  private static int size(Piece piece) {
    return (int) (piece.end - piece.start);
  }

  /** Says that bytes become the filling of a seed. */
  void filling(long start, long end, long seed) {
    Map.Entry<Long, Piece> before = pieces.lastEntry();
    if (start < end && (before == null || before.getValue().end <= start)) {
      pieces.put(start, new Piece(start, end, null, seed));
    }
  }

  /** Writes what the bytes from {@code position} on become. */
  void apply(long position, byte[] out, int offset, int length) {
    Arrays.fill(out, offset, offset + length, (byte) 0);
    long end = position + length;
    Map.Entry<Long, Piece> entry = pieces.floorEntry(position);
    entry = entry == null ? pieces.ceilingEntry(position) : entry;
    while (entry != null && entry.getKey() < end) {
      Piece piece = entry.getValue();
      long to = Math.min(end, piece.end);
      for (long at = Math.max(position, piece.start); at < to; at++) {
        out[offset + (int) (at - position)] = piece.at(at);
      }
      entry = pieces.higherEntry(entry.getKey());
    }
  }
}
