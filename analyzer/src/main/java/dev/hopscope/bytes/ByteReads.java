package dev.hopscope.bytes;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Numbers read from byte arrays: {@code be} in network order, {@code le} in the other.
 *
 * <p>Callers check lengths first; a read past the end throws {@link IndexOutOfBoundsException}.
 */
public final class ByteReads {
  private static final VarHandle SHORT_BE =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle INT_BE =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle LONG_BE =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private ByteReads() {}

  /** One byte, 0 to 255. */
  public static int u8(byte[] data, int at) {
    return data[at] & 0xff;
  }

  /** Two bytes, 0 to 65,535. */
  public static int u16be(byte[] data, int at) {
    return (short) SHORT_BE.get(data, at) & 0xffff;
  }

  /** Four bytes as raw bits. */
  public static int i32be(byte[] data, int at) {
    return (int) INT_BE.get(data, at);
  }

  /** Four bytes, 0 to 4,294,967,295. */
  public static long u32be(byte[] data, int at) {
    return i32be(data, at) & 0xffff_ffffL;
  }

  /** Eight bytes as raw bits. */
  public static long i64be(byte[] data, int at) {
    return (long) LONG_BE.get(data, at);
  }

  /** Two bytes, 0 to 65,535. */
  public static int u16le(byte[] data, int at) {
    return Short.reverseBytes((short) SHORT_BE.get(data, at)) & 0xffff;
  }

  /** Four bytes as raw bits. */
  public static int i32le(byte[] data, int at) {
    return Integer.reverseBytes(i32be(data, at));
  }

  /** Eight bytes as raw bits. */
  public static long i64le(byte[] data, int at) {
    return Long.reverseBytes(i64be(data, at));
  }
}
