package dev.hopscope.capture;

import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Unpacks gzip (RFC 1952) as bytes come: any number of members behind each other, and zeros behind
 * the last.
 *
 * <p>Everything that can be unpacked is handed over before damage is thrown. Unlike {@link
 * java.util.zip.GZIPInputStream} it finds further members on a pipe that has nothing to give at the
 * moment, says where damage is, and takes no other bytes behind a member for an end. It holds 64
 * KiB, however much comes out of it.
 *
 * <pre>
 * member   1f 8b method:1 flags:1 time:4 hints:1 system:1 [extra] [name] [comment] [crc:2]
 *          deflated bytes, crc:4 length:4 (of what they unpack to)
 * </pre>
 */
final class GzipStream extends InputStream {
  /** The first two bytes, read in network order. */
  static final int MAGIC = 0x1f8b;

  private static final int BUFFER = 64 * 1024;
  private static final int DEFLATE = 8;
  private static final int HEADER_CRC = 0x02;
  private static final int EXTRA = 0x04;
  private static final int NAME = 0x08;
  private static final int COMMENT = 0x10;
  private static final int RESERVED = 0xe0;

  /** The gzip ends early or contradicts itself; the message says where, in gzipped bytes. */
  static final class Damage extends IOException {
    private static final long serialVersionUID = 1L;

    Damage(String message) {
      super(message);
    }
  }

  private final InputStream packed;
  private final byte[] input = new byte[BUFFER];
  private final Inflater inflater = new Inflater(true);
  private final CRC32 crc = new CRC32();
  private int position;
  private int limit;
  private long bufferStart;
  private boolean inMember;
  private boolean ended;
  private Damage damage;

  /** Unpacks a stream, which this object then owns and which starts with {@link #MAGIC}. */
  GzipStream(InputStream packed) {
    this.packed = packed;
  }

  /** How many gzipped bytes were taken in. */
  long packedBytes() {
    return bufferStart + position;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    int got = read(one, 0, 1);
    return got < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    if (damage != null) {
      throw damage;
    }
    try {
      while (!ended) {
        if (inMember || startMember()) {
          int got = inflate(buffer, offset, length);
          if (got > 0) {
            return got;
          }
          endMember();
        }
      }
      return -1;
    } catch (Damage e) {
      damage = e;
      throw e;
    }
  }

  /** Unpacks at least one byte; 0 at the end of the member. */
  private int inflate(byte[] buffer, int offset, int length) throws IOException {
    while (!inflater.finished()) {
      if (inflater.needsInput()) {
        if (position == limit && !fill()) {
          throw cut();
        }
        inflater.setInput(input, position, limit - position);
      }
      int got = inflateOnce(buffer, offset, length);
      position = limit - inflater.getRemaining();
      if (got > 0) {
        crc.update(buffer, offset, got);
        return got;
      }
      if (damage != null) {
        throw damage;
      }
    }
    return 0;
  }

  private int inflateOnce(byte[] buffer, int offset, int length) {
    long before = inflater.getBytesWritten();
    try {
      int got = inflater.inflate(buffer, offset, length);
      if (got == 0 && inflater.needsDictionary()) {
        damage = damaged("needs a preset dictionary, which gzip does not have");
      }
      return got;
    } catch (DataFormatException e) {
      position = limit - inflater.getRemaining();
      damage = damaged(e.getMessage() == null ? "bytes that do not unpack" : e.getMessage());
      return (int) (inflater.getBytesWritten() - before);
    }
  }

  private void endMember() throws IOException {
    long expected = uint32();
    if (expected != crc.getValue()) {
      throw damaged("the checksum of what it unpacks to is wrong");
    }
    if (uint32() != (inflater.getBytesWritten() & 0xffff_ffffL)) {
      throw damaged("the length of what it unpacks to is wrong");
    }
    inMember = false;
  }

  /** Reads a member's header; false, and the end, where no member follows. */
  private boolean startMember() throws IOException {
    int first = skipZeros();
    if (first < 0) {
      ended = true;
      return false;
    }
    if (first != MAGIC >>> 8 || required() != (MAGIC & 0xff)) {
      throw damaged("other bytes behind the gzip");
    }
    int method = required();
    int flags = required();
    if (method != DEFLATE || (flags & RESERVED) != 0) {
      throw damaged("a way to pack that gzip does not have");
    }
    skip(6);
    if ((flags & EXTRA) != 0) {
      skip(required() | required() << 8);
    }
    skipText((flags & NAME) != 0);
    skipText((flags & COMMENT) != 0);
    skip((flags & HEADER_CRC) != 0 ? 2 : 0);
    inflater.reset();
    crc.reset();
    inMember = true;
    return true;
  }

  /** The first byte that is not zero: writers of whole blocks pad the end (gzip skips that too). */
  private int skipZeros() throws IOException {
    boolean behindMember = packedBytes() > 0;
    int one = optional();
    while (one == 0 && behindMember) {
      one = optional();
    }
    return one;
  }

  private void skipText(boolean present) throws IOException {
    int one = present ? required() : 0;
    while (one != 0) {
      one = required();
    }
  }

  private void skip(int count) throws IOException {
    for (int i = 0; i < count; i++) {
      required();
    }
  }

  private long uint32() throws IOException {
    return required() | required() << 8 | required() << 16 | (long) required() << 24;
  }

  private int required() throws IOException {
    int one = optional();
    if (one < 0) {
      throw cut();
    }
    return one;
  }

  private int optional() throws IOException {
    return position == limit && !fill() ? -1 : input[position++] & 0xff;
  }

  private boolean fill() throws IOException {
    bufferStart += limit;
    position = 0;
    limit = 0;
    int got = packed.read(input, 0, input.length);
    limit = Math.max(0, got);
    return got > 0;
  }

  private Damage cut() {
    return new Damage("the gzip is cut short at byte " + packedBytes());
  }

  private Damage damaged(String what) {
    return new Damage("the gzip is damaged at byte " + packedBytes() + " (" + what + ")");
  }

  @Override
  public void close() throws IOException {
    inflater.end();
    packed.close();
  }
}
