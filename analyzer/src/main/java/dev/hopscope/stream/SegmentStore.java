package dev.hopscope.stream;

import dev.hopscope.net.TcpSegment;
import dev.hopscope.net.TcpSegment.Checksum;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/**
 * Bytes of one direction that came ahead of their turn, by position. Chunks never overlap; a chunk
 * without data stands for bytes that the snap length cut off.
 */
final class SegmentStore {
  /** Bytes held by all stores of a reassembler. */
  static final class Total {
    long held;
  }

  /** A run of bytes from one segment. */
  static final class Chunk {
    final long position;
    final int length;
    final byte[] data;
    final Checksum checksum;
    final int capture;
    final long frame;
    final long timeNanos;
    final boolean acknowledges;
    final int acknowledgement;

    Chunk(long position, int length, byte[] data, TcpSegment from) {
      this.position = position;
      this.length = length;
      this.data = data;
      this.checksum = from.checksum();
      this.capture = from.capture();
      this.frame = from.frame();
      this.timeNanos = from.timeNanos();
      this.acknowledges = from.has(TcpSegment.ACK);
      this.acknowledgement = from.acknowledgement();
    }

    private Chunk(long position, int length, byte[] data, Chunk from) {
      this.position = position;
      this.length = length;
      this.data = data;
      this.checksum = from.checksum;
      this.capture = from.capture;
      this.frame = from.frame;
      this.timeNanos = from.timeNanos;
      this.acknowledges = from.acknowledges;
      this.acknowledgement = from.acknowledgement;
    }

    long end() {
      return position + length;
    }

    long cost() {
      return data == null
          ? StreamLimits.BYTES_PER_CHUNK
          : (long) StreamLimits.BYTES_PER_CHUNK + length;
    }

    /** The part from {@code from} to {@code to}, as a chunk of its own. */
    private Chunk part(long from, long to) {
      byte[] bytes = null;
      if (data != null) {
        int start = (int) (from - position);
        bytes = Arrays.copyOfRange(data, start, start + (int) (to - from));
      }
      return new Chunk(from, (int) (to - from), bytes, this);
    }
  }

  private final TreeMap<Long, Chunk> chunks = new TreeMap<>();
  private final Total total;
  private long held;
  private boolean conflict;

  SegmentStore(Total total) {
    this.total = total;
  }

  boolean isEmpty() {
    return chunks.isEmpty();
  }

  /** Bytes held, the fixed cost of each chunk included. */
  long held() {
    return held;
  }

  /** The position of the first chunk; the store must not be empty. */
  long firstPosition() {
    return chunks.firstKey();
  }

  /** Capture time of the first chunk's frame; the store must not be empty. */
  long firstNanos() {
    return chunks.firstEntry().getValue().timeNanos;
  }

  /** The position behind the last chunk; the store must not be empty. */
  long end() {
    return chunks.lastEntry().getValue().end();
  }

  /** How far from a position on chunks follow each other without a hole. */
  long endOfRun(long position) {
    long end = position;
    for (Chunk chunk : chunks.tailMap(position).values()) {
      if (chunk.position != end) {
        break;
      }
      end = chunk.end();
    }
    return end;
  }

  Chunk poll() {
    Chunk chunk = chunks.pollFirstEntry().getValue();
    charge(-chunk.cost());
    return chunk;
  }

  void clear() {
    chunks.clear();
    charge(-held);
  }

  /** Drops what lies at {@code end} or behind it. */
  void truncate(long end) {
    while (!chunks.isEmpty() && chunks.lastEntry().getValue().end() > end) {
      Chunk last = chunks.lastEntry().getValue();
      remove(last);
      if (last.position < end) {
        put(last.part(last.position, end));
      }
    }
  }

  /**
   * Copies the part of a segment's payload that lies in [{@code from}, {@code to}), where {@code
   * start} is the position of its first byte.
   *
   * @return whether it contradicts bytes already held
   */
  boolean insert(TcpSegment segment, long start, long from, long to) {
    conflict = false;
    long captured = Math.min(to, start + segment.length());
    if (from < captured) {
      int offset = segment.offset() + (int) (from - start);
      byte[] copy = Arrays.copyOfRange(segment.data(), offset, offset + (int) (captured - from));
      insert(chunk(segment, from, captured, copy));
    }
    long cut = Math.max(from, captured);
    if (cut < to) {
      insert(chunk(segment, cut, to, null));
    }
    return conflict;
  }

  /** The most that {@link #insert} of the same bytes could add to what is held. */
  long roomFor(TcpSegment segment, long from, long to) {
    long room = segment.length() < segment.wireLength() ? StreamLimits.BYTES_PER_CHUNK : 0;
    long at = from;
    while (at < to) {
      Chunk held = firstEndingAfter(at);
      long hole = (held == null ? to : Math.min(to, held.position)) - at;
      if (hole > 0) {
        room += StreamLimits.BYTES_PER_CHUNK + hole;
        at += hole;
      } else {
        long end = Math.min(to, held.end());
        boolean mayReplace = segment.checksum() == Checksum.VALID;
        if (held.data == null || mayReplace && held.checksum == Checksum.INVALID) {
          // What is replaced in the middle leaves two ends behind.
          room += 2L * StreamLimits.BYTES_PER_CHUNK + (held.data == null ? end - at : 0);
        }
        at = end;
      }
    }
    return room;
  }

  private static Chunk chunk(TcpSegment segment, long from, long to, byte[] data) {
    return new Chunk(from, (int) (to - from), data, segment);
  }

  private void insert(Chunk added) {
    long at = added.position;
    while (at < added.end()) {
      Chunk held = firstEndingAfter(at);
      if (held == null || held.position >= added.end()) {
        put(at == added.position ? added : added.part(at, added.end()));
        return;
      }
      if (held.position > at) {
        put(added.part(at, held.position));
        at = held.position;
      }
      long to = Math.min(added.end(), held.end());
      overlap(held, added, at, to);
      at = to;
    }
  }

  private Chunk firstEndingAfter(long position) {
    Map.Entry<Long, Chunk> floor = chunks.floorEntry(position);
    if (floor != null && floor.getValue().end() > position) {
      return floor.getValue();
    }
    Map.Entry<Long, Chunk> higher = chunks.higherEntry(position);
    return higher == null ? null : higher.getValue();
  }

  // The first bytes win, unless only the second copy is known to be what was sent.
  private void overlap(Chunk held, Chunk added, long from, long to) {
    if (added.data == null) {
      return;
    }
    boolean replace = held.data == null;
    if (!replace && differs(held, added, from, to)) {
      conflict = true;
      replace = held.checksum == Checksum.INVALID && added.checksum == Checksum.VALID;
    }
    if (replace) {
      remove(held);
      if (held.position < from) {
        put(held.part(held.position, from));
      }
      put(added.part(from, to));
      if (to < held.end()) {
        put(held.part(to, held.end()));
      }
    }
  }

  private static boolean differs(Chunk held, Chunk added, long from, long to) {
    return !Arrays.equals(
        held.data,
        (int) (from - held.position),
        (int) (to - held.position),
        added.data,
        (int) (from - added.position),
        (int) (to - added.position));
  }

  private void put(Chunk chunk) {
    chunks.put(chunk.position, chunk);
    charge(chunk.cost());
  }

  private void remove(Chunk chunk) {
    chunks.remove(chunk.position);
    charge(-chunk.cost());
  }

  private void charge(long cost) {
    held += cost;
    total.held += cost;
  }
}
