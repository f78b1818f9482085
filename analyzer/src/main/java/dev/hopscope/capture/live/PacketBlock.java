package dev.hopscope.capture.live;

import com.kenai.jffi.MemoryIO;
import dev.hopscope.capture.EnhancedPacket;
import dev.hopscope.capture.Frame;

/**
 * Frames as they stand in a pcapng file, Enhanced Packet Blocks behind each other: what is written
 * to the file and read by the analysis are the same bytes, copied once.
 */
final class PacketBlock {
  /** Has room for the longest frame that libpcap captures, and small enough for near caches. */
  static final int BYTES = 1 << 19;

  private static final MemoryIO MEMORY = MemoryIO.getInstance();

  private final byte[] bytes = new byte[BYTES];
  private long firstNumber;
  private long firstNanos;
  private int frames;
  private int used;
  private int taken;
  private int framesTaken;

  /** Forgets its frames; the next one is that with a number, counted from 1. */
  void clear(long number) {
    firstNumber = number;
    frames = 0;
    used = 0;
    taken = 0;
    framesTaken = 0;
  }

  /** Whether there is room for a frame. */
  boolean fits(int captured) {
    return BYTES - used >= EnhancedPacket.length(captured);
  }

  /** Copies a frame from native memory. */
  void add(long address, int captured, int original, long timeNanos) {
    if (frames++ == 0) {
      firstNanos = timeNanos;
    }
    MEMORY.getByteArray(address, bytes, used + EnhancedPacket.HEADER, captured);
    used += EnhancedPacket.wrap(bytes, used, timeNanos, captured, original);
  }

  /** Copies the frames of another block, if they are the next ones and there is room for them. */
  boolean append(PacketBlock other) {
    if (BYTES - used < other.used || other.firstNumber != firstNumber + frames) {
      return false;
    }
    System.arraycopy(other.bytes, 0, bytes, used, other.used);
    used += other.used;
    frames += other.frames;
    return true;
  }

  boolean empty() {
    return frames == 0;
  }

  int frames() {
    return frames;
  }

  /** The number of the first frame, from 1. */
  long firstNumber() {
    return firstNumber;
  }

  /** When the first frame was captured. */
  long firstNanos() {
    return firstNanos;
  }

  byte[] bytes() {
    return bytes;
  }

  /** How many bytes are filled. */
  int used() {
    return used;
  }

  /** Whether {@link #take} has frames left. */
  boolean hasMore() {
    return taken < used;
  }

  /** Points the view at the next frame, which is valid until {@link #clear}. */
  void take(Frame frame, int linkType) {
    frame.wrap(
        1,
        firstNumber + framesTaken++,
        EnhancedPacket.timeNanos(bytes, taken),
        linkType,
        bytes,
        taken + EnhancedPacket.HEADER,
        EnhancedPacket.capturedLength(bytes, taken),
        EnhancedPacket.originalLength(bytes, taken));
    taken += EnhancedPacket.blockLength(bytes, taken);
  }
}
