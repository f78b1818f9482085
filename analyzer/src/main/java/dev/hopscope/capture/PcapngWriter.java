package dev.hopscope.capture;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * Writes a pcapng file of one little-endian section with nanosecond times (draft-ietf-opsawg-pcapng
 * sections 3.5 and 4.1 to 4.3).
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
  private static final int INTERFACE_STATISTICS = 5;
  private static final int BYTE_ORDER_MAGIC = 0x1a2b3c4d;
  static final int OPT_COMMENT = 1;
  private static final int SHB_OS = 3;
  private static final int SHB_USERAPPL = 4;
  private static final int IF_NAME = 2;
  private static final int IF_TSRESOL = 9;
  private static final int IF_FILTER = 11;
  private static final int IF_OS = 12;
  private static final int ISB_STARTTIME = 2;
  private static final int ISB_ENDTIME = 3;
  private static final int ISB_IFDROP = 5;
  private static final int ISB_FILTERACCEPT = 6;
  private static final int ISB_OSDROP = 7;
  private static final int ISB_USRDELIV = 8;
  private static final int FILTER_STRING = 0;
  private static final int NANOSECONDS = 9;
  static final int MAX_OPTION = 0xffff;

  private final OutputStream out;
  private byte[] block = new byte[2048];
  private int interfaces;
  private int used;
  private boolean options;

  /** Starts a file: writes the section header to {@code out}, which this writer then owns. */
  public PcapngWriter(OutputStream out) throws IOException {
    this(out, null, null);
  }

  /**
   * Starts a file that says where it comes from.
   *
   * @param comment of the section, or null
   * @param application that writes it, or null
   */
  public PcapngWriter(OutputStream out, String comment, String application) throws IOException {
    this(out, comment, application, null);
  }

  /**
   * Starts a file that says on which system it is written.
   *
   * @param comment of the section, or null
   * @param application that writes it, or null
   * @param system name and version of the operating system, or null
   */
  public PcapngWriter(OutputStream out, String comment, String application, String system)
      throws IOException {
    this.out = out;
    begin(24);
    setInt(8, BYTE_ORDER_MAGIC);
    setShort(12, 1);
    setShort(14, 0);
    setInt(16, -1); // section length unknown: 64 bits of ones
    setInt(20, -1);
    option(OPT_COMMENT, comment);
    option(SHB_OS, system);
    option(SHB_USERAPPL, application);
    end(SECTION_HEADER);
  }

  /**
   * Describes an interface.
   *
   * @param linkType its LINKTYPE_ value
   * @param snapLength the longest capture of a frame in bytes, 0 for no limit
   * @return the number to write its frames under, from 0
   */
  public int addInterface(int linkType, int snapLength) throws IOException {
    return addInterface(linkType, snapLength, null);
  }

  /**
   * Describes an interface with a name.
   *
   * @param name null for none
   */
  public int addInterface(int linkType, int snapLength, String name) throws IOException {
    return addInterface(linkType, snapLength, name, null, null);
  }

  /**
   * Describes an interface that frames are captured on now.
   *
   * @param name null for none
   * @param filter the capture filter in libpcap's words, or null
   * @param system name and version of the operating system, or null
   */
  public int addInterface(int linkType, int snapLength, String name, String filter, String system)
      throws IOException {
    begin(16);
    setShort(8, linkType);
    setInt(12, snapLength);
    option(IF_NAME, name);
    option(IF_TSRESOL, new byte[] {NANOSECONDS}, 1);
    if (filter != null) {
      byte[] text = filter.getBytes(StandardCharsets.UTF_8);
      byte[] value = new byte[1 + Math.min(text.length, MAX_OPTION - 1)];
      value[0] = FILTER_STRING;
      System.arraycopy(text, 0, value, 1, value.length - 1);
      option(IF_FILTER, value, value.length);
    }
    option(IF_OS, system);
    end(INTERFACE_DESCRIPTION);
    return interfaces++;
  }

  /**
   * Writes what was counted for an interface.
   *
   * @param interfaceId a number from {@link #addInterface}
   * @param startNanos when capturing began, nanoseconds since 1970-01-01T00:00:00Z
   * @param endNanos when it ended
   * @param accepted frames that passed the filter
   * @param kernelDrops of these, frames that the kernel dropped
   * @param interfaceDrops frames that the interface dropped
   * @param delivered frames that reached the program
   */
  public void statistics(
      int interfaceId,
      long startNanos,
      long endNanos,
      long accepted,
      long kernelDrops,
      long interfaceDrops,
      long delivered)
      throws IOException {
    begin(20);
    setInt(8, interfaceId);
    setInt(12, (int) (endNanos >>> 32));
    setInt(16, (int) endNanos);
    time(ISB_STARTTIME, startNanos);
    time(ISB_ENDTIME, endNanos);
    number(ISB_IFDROP, interfaceDrops);
    number(ISB_FILTERACCEPT, accepted);
    number(ISB_OSDROP, kernelDrops);
    number(ISB_USRDELIV, delivered);
    end(INTERFACE_STATISTICS);
  }

  private void time(int code, long nanos) {
    number(code, nanos << 32 | nanos >>> 32); // the high half comes first
  }

  private void number(int code, long value) {
    byte[] bytes = new byte[Long.BYTES];
    INT.set(bytes, 0, (int) value);
    INT.set(bytes, 4, (int) (value >>> 32));
    option(code, bytes, bytes.length);
  }

  /** Writes blocks that {@link EnhancedPacket} made, as they are, of interface 0. */
  public void frames(byte[] blocks, int offset, int length) throws IOException {
    out.write(blocks, offset, length);
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
    write(interfaceId, timeNanos, data, offset, length, originalLength, List.of());
  }

  /** Writes one frame with comments. */
  public void write(
      int interfaceId,
      long timeNanos,
      byte[] data,
      int offset,
      int length,
      int originalLength,
      List<String> comments)
      throws IOException {
    if (interfaceId < 0 || interfaceId >= interfaces) {
      throw new IllegalArgumentException("no such interface: " + interfaceId);
    }
    begin(EnhancedPacket.HEADER + (length + 3 & ~3));
    setInt(8, interfaceId);
    setInt(12, (int) (timeNanos >>> 32));
    setInt(16, (int) timeNanos);
    setInt(20, length);
    setInt(24, originalLength);
    System.arraycopy(data, offset, block, EnhancedPacket.HEADER, length);
    comments.forEach(comment -> option(OPT_COMMENT, comment));
    end(EnhancedPacket.TYPE);
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

  private void begin(int length) {
    used = 0;
    take(length);
  }

  /** Makes the block longer by zeros; where they start. */
  private int take(int length) {
    int from = used;
    used += length;
    if (block.length < used) {
      block = Arrays.copyOf(block, Math.max(used, block.length * 2));
    }
    Arrays.fill(block, from, used, (byte) 0);
    return from;
  }

  private void option(int code, String text) {
    if (text != null) {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      option(code, bytes, Math.min(bytes.length, MAX_OPTION));
    }
  }

  private void option(int code, byte[] value, int length) {
    int at = take(4 + (length + 3 & ~3));
    setShort(at, code);
    setShort(at + 2, length);
    System.arraycopy(value, 0, block, at + 4, length);
    options = true;
  }

  private void end(int type) throws IOException {
    if (options) {
      take(4); // opt_endofopt
      options = false;
    }
    take(4);
    int total = used;
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
