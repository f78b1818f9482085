package dev.hopscope.stream;

/**
 * Where bytes of a stream came from: a reused view, valid until the call returns.
 *
 * <p>Bytes that waited for an earlier segment have two frames: the one that carried them, and the
 * one whose arrival let them through. Packets are dated by the second ({@link #frame()}), because
 * only then could the receiver see them.
 */
public final class Provenance {
  /** {@link #received()} where it cannot be told. */
  public static final long UNKNOWN = -1;

  private int capture;
  private long frame;
  private long timeNanos;
  private int carrierCapture;
  private long carrierFrame;
  private long carrierTimeNanos;
  private long sentByNanos;
  private long arrivedNanos;
  private long received;

  /** Sets the frame at hand, which also carried the bytes. */
  public Provenance set(int capture, long frame, long timeNanos) {
    this.capture = capture;
    this.frame = frame;
    this.timeNanos = timeNanos;
    this.carrierCapture = capture;
    this.carrierFrame = frame;
    this.carrierTimeNanos = timeNanos;
    this.sentByNanos = timeNanos;
    this.arrivedNanos = timeNanos;
    this.received = UNKNOWN;
    return this;
  }

  /** Becomes a copy of another. */
  public Provenance set(Provenance other) {
    capture = other.capture;
    frame = other.frame;
    timeNanos = other.timeNanos;
    carrierCapture = other.carrierCapture;
    carrierFrame = other.carrierFrame;
    carrierTimeNanos = other.carrierTimeNanos;
    sentByNanos = other.sentByNanos;
    arrivedNanos = other.arrivedNanos;
    received = other.received;
    return this;
  }

  /** Sets the frame that carried the bytes, where it is an earlier one of the same capture. */
  public Provenance carriedBy(long carrierFrame, long carrierTimeNanos) {
    return carriedBy(capture, carrierFrame, carrierTimeNanos);
  }

  /** Sets the frame that carried the bytes, where it is an earlier one, maybe of another file. */
  public Provenance carriedBy(int carrierCapture, long carrierFrame, long carrierTimeNanos) {
    this.carrierCapture = carrierCapture;
    this.carrierFrame = carrierFrame;
    this.carrierTimeNanos = carrierTimeNanos;
    return this;
  }

  /** Sets by when the bytes had been sent. */
  public Provenance sentBy(long nanos) {
    sentByNanos = nanos;
    return this;
  }

  /** Sets when the bytes, and all before them, can have arrived at the earliest. */
  public Provenance arrived(long nanos) {
    arrivedNanos = nanos;
    return this;
  }

  /** Sets how much of the other direction the sender of the bytes had received. */
  public Provenance received(long position) {
    received = position;
    return this;
  }

  /** The capture, from 1. */
  public int capture() {
    return capture;
  }

  /** Number of the frame whose arrival let the bytes through. */
  public long frame() {
    return frame;
  }

  /** Capture time of {@link #frame()}, nanoseconds since 1970-01-01T00:00:00Z. */
  public long timeNanos() {
    return timeNanos;
  }

  /** Whether the bytes waited for an earlier segment, and were carried by an earlier frame. */
  public boolean waited() {
    return carrierFrame != frame || carrierCapture != capture;
  }

  /** The capture of {@link #carrierFrame()}; of a ring, maybe an earlier one. */
  public int carrierCapture() {
    return carrierCapture;
  }

  /** Number of the frame that carried the bytes. */
  public long carrierFrame() {
    return carrierFrame;
  }

  /** Capture time of {@link #carrierFrame()}. */
  public long carrierTimeNanos() {
    return carrierTimeNanos;
  }

  /**
   * Capture time by which the bytes had been sent: that of the frame that carried them, or of an
   * earlier one that carried bytes behind them.
   */
  public long sentByNanos() {
    return sentByNanos;
  }

  /**
   * Capture time before which the receiver cannot have had the bytes: that of the frame that
   * carried them, or of a later one that carried bytes before them. Earlier than {@link
   * #timeNanos()} where they waited for bytes that the capture lost.
   */
  public long arrivedNanos() {
    return arrivedNanos;
  }

  /**
   * How much of the other direction the sender of the bytes had received when it sent them: the
   * stream position that the segment acknowledged. What the bytes answer lies before it. {@link
   * #UNKNOWN} where it cannot be told.
   */
  public long received() {
    return received;
  }
}
