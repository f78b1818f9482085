package dev.hopscope.capture;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * The Enhanced Packet Block of pcapng (draft-ietf-opsawg-pcapng section 4.3) in a byte array,
 * little endian, with nanosecond times and without options: made around a frame that is there
 * already, so that what is captured is copied once.
 */
public final class EnhancedPacket {
  static final int TYPE = 6;

  /** How many bytes a block has before the frame's own. */
  public static final int HEADER = 28;

  private static final int TRAILER = 4;
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  private EnhancedPacket() {}

  /** How many bytes a frame takes in a file. */
  public static int length(int captured) {
    return HEADER + (captured + 3 & ~3) + TRAILER;
  }

  /**
   * Makes a block of interface 0 around bytes that are there already.
   *
   * @param bytes have the frame's captured bytes {@link #HEADER} behind {@code at}, and as much
   *     room as {@link #length} tells
   * @return its length
   */
  public static int wrap(byte[] bytes, int at, long timeNanos, int captured, int original) {
    int total = length(captured);
    Arrays.fill(bytes, at + HEADER + captured, at + total - TRAILER, (byte) 0);
    INT.set(bytes, at, TYPE);
    INT.set(bytes, at + 4, total);
    INT.set(bytes, at + 8, 0);
    INT.set(bytes, at + 12, (int) (timeNanos >>> 32));
    INT.set(bytes, at + 16, (int) timeNanos);
    INT.set(bytes, at + 20, captured);
    INT.set(bytes, at + 24, original);
    INT.set(bytes, at + total - TRAILER, total);
    return total;
  }

  /** The length of a block that {@link #wrap} made. */
  public static int blockLength(byte[] bytes, int at) {
    return (int) INT.get(bytes, at + 4);
  }

  /** The time of a block that {@link #wrap} made. */
  public static long timeNanos(byte[] bytes, int at) {
    return (long) (int) INT.get(bytes, at + 12) << 32
        | Integer.toUnsignedLong((int) INT.get(bytes, at + 16));
  }

  /** How many bytes of its frame a block that {@link #wrap} made has. */
  public static int capturedLength(byte[] bytes, int at) {
    return (int) INT.get(bytes, at + 20);
  }

  /** How long the frame of a block that {@link #wrap} made was. */
  public static int originalLength(byte[] bytes, int at) {
    return (int) INT.get(bytes, at + 24);
  }
}
