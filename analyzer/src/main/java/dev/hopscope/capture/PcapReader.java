package dev.hopscope.capture;

import dev.hopscope.bytes.ByteReads;

/**
 * Reads pcap files of either byte order (draft-ietf-opsawg-pcap), with micro- or nanoseconds, and
 * those of Alexey Kuznetzov's modified tcpdump.
 *
 * <pre>
 * file header   magic:4 major:2 minor:2 reserved:4 reserved:4 snapLength:4 fcs and linkType:4
 * record        seconds:4 fraction:4 captured:4 original:4 [ifIndex:4 protocol:2 type:1 pad:1] bytes
 * </pre>
 */
final class PcapReader extends FileSource {
  private static final int MICROSECONDS = 0xa1b2c3d4;
  private static final int NANOSECONDS = 0xa1b23c4d;
  private static final int MODIFIED = 0xa1b2cd34;
  private static final int FILE_HEADER = 24;
  private static final int RECORD_HEADER = 16;
  private static final int MODIFIED_RECORD_HEADER = 24;

  private final boolean bigEndian;
  private final long nanosPerFraction;
  private final int recordHeader;
  private CaptureInterface fileInterface;

  /** Whether a file that starts with these four bytes, read in network order, is for this class. */
  static boolean isMagic(int bigEndianMagic) {
    return isNativeMagic(bigEndianMagic) || isNativeMagic(Integer.reverseBytes(bigEndianMagic));
  }

  private static boolean isNativeMagic(int magic) {
    return magic == MICROSECONDS || magic == NANOSECONDS || magic == MODIFIED;
  }

  /** Reads the file header; the magic number was recognised and is still in {@code input}. */
  PcapReader(FileInput input, int id) throws CaptureException {
    super(input, id, "pcap");
    int magic = ByteReads.i32be(input.buffer(), input.position());
    bigEndian = isNativeMagic(magic);
    magic = bigEndian ? magic : Integer.reverseBytes(magic);
    nanosPerFraction = magic == NANOSECONDS ? 1 : 1_000;
    recordHeader = magic == MODIFIED ? MODIFIED_RECORD_HEADER : RECORD_HEADER;
    readFileHeader();
  }

  private void readFileHeader() throws CaptureException {
    if (!input.has(FILE_HEADER)) {
      throw cut("the file header", FILE_HEADER);
    }
    int at = input.position();
    int major =
        bigEndian
            ? ByteReads.u16be(input.buffer(), at + 4)
            : ByteReads.u16le(input.buffer(), at + 4);
    if (major != 2) {
      throw damaged("the file says pcap version " + major + ", and only version 2 exists");
    }
    // The upper half tells the length of the frame check sequence, not the link type.
    int linkType = int32(at + 20) & 0xffff;
    fileInterface = new CaptureInterface(linkType, snapLength(uint32(at + 16)), null);
    meet(linkType);
    input.skip(FILE_HEADER);
  }

  @Override
  boolean read(Frame frame) throws CaptureException {
    if (!input.has(recordHeader)) {
      if (input.buffered() == 0) {
        return false;
      }
      throw cut("a record header", recordHeader);
    }
    int at = input.position();
    // Seconds are unsigned: files go on past 2038. A fraction of a second or more is added as is.
    long time = uint32(at) * 1_000_000_000L + uint32(at + 4) * nanosPerFraction;
    long captured = uint32(at + 8);
    long original = uint32(at + 12);
    if (captured > MAX_LENGTH) {
      throw damaged(
          "a record claims "
              + captured
              + " captured bytes, more than the "
              + MAX_LENGTH
              + " allowed");
    }
    int length = (int) captured;
    if (!input.has(recordHeader + length)) {
      throw cut("a record", recordHeader + length);
    }
    deliver(frame, time, fileInterface, input.position() + recordHeader, length, original);
    input.skip(recordHeader + length);
    return true;
  }

  private int int32(int at) {
    return bigEndian ? ByteReads.i32be(input.buffer(), at) : ByteReads.i32le(input.buffer(), at);
  }

  private long uint32(int at) {
    return int32(at) & 0xffff_ffffL;
  }
}
