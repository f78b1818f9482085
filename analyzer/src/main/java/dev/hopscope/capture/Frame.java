package dev.hopscope.capture;

/**
 * One captured link-layer frame: a reused view over the reader's buffer.
 *
 * <p>A {@link CaptureSource} fills the same frame again on every {@link CaptureSource#next}; its
 * bytes are valid only until then. Whoever needs them longer copies them.
 */
public final class Frame {
  private byte[] data = new byte[0];
  private int offset;
  private int capturedLength;
  private int originalLength;
  private long timeNanos;
  private long number;
  private int capture;
  private int point;
  private int linkType;
  private CaptureInterface captureInterface;

  /**
   * Points this view at one frame, of a capture that is a capture point of its own.
   *
   * @param capture the capture it came from, counted from 1
   * @param number its number in that capture, counted from 1 as Wireshark does
   * @param timeNanos when it was captured, nanoseconds since 1970-01-01T00:00:00Z
   * @param linkType the LINKTYPE_ value of its interface
   * @param data the buffer that holds it
   * @param offset where it starts in {@code data}
   * @param capturedLength how many of its bytes are in {@code data}
   * @param originalLength how many bytes it had on the wire; never less than captured
   */
  public void wrap(
      int capture,
      long number,
      long timeNanos,
      int linkType,
      byte[] data,
      int offset,
      int capturedLength,
      int originalLength) {
    this.capture = capture;
    this.point = capture;
    this.number = number;
    this.timeNanos = timeNanos;
    this.linkType = linkType;
    this.data = data;
    this.offset = offset;
    this.capturedLength = capturedLength;
    this.originalLength = originalLength;
    this.captureInterface = null;
  }

  void capturedOn(CaptureInterface on) {
    captureInterface = on;
  }

  /** Says at which capture point the frame was captured, and shifts its time; times saturate. */
  void at(int itsPoint, long offsetNanos) {
    point = itsPoint;
    timeNanos = Saturated.add(timeNanos, offsetNanos);
  }

  /** The buffer that holds the frame's bytes from {@link #offset()} on. */
  public byte[] data() {
    return data;
  }

  /** Where the frame starts in {@link #data()}. */
  public int offset() {
    return offset;
  }

  /** How many bytes of the frame were captured. */
  public int capturedLength() {
    return capturedLength;
  }

  /** How many bytes the frame had on the wire; more than captured when the snap length cut it. */
  public int originalLength() {
    return originalLength;
  }

  /** Capture time in nanoseconds since 1970-01-01T00:00:00Z. */
  public long timeNanos() {
    return timeNanos;
  }

  /** The frame's number in its capture, from 1, as Wireshark numbers it. */
  public long number() {
    return number;
  }

  /** The capture this frame came from, from 1. */
  public int capture() {
    return capture;
  }

  /** The interface that the frame was captured on, or null where the source tells of none. */
  public CaptureInterface captureInterface() {
    return captureInterface;
  }

  /**
   * The capture point, from 1: one place where frames were captured, on one clock. The files of a
   * ring are one; a file alone is one of its own.
   */
  public int point() {
    return point;
  }

  /** The LINKTYPE_ value of the interface that the frame was captured on. */
  public int linkType() {
    return linkType;
  }
}
