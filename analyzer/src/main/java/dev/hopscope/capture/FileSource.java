package dev.hopscope.capture;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What the readers of file formats share: numbering, link types met, and how damage is told. */
abstract class FileSource implements CaptureSource {
  /**
   * The longest block, and the most captured bytes of a frame, that are believed: 16 MiB. No link
   * layer has such frames, so a larger number is damage.
   */
  static final int MAX_LENGTH = 16 * 1024 * 1024;

  final FileInput input;
  final int id;
  private final String format;
  private final Set<String> linkTypes = new LinkedHashSet<>();
  private long frames;
  private CaptureException failure;

  FileSource(FileInput input, int id, String format) {
    this.input = input;
    this.id = id;
    this.format = format;
  }

  /** Reads up to the next frame and hands it to {@link #deliver}; false at the end. */
  abstract boolean read(Frame frame) throws CaptureException;

  @Override
  public final boolean next(Frame frame) throws CaptureException {
    if (failure != null) {
      throw failure;
    }
    try {
      return read(frame);
    } catch (CaptureException e) {
      failure = e;
      throw e;
    }
  }

  final void deliver(
      Frame frame, long timeNanos, CaptureInterface on, int offset, int captured, long original) {
    frames++;
    int originalLength = (int) Math.max(captured, Math.min(original, Integer.MAX_VALUE));
    frame.wrap(
        id, frames, timeNanos, on.linkType(), input.buffer(), offset, captured, originalLength);
    frame.capturedOn(on);
  }

  /** A snap length as files have it, an unsigned number, bounded by what is believed anyway. */
  static int snapLength(long claimed) {
    return claimed > MAX_LENGTH ? 0 : (int) claimed;
  }

  final void meet(int linkType) {
    linkTypes.add(LinkTypes.name(linkType));
  }

  /** Damage found in the record or block at the input's position. */
  final CaptureException damaged(String what) {
    return new CaptureException(
        input.name()
            + ": damaged at "
            + input.place(input.offset())
            + ", "
            + place()
            + ": "
            + what
            + "; what comes before was read, for the rest copy or capture it again");
  }

  /** The input ends inside the record or block at its position. */
  final CaptureException cut(String what, long needed) {
    return new CaptureException(
        input.name()
            + ": cut short at "
            + input.place(input.offset() + input.buffered())
            + ", "
            + place()
            + ": "
            + what
            + " at byte "
            + input.offset()
            + " needs "
            + needed
            + " bytes and "
            + input.buffered()
            + " are left; what comes before was read, for the rest copy or capture it again");
  }

  private String place() {
    return frames == 0 ? "before frame 1" : "behind frame " + frames;
  }

  /** Frames that the kernel dropped, or null where the format does not say. */
  Long kernelDrops() {
    return null;
  }

  /** Frames that the interface dropped, or null where the format does not say. */
  Long interfaceDrops() {
    return null;
  }

  @Override
  public final CaptureInfo info() {
    return new CaptureInfo(
        id,
        input.name(),
        format,
        List.copyOf(linkTypes),
        input.bytesRead(),
        input.totalBytes(),
        kernelDrops(),
        interfaceDrops());
  }

  @Override
  public final void close() throws CaptureException {
    input.close();
  }
}
