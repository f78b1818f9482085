package dev.hopscope.report;

import dev.hopscope.capture.CaptureInfo;
import dev.hopscope.net.Outcome;
import java.util.LinkedHashMap;
import java.util.Map;

/** What is counted for one capture. */
final class CaptureTotals {
  /** Why a frame is skipped that lies outside of the wanted time. */
  private static final String OUTSIDE_TIME = "outside-time";

  /** Why a frame is skipped that was captured while the analysis was behind. */
  private static final String ANALYSIS_BEHIND = "analysis-behind";

  private CaptureInfo info;
  private final long[] skipped = new long[Outcome.values().length];
  private long frames;
  private long outside;
  private long bytes;
  private long firstNanos = Long.MAX_VALUE;
  private long lastNanos = Long.MIN_VALUE;
  long mqttPackets;
  long gaps;
  long lostBytes;

  /** Creates the counts of a capture, of which something is known by then. */
  CaptureTotals(CaptureInfo info) {
    this.info = info;
  }

  /** Takes what is known of the capture now. */
  void info(CaptureInfo newInfo) {
    info = newInfo;
  }

  /** Counts a frame; see {@link dev.hopscope.connection.Downstream#onFrame}. */
  void frame(long timeNanos, int length, Outcome outcome, int earlierFragments) {
    frames++;
    bytes += length;
    firstNanos = Math.min(firstNanos, timeNanos);
    lastNanos = Math.max(lastNanos, timeNanos);
    if (outcome == null) {
      outside++;
      return;
    }
    // those in an earlier file of a ring stay fragments there
    long here = Math.min(earlierFragments, skipped[Outcome.FRAGMENT.ordinal()]);
    skipped[Outcome.FRAGMENT.ordinal()] -= here;
    if (outcome != Outcome.TCP) {
      skipped[outcome.ordinal()] += 1 + here;
    }
  }

  /** The capture as an element of the report. */
  ReportModel.Capture element(boolean partial) {
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
