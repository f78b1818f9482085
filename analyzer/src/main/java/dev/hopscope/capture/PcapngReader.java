package dev.hopscope.capture;

import dev.hopscope.bytes.ByteReads;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads pcapng files (draft-ietf-opsawg-pcapng): any number of sections of either byte order.
 *
 * <p>Frames come from Enhanced, Simple and the obsolete Packet Blocks; a Simple Packet Block has no
 * time and gets that of the frame before it. Interface Statistics tell of drops. All other blocks
 * are skipped. A section's version is not looked at: only 1 was ever made, files that say otherwise
 * are of that structure too, and the checks of every block would show another. An option that runs
 * past its block, or has another length than the draft says, is ignored with those behind it: no
 * frame depends on it.
 *
 * <pre>
 * block   type:4 totalLength:4 body totalLength:4
 * </pre>
 */
class PcapngReader extends FileSource {
  /** The type of a Section Header Block, the same in either byte order. */
  static final int SECTION_HEADER = 0x0a0d0d0a;

  /** The most interfaces of one section that are believed. */
  static final int MAX_INTERFACES = 65_536;

  private static final int INTERFACE_DESCRIPTION = 1;
  static final int PACKET = 2;
  static final int SIMPLE_PACKET = 3;
  private static final int INTERFACE_STATISTICS = 5;
  static final int ENHANCED_PACKET = 6;

  private static final int BYTE_ORDER_MAGIC = 0x1a2b3c4d;
  private static final int BLOCK_HEADER = 8;
  private static final int MIN_BLOCK = 12;

  private static final int IF_NAME = 2;
  private static final int IF_TSRESOL = 9;
  private static final int IF_TSOFFSET = 14;
  private static final int ISB_IFDROP = 5;
  private static final int ISB_OSDROP = 7;
  private static final long NOT_SAID = -1;

  private static final class Interface {
    final CaptureInterface description;
    final long snapLength;
    PcapngClock clock = PcapngClock.MICROSECONDS;
    long interfaceDrops = NOT_SAID;
    long kernelDrops = NOT_SAID;

    Interface(int linkType, long snapLength, String name) {
      this.description = new CaptureInterface(linkType, FileSource.snapLength(snapLength), name);
      this.snapLength = snapLength;
    }
  }

  private final List<Interface> interfaces = new ArrayList<>();
  private boolean bigEndian;
  private long lastTimeNanos;
  private long earlierInterfaceDrops = NOT_SAID;
  private long earlierKernelDrops = NOT_SAID;

  PcapngReader(FileInput input, int id) {
    super(input, id, "pcapng");
  }

  @Override
  boolean read(Frame frame) throws CaptureException {
    while (true) {
      if (!input.has(BLOCK_HEADER)) {
        if (input.buffered() == 0) {
          return false;
        }
        throw cut("a block header", BLOCK_HEADER);
      }
      int type = int32(input.position());
      if (type == SECTION_HEADER) {
        findByteOrder();
      }
      int length = blockLength();
      boolean delivered = readBlock(type, input.position(), length, frame);
      passed(type, input.position(), length);
      input.skip(length);
      if (delivered) {
        return true;
      }
    }
  }

  /** A sound block was taken in and lies in the input's buffer; for those who copy blocks. */
  void passed(int type, int at, int length) {}

  /** Whether numbers of the section have their high byte first. */
  final boolean bigEndian() {
    return bigEndian;
  }

  private void findByteOrder() throws CaptureException {
    if (!input.has(MIN_BLOCK)) {
      throw cut("a section header", MIN_BLOCK);
    }
    int magic = ByteReads.i32be(input.buffer(), input.position() + 8);
    if (magic != BYTE_ORDER_MAGIC && Integer.reverseBytes(magic) != BYTE_ORDER_MAGIC) {
      throw damaged("a section header has no byte-order magic");
    }
    bigEndian = magic == BYTE_ORDER_MAGIC;
  }

  /** Checks both lengths of the block at the position and makes all of it available. */
  private int blockLength() throws CaptureException {
    long claimed = uint32(input.position() + 4);
    if (claimed < MIN_BLOCK || claimed > MAX_LENGTH || (claimed & 3) != 0) {
      throw damaged(
          "a block claims a length of "
              + claimed
              + " bytes, which is no multiple of 4 between "
              + MIN_BLOCK
              + " and "
              + MAX_LENGTH);
    }
    int length = (int) claimed;
    if (!input.has(length)) {
      throw cut("a block", length);
    }
    long again = uint32(input.position() + length - 4);
    if (again != claimed) {
      throw damaged("a block has length " + claimed + " at its start and " + again + " at its end");
    }
    return length;
  }

  /** Takes in a block; true if it held a frame. */
  private boolean readBlock(int type, int at, int length, Frame frame) throws CaptureException {
    switch (type) {
      case SECTION_HEADER -> startSection(length);
      case INTERFACE_DESCRIPTION -> describeInterface(at, length);
      case INTERFACE_STATISTICS -> readStatistics(at, length);
      case ENHANCED_PACKET -> {
        // interfaceId:4 timeHigh:4 timeLow:4 captured:4 original:4
        need(length, 32, "an Enhanced Packet Block");
        readPacket(uint32(at + 8), at, length, frame);
        return true;
      }
      case PACKET -> {
        // interfaceId:2 drops:2, then as above
        need(length, 32, "a Packet Block");
        readPacket(uint16(at + 8), at, length, frame);
        return true;
      }
      case SIMPLE_PACKET -> {
        readSimplePacket(at, length, frame);
        return true;
      }
      default -> {
        // No frame depends on it.
      }
    }
    return false;
  }

  private void startSection(int length) throws CaptureException {
    need(length, 28, "a section header");
    // Drops are told per interface, and a new section starts with none.
    earlierInterfaceDrops = plus(earlierInterfaceDrops, interfaces, false);
    earlierKernelDrops = plus(earlierKernelDrops, interfaces, true);
    interfaces.clear();
  }

  private void describeInterface(int at, int length) throws CaptureException {
    need(length, 20, "an interface description");
    if (interfaces.size() == MAX_INTERFACES) {
      throw damaged("a section describes more than " + MAX_INTERFACES + " interfaces");
    }
    int optionsEnd = at + length - 4;
    Interface described =
        new Interface(uint16(at + 8), uint32(at + 12), text(at + 16, optionsEnd, IF_NAME));
    int resolution = option(at + 16, optionsEnd, IF_TSRESOL, 1);
    int offset = option(at + 16, optionsEnd, IF_TSOFFSET, 8);
    if (resolution >= 0 || offset >= 0) {
      described.clock =
          new PcapngClock(
              resolution >= 0 ? ByteReads.u8(input.buffer(), resolution) : 6,
              offset >= 0 ? int64(offset) : 0);
    }
    interfaces.add(described);
    meet(described.description.linkType());
  }

  private void readStatistics(int at, int length) throws CaptureException {
    need(length, 24, "an interface statistics block");
    Interface told = interfaceOf(uint32(at + 8));
    int interfaceDrops = option(at + 20, at + length - 4, ISB_IFDROP, 8);
    int kernelDrops = option(at + 20, at + length - 4, ISB_OSDROP, 8);
    if (interfaceDrops >= 0) {
      told.interfaceDrops = Math.max(0, int64(interfaceDrops));
    }
    if (kernelDrops >= 0) {
      told.kernelDrops = Math.max(0, int64(kernelDrops));
    }
  }

  private void readPacket(long interfaceId, int at, int length, Frame frame)
      throws CaptureException {
    Interface on = interfaceOf(interfaceId);
    long captured = uint32(at + 20);
    if (captured > length - 32) {
      throw damaged(
          "a block of " + length + " bytes claims to hold a frame of " + captured + " bytes");
    }
    lastTimeNanos = on.clock.nanos(uint32(at + 12) << 32 | uint32(at + 16));
    deliver(frame, lastTimeNanos, on.description, at + 28, (int) captured, uint32(at + 24));
  }

  private void readSimplePacket(int at, int length, Frame frame) throws CaptureException {
    need(length, 16, "a Simple Packet Block");
    Interface on = interfaceOf(0);
    long original = uint32(at + 8);
    // The captured length is not written: it is the shorter of snap length and frame, and only
    // padding may follow (section 4.4).
    long captured = on.snapLength == 0 ? original : Math.min(original, on.snapLength);
    captured = Math.min(captured, length - 16);
    deliver(frame, lastTimeNanos, on.description, at + 12, (int) captured, original);
  }

  private void need(int length, int needed, String what) throws CaptureException {
    if (length < needed) {
      throw damaged(what + " has " + length + " bytes and needs " + needed);
    }
  }

  private Interface interfaceOf(long interfaceId) throws CaptureException {
    if (interfaceId >= interfaces.size()) {
      throw damaged(
          "a block names interface "
              + interfaceId
              + ", and the section has described "
              + interfaces.size());
    }
    return interfaces.get((int) interfaceId);
  }

  /** Where the value of an option of this code and length is, or -1. */
  private int option(int from, int to, int code, int length) {
    int at = option(from, to, code);
    return at >= 0 && uint16(at - 2) == length ? at : -1;
  }

  /** The text of an option of this code, or null. */
  private String text(int from, int to, int code) {
    int at = option(from, to, code);
    return at < 0 ? null : new String(input.buffer(), at, uint16(at - 2), StandardCharsets.UTF_8);
  }

  /** Where the value of the first option of this code is, or -1. */
  private int option(int from, int to, int code) {
    for (int at = from; at + 4 <= to; ) {
      int itsCode = uint16(at);
      int itsLength = uint16(at + 2);
      if (itsCode == 0 || at + 4 + itsLength > to) {
        return -1;
      }
      if (itsCode == code) {
        return at + 4;
      }
      at += 4 + (itsLength + 3 & ~3);
    }
    return -1;
  }

  private static long plus(long earlier, List<Interface> interfaces, boolean kernel) {
    long sum = earlier;
    for (Interface each : interfaces) {
      long drops = kernel ? each.kernelDrops : each.interfaceDrops;
      if (drops != NOT_SAID) {
        sum = Math.max(sum, 0) + drops;
      }
    }
    return sum;
  }

  @Override
  Long kernelDrops() {
    long drops = plus(earlierKernelDrops, interfaces, true);
    return drops == NOT_SAID ? null : (Long) drops;
  }

  @Override
  Long interfaceDrops() {
    long drops = plus(earlierInterfaceDrops, interfaces, false);
    return drops == NOT_SAID ? null : (Long) drops;
  }

  private int uint16(int at) {
    return bigEndian ? ByteReads.u16be(input.buffer(), at) : ByteReads.u16le(input.buffer(), at);
  }

  private int int32(int at) {
    return bigEndian ? ByteReads.i32be(input.buffer(), at) : ByteReads.i32le(input.buffer(), at);
  }

  private long uint32(int at) {
    return int32(at) & 0xffff_ffffL;
  }

  private long int64(int at) {
    return bigEndian ? ByteReads.i64be(input.buffer(), at) : ByteReads.i64le(input.buffer(), at);
  }
}
