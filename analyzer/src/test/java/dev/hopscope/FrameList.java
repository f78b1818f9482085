package dev.hopscope;

import dev.hopscope.capture.CaptureInfo;
import dev.hopscope.capture.CaptureSource;
import dev.hopscope.capture.Frame;
import dev.hopscope.testkit.TimedFrame;
import java.util.List;

/** Frames in memory as the capture number 1. */
final class FrameList implements CaptureSource {
  private final int linkType;
  private final List<TimedFrame> frames;
  private int read;

  FrameList(int linkType, List<TimedFrame> frames) {
    this.linkType = linkType;
    this.frames = frames;
  }

  @Override
  public boolean next(Frame frame) {
    if (read == frames.size()) {
      return false;
    }
    TimedFrame next = frames.get(read++);
    byte[] bytes = next.bytes();
    frame.wrap(1, read, next.timeNanos(), linkType, bytes, 0, bytes.length, next.originalLength());
    return true;
  }

  @Override
  public CaptureInfo info() {
    return new CaptureInfo(1, "memory", "pcap", List.of(), read, frames.size(), null, null);
  }

  @Override
  public void close() {
    // nothing is open
  }
}
