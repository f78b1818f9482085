package dev.hopscope.extract;

import dev.hopscope.capture.Frame;
import dev.hopscope.limits.Limits;
import dev.hopscope.net.Headers;
import dev.hopscope.net.Outcome;
import dev.hopscope.net.SegmentDecoder;
import dev.hopscope.net.TcpSegment;
import dev.hopscope.stream.ByteStage;
import dev.hopscope.stream.CaptureClock;
import dev.hopscope.stream.EndCause;
import dev.hopscope.stream.GapCause;
import dev.hopscope.stream.Provenance;
import dev.hopscope.stream.SegmentListener;
import dev.hopscope.stream.StreamLimits;
import dev.hopscope.stream.TcpConnection;
import dev.hopscope.stream.TcpReassembler;
import java.util.Arrays;

/**
 * Redacts the frames of an extract one by one, as a {@link StreamRedactor} decided when the same
 * frames were decoded: what TCP carries is replaced by its place in the stream, what no header
 * explains becomes zeros, and checksums are made right. Headers stay.
 */
final class FrameRedactor {
  private final SegmentDecoder decoder;
  private final TcpSegment segment = new TcpSegment();
  private final TcpReassembler reassembler;
  private final StreamRedactor streams;
  private final Frame view = new Frame();
  private byte[] original = new byte[0];
  private byte[] redacted = new byte[0];
  private long count;
  private int known;

  /**
   * Creates a redactor for one pass over the frames.
   *
   * @param limits those of the decoding
   */
  FrameRedactor(Limits limits, StreamRedactor streams) {
    this.streams = streams;
    decoder = new SegmentDecoder(limits);
    reassembler =
        new TcpReassembler(
            StreamLimits.of(limits),
            limits,
            (connection, at) -> new ByteStage[] {Unheard.INSTANCE, Unheard.INSTANCE},
            new CaptureClock());
    reassembler.observe(this::replace);
  }

  /** What the frame's captured bytes become; valid until the next call. */
  byte[] redact(Frame frame) {
    int length = frame.capturedLength();
    original = Arrays.copyOfRange(frame.data(), frame.offset(), frame.offset() + length);
    redacted = new byte[length];
    view.wrap(
        1,
        ++count,
        frame.timeNanos(),
        frame.linkType(),
        original,
        0,
        length,
        frame.originalLength());
    Outcome outcome = decoder.decode(view, segment);
    if (outcome == Outcome.TCP) {
      known = 0;
      do {
        reassembler.onSegment(segment);
      } while (decoder.another(segment));
    } else {
      reassembler.onTime(frame.timeNanos());
    }
    if (outcome != Outcome.TCP || known == 0) {
      keepHeaders(decoder.headers());
    }
    Checksums.update(redacted, original, decoder.headers());
    return redacted;
  }

  // of a frame without a segment of its own, such as a fragment, up to the innermost IP header
  private void keepHeaders(Headers headers) {
    int end = 0;
    for (int i = 0; i < headers.count(); i++) {
      int offset = headers.offset(i);
      end =
          switch (headers.kind(i)) {
            case IPV4 -> offset + (original[offset] & 0x0f) * 4;
            case IPV6 -> offset + 40;
            case UDP, TCP -> end;
          };
    }
    System.arraycopy(original, 0, redacted, 0, Math.min(end, original.length));
  }

  private void replace(TcpConnection connection, int side, TcpSegment carried, long position) {
    // what was put together from fragments lies in no frame
    if (carried.data() != original) {
      return;
    }
    System.arraycopy(original, known, redacted, known, carried.offset() - known);
    known = carried.offset() + carried.length();
    if (position != SegmentListener.NOWHERE) {
      streams
          .of(connection.number(), side)
          .apply(position, redacted, carried.offset(), carried.length());
    }
  }

  /** Takes streams that were decoded before. */
  private enum Unheard implements ByteStage {
    INSTANCE;

    @Override
    public void onBytes(byte[] data, int offset, int length, long position, Provenance at) {
      // their place in the stream is all that counts here
    }

    @Override
    public void onGap(long position, long length, GapCause cause, Provenance at) {
      // nothing to replace
    }

    @Override
    public void onEnd(EndCause cause, Provenance at) {
      // nothing to replace
    }
  }
}
