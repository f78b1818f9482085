package dev.hopscope.fuzz;

import dev.hopscope.bytes.Digest64;
import dev.hopscope.capture.Frame;
import dev.hopscope.net.Outcome;
import dev.hopscope.net.SegmentDecoder;
import dev.hopscope.net.TcpSegment;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Link layers and IP: a segment lies inside its frame, and nothing around the frame changes it.
 *
 * <p>The input is a row of frames: {@code link:1 missing:1 length:2 bytes}, where {@code link}
 * chooses among the link types that can be decoded, and {@code missing} bytes were on the wire and
 * not captured.
 */
final class LinkTarget {
  private static final int[] LINK_TYPES =
      IntStream.range(0, 1 << 16).filter(SegmentDecoder::supports).toArray();
  private static final int AROUND = 40;

  private LinkTarget() {}

  static void check(byte[] data) {
    FuzzInput input = new FuzzInput(data);
    SegmentDecoder alone = new SegmentDecoder();
    SegmentDecoder surrounded = new SegmentDecoder();
    Frame frame = new Frame();
    for (long number = 1; !input.isEmpty(); number++) {
      int linkType = LINK_TYPES[input.u8() % LINK_TYPES.length];
      int missing = input.u8();
      byte[] bytes = input.bytes(input.u16());
      int wire = bytes.length + missing;
      frame.wrap(1, number, number * 1_000_000, linkType, bytes, 0, bytes.length, wire);
      String first = decode(alone, frame);
      byte[] inside = new byte[AROUND + bytes.length + AROUND];
      Arrays.fill(inside, (byte) 0xa5);
      System.arraycopy(bytes, 0, inside, AROUND, bytes.length);
      frame.wrap(1, number, number * 1_000_000, linkType, inside, AROUND, bytes.length, wire);
      String second = decode(surrounded, frame);
      Expect.that(first.equals(second), "frame", number, first, "inside others:", second);
    }
  }

  private static String decode(SegmentDecoder decoder, Frame frame) {
    TcpSegment segment = new TcpSegment();
    Outcome outcome = decoder.decode(frame, segment);
    Expect.that(decoder.earlierFragments() < frame.number(), "fragments of", frame.number());
    StringBuilder text = new StringBuilder(outcome.id());
    text.append(' ').append(decoder.earlierFragments());
    if (outcome == Outcome.TCP) {
      text.append(text(frame, segment));
      for (int more = 1; decoder.another(segment); more++) {
        Expect.that(more <= frame.capturedLength(), "segments without end");
        text.append(text(frame, segment));
      }
    }
    return text.toString();
  }

  private static String text(Frame frame, TcpSegment segment) {
    int end = segment.offset() + segment.length();
    int bound =
        segment.data() == frame.data()
            ? frame.offset() + frame.capturedLength()
            : segment.data().length;
    Expect.that(
        segment.offset() >= 0 && segment.length() >= 0 && end <= bound,
        segment.length(),
        "bytes at",
        segment.offset(),
        "and the frame ends at",
        bound);
    Expect.that(
        segment.length() <= segment.wireLength(), segment.length(), "of", segment.wireLength());
    return text(segment);
  }

  private static String text(TcpSegment s) {
    return String.join(
        " ",
        "",
        s.scope() + "",
        s.ipv6() + "",
        Long.toHexString(s.sourceHigh()) + "-" + Long.toHexString(s.sourceLow()),
        s.sourcePort() + "",
        Long.toHexString(s.destinationHigh()) + "-" + Long.toHexString(s.destinationLow()),
        s.destinationPort() + "",
        s.sequence() + "/" + s.acknowledgement() + "/" + s.window() + "/" + s.ipId(),
        s.has(TcpSegment.SYN) + "" + s.has(TcpSegment.FIN) + s.has(TcpSegment.RST),
        s.length() + "/" + s.wireLength(),
        s.checksum() + "",
        Digest64.of(s.data(), s.offset(), s.length()) + "");
  }

  /** Adds a frame to an input. */
  static void write(ByteArrayOutputStream input, Frame frame) {
    int link = Arrays.binarySearch(LINK_TYPES, frame.linkType());
    int length = Math.min(0xffff, frame.capturedLength());
    if (link >= 0) {
      input.write(link);
      input.write(Math.min(0xff, frame.originalLength() - frame.capturedLength()));
      input.write(length >>> 8);
      input.write(length);
      input.write(frame.data(), frame.offset(), length);
    }
  }
}
