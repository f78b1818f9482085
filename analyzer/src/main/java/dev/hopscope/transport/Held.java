package dev.hopscope.transport;

import dev.hopscope.stream.ByteStage;
import dev.hopscope.stream.EndCause;
import dev.hopscope.stream.GapCause;
import dev.hopscope.stream.Provenance;
import java.util.Arrays;

/** One call of a {@link ByteStage}, kept until it is known who should get it. */
final class Held {
  private static final int OBJECT_BYTES = 112;

  final int side;
  private final byte[] data;
  private final GapCause gap;
  private final EndCause end;
  private final long position;
  private long length;
  private int capture;
  private long frame;
  private long timeNanos;
  private int carrierCapture;
  private long carrierFrame;
  private long carrierTimeNanos;
  private long sentByNanos;
  private long arrivedNanos;
  private long received;

  private Held(
      int side,
      byte[] data,
      GapCause gap,
      EndCause end,
      long position,
      long length,
      Provenance at) {
    this.side = side;
    this.data = data;
    this.gap = gap;
    this.end = end;
    this.position = position;
    this.length = length;
    date(at);
  }

  private void date(Provenance at) {
    capture = at.capture();
    frame = at.frame();
    timeNanos = at.timeNanos();
    carrierCapture = at.carrierCapture();
    carrierFrame = at.carrierFrame();
    carrierTimeNanos = at.carrierTimeNanos();
    sentByNanos = at.sentByNanos();
    arrivedNanos = at.arrivedNanos();
    received = at.received();
  }

  static Held bytes(int side, byte[] data, int offset, int length, long position, Provenance at) {
    byte[] copy = Arrays.copyOfRange(data, offset, offset + length);
    return new Held(side, copy, null, null, position, length, at);
  }

  static Held gap(int side, long position, long length, GapCause cause, Provenance at) {
    return new Held(side, null, cause, null, position, length, at);
  }

  static Held end(int side, EndCause cause, Provenance at) {
    return new Held(side, null, null, cause, 0, 0, at);
  }

  /** What it takes, about, in bytes. */
  int cost() {
    return OBJECT_BYTES + (data == null ? 0 : data.length);
  }

  /** Whether this says that the start of the stream was not captured. */
  boolean isUnknownStart() {
    return gap != null && length == ByteStage.UNKNOWN_LENGTH;
  }

  /** Makes a gap reach to {@code newEnd}, as a later frame decided. */
  void extendTo(long newEnd, Provenance at) {
    length = newEnd - position;
    date(at);
  }

  void replay(ByteStage to, Provenance at) {
    at.set(capture, frame, timeNanos)
        .carriedBy(carrierCapture, carrierFrame, carrierTimeNanos)
        .sentBy(sentByNanos)
        .arrived(arrivedNanos)
        .received(received);
    if (data != null) {
      to.onBytes(data, 0, data.length, position, at);
    } else if (gap != null) {
      to.onGap(position, length, gap, at);
    } else {
      to.onEnd(end, at);
    }
  }
}
