package dev.hopscope.report;

import dev.hopscope.capture.CaptureInfo;
import dev.hopscope.capture.Frame;
import dev.hopscope.net.Outcome;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/** What is counted for one capture. */
public final class CaptureTotals {
  /** Why a frame is skipped that lies outside of the wanted time. */
  private static final String OUTSIDE_TIME = "outside-time";

  /** Why a frame is skipped that was captured while the analysis was behind. */
  private static final String ANALYSIS_BEHIND = "analysis-behind";

  private final Supplier<CaptureInfo> capture;
  private final long[] skipped = new long[Outcome.values().length];
  private long frames;
  private long outside;
  private long bytes;
  private long firstNanos = Long.MAX_VALUE;
  private long lastNanos = Long.MIN_VALUE;
  private boolean decodable;
  long mqttPackets;
  long gaps;
  long lostBytes;

  /** Creates the counts of a capture, of which the supplier tells what is known at any time. */
  public CaptureTotals(Supplier<CaptureInfo> capture) {
    this.capture = capture;
  }

  /** Counts a frame that was not looked at, since its time is not wanted. */
  public void outside(Frame frame) {
    count(frame);
    outside++;
  }

  private void count(Frame frame) {
    frames++;
    bytes += frame.capturedLength();
    firstNanos = Math.min(firstNanos, frame.timeNanos());
    lastNanos = Math.max(lastNanos, frame.timeNanos());
  }

  /**
   * Counts a frame and what became of it.
   *
   * @param earlierFragments how many frames that were counted as fragments it made whole: its
   *     outcome is theirs too
   */
  public void frame(Frame frame, Outcome outcome, int earlierFragments) {
    count(frame);
    decodable |= outcome.decodable();
    // those in an earlier file of a ring stay fragments there
    long here = Math.min(earlierFragments, skipped[Outcome.FRAGMENT.ordinal()]);
    skipped[Outcome.FRAGMENT.ordinal()] -= here;
    if (outcome != Outcome.TCP) {
      skipped[outcome.ordinal()] += 1 + here;
    }
  }

  /** How many frames were read. */
  public long frames() {
    return frames;
  }

  /** How many of them were outside of the wanted time. */
  public long framesOutside() {
    return outside;
  }

  /** Whether there were frames to look at, and not one that could be. */
  public boolean nothingDecodable() {
    return frames > outside && !decodable;
  }

  /** What is known of the capture now. */
  public CaptureInfo info() {
    return capture.get();
  }

  /** The capture as an element of the report. */
  public ReportModel.Capture element(boolean partial) {
    CaptureInfo info = capture.get();
    Map<String, Long> reasons = new LinkedHashMap<>();
    for (Outcome outcome : Outcome.values()) {
      if (skipped[outcome.ordinal()] > 0) {
        reasons.put(outcome.id(), skipped[outcome.ordinal()]);
      }
    }
    if (outside > 0) {
      reasons.put(OUTSIDE_TIME, outside);
    }
    if (info.notAnalyzed() > 0) {
      reasons.put(ANALYSIS_BEHIND, info.notAnalyzed());
    }
    return new ReportModel.Capture(
        info.id(),
        info.point(),
        info.name(),
        info.format(),
        info.linkTypes(),
        frames + info.notAnalyzed(),
        reasons,
        bytes,
        mqttPackets,
        frames == 0 ? null : Times.rfc3339(firstNanos),
        frames == 0 ? null : Times.rfc3339(lastNanos),
        gaps,
        lostBytes,
        info.kernelDrops(),
        info.interfaceDrops(),
        info.clockOffsetNanos(),
        partial);
  }
}
