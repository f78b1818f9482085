package dev.hopscope.capture;

import dev.hopscope.bytes.ByteReads;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.LongFunction;

/**
 * Copies a pcapng file block by block while it is read, and adds comments to its frames.
 *
 * <p>Every block stays as it is, in its byte order, but for two: a frame that has comments gets
 * them behind its other options, and a section header says that its section's length is not known.
 */
final class BlockAnnotator extends PcapngReader {
  private static final int SECTION_LENGTH = 16;
  private static final int CAPTURED_LENGTH = 20;
  private static final int PACKET_DATA = 28;
  private static final int TRAILER = 4;
  private static final int OPTION_HEADER = 4;

  private final LongFunction<List<String>> comments;
  private final OutputStream out;
  private long frames;
  private long commented;
  private long withoutRoom;

  BlockAnnotator(FileInput input, LongFunction<List<String>> comments, OutputStream out) {
    super(input, 1);
    this.comments = comments;
    this.out = out;
  }

  /** How many frames got comments. */
  long commented() {
    return commented;
  }

  /** How many should have and are in blocks that have no room for any. */
  long withoutRoom() {
    return withoutRoom;
  }

  @Override
  void passed(int type, int at, int length) {
    try {
      switch (type) {
        case SECTION_HEADER -> copySection(at, length);
        case ENHANCED_PACKET, PACKET -> copyFrame(at, length);
        case SIMPLE_PACKET -> {
          withoutRoom += comments.apply(++frames).isEmpty() ? 0 : 1;
          out.write(input.buffer(), at, length);
        }
        default -> out.write(input.buffer(), at, length);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void copySection(int at, int length) throws IOException {
    ByteBuffer block = ByteBuffer.allocate(length).put(input.buffer(), at, length);
    out.write(block.putLong(SECTION_LENGTH, -1).array());
  }

  private void copyFrame(int at, int length) throws IOException {
    List<String> texts = comments.apply(++frames);
    if (texts.isEmpty()) {
      out.write(input.buffer(), at, length);
      return;
    }
    commented++;
    int captured = u32(at + CAPTURED_LENGTH);
    int options = at + PACKET_DATA + (captured + 3 & ~3);
    int kept = Math.min(optionsEnd(options, at + length - TRAILER), at + length - TRAILER) - at;
    byte[] added = options(texts);
    int total = kept + added.length + TRAILER;
    ByteBuffer block = ByteBuffer.allocate(total).order(order());
    block.put(input.buffer(), at, kept).put(added).putInt(total);
    out.write(block.putInt(4, total).array());
  }

  /** Where the last option that is whole ends. */
  private int optionsEnd(int from, int to) {
    int at = from;
    while (at + OPTION_HEADER <= to && u16(at) != 0) {
      int next = at + OPTION_HEADER + (u16(at + 2) + 3 & ~3);
      if (next > to) {
        break;
      }
      at = next;
    }
    return at;
  }

  private byte[] options(List<String> texts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (String text : texts) {
      byte[] value = text.getBytes(StandardCharsets.UTF_8);
      int length = Math.min(value.length, PcapngWriter.MAX_OPTION);
      ByteBuffer option = ByteBuffer.allocate(OPTION_HEADER + (length + 3 & ~3)).order(order());
      option.putShort((short) PcapngWriter.OPT_COMMENT).putShort((short) length);
      all.writeBytes(option.put(value, 0, length).array());
    }
    all.writeBytes(new byte[OPTION_HEADER]); // opt_endofopt
    return all.toByteArray();
  }

  private ByteOrder order() {
    return bigEndian() ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
  }

  private int u16(int at) {
    return bigEndian() ? ByteReads.u16be(input.buffer(), at) : ByteReads.u16le(input.buffer(), at);
  }

  private int u32(int at) {
    return bigEndian() ? ByteReads.i32be(input.buffer(), at) : ByteReads.i32le(input.buffer(), at);
  }
}
