package dev.hopscope.capture;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Writes a pcapng file of one little-endian section with nanosecond times (draft-ietf-opsawg-pcapng
 * sections 4.1 to 4.3).
 *
 * <p>Not thread-safe. Each block goes to the stream in one write, so that a reader that follows the
 * file meets whole blocks. Failures of the stream are passed on as they are.
 */
public final class PcapngWriter implements Closeable {
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle SHORT =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);

  private static final int SECTION_HEADER = 0x0a0d0d0a;
  private static final int INTERFACE_DESCRIPTION = 1;
  private static final int ENHANCED_PACKET = 6;
  private static final int BYTE_ORDER_MAGIC = 0x1a2b3c4d;
  private static final int IF_TSRESOL = 9;
  private static final int NANOSECONDS = 9;

  private final OutputStream out;
  private byte[] block = new byte[2048];
  private int interfaces;

  /** Starts a file: writes the section header to {@code out}, which this writer then owns. */
  public PcapngWriter(OutputStream out) throws IOException {
    this.out = out;
    begin(28);
    setInt(8, BYTE_ORDER_MAGIC);
    setShort(12, 1);
    setShort(14, 0);
    setInt(16, -1); // section length unknown: 64 bits of ones
    setInt(20, -1);
    end(SECTION_HEADER, 28);
  }

  /**
   * Describes an interface.
   *
   * @param linkType its LINKTYPE_ value
   * @param snapLength the longest capture of a frame in bytes, 0 for no limit
   * @return the number to write its frames under, from 0
   */
  public int addInterface(int linkType, int snapLength) throws IOException {
    begin(32);
    setShort(8, linkType);
    setInt(12, snapLength);
    setShort(16, IF_TSRESOL);
    setShort(18, 1);
    block[20] = NANOSECONDS;
    end(INTERFACE_DESCRIPTION, 32);
    return interfaces++;
  }

  /**
   * Writes one frame.
   *
   * @param interfaceId a number from {@link #addInterface}
   * @param timeNanos nanoseconds since 1970-01-01T00:00:00Z, taken as unsigned
   * @param data holds the frame's captured bytes from {@code offset} on
   * @param originalLength how many bytes the frame had on the wire
   */
  public void write(
      int interfaceId, long timeNanos, byte[] data, int offset, int length, int originalLength)
      throws IOException {
    if (interfaceId < 0 || interfaceId >= interfaces) {
      throw new IllegalArgumentException("no such interface: " + interfaceId);
    }
    int total = 32 + (length + 3 & ~3);
    begin(total);
    setInt(8, interfaceId);
    setInt(12, (int) (timeNanos >>> 32));
    setInt(16, (int) timeNanos);
    setInt(20, length);
    setInt(24, originalLength);
    System.arraycopy(data, offset, block, 28, length);
    end(ENHANCED_PACKET, total);
  }

  /** Hands everything written so far to the operating system. */
  public void flush() throws IOException {
    out.flush();
  }

  /** Closes the stream. */
  @Override
  public void close() throws IOException {
    out.close();
  }

  private void begin(int total) {
    if (block.length < total) {
      block = new byte[Math.max(total, block.length * 2)];
    }
    Arrays.fill(block, 0, total, (byte) 0);
  }

  private void end(int type, int total) throws IOException {
    setInt(0, type);
    setInt(4, total);
    setInt(total - 4, total);
    out.write(block, 0, total);
  }

  private void setInt(int at, int value) {
    INT.set(block, at, value);
  }

  private void setShort(int at, int value) {
    SHORT.set(block, at, (short) value);
  }
}
