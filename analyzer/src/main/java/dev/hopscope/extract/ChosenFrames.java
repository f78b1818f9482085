package dev.hopscope.extract;

import dev.hopscope.capture.CaptureInfo;
import dev.hopscope.capture.CaptureSource;
import dev.hopscope.capture.Frame;
import dev.hopscope.capture.MergedSource;
import java.util.List;

/** The chosen frames of several sources as the one capture that the extract will be. */
public final class ChosenFrames implements CaptureSource {
  private final MergedSource merged;
  private final FrameSet frames;
  private long count;

  /** Takes frames from inputs that their owner closes. */
  public ChosenFrames(MergedSource merged, FrameSet frames) {
    this.merged = merged;
    this.frames = frames;
  }

  /** The next chosen frame as it was captured, valid until the next call; null at the end. */
  Frame next() {
    if (count == frames.size()) {
      return null;
    }
    Frame frame = merged.next();
    while (frame != null && !frames.contains(frame.capture(), frame.number())) {
      frame = merged.next();
    }
    count++;
    return frame;
  }

  @Override
  public boolean next(Frame frame) {
    Frame next = next();
    if (next == null) {
      return false;
    }
    frame.wrap(
        1,
        count,
        next.timeNanos(),
        next.linkType(),
        next.data(),
        next.offset(),
        next.capturedLength(),
        next.originalLength());
    return true;
  }

  @Override
  public CaptureInfo info() {
    return new CaptureInfo(1, "extract", "pcapng", List.of(), 0, -1, null, null);
  }

  @Override
  public void close() {
    // the sources belong to whoever opened them
  }
}
