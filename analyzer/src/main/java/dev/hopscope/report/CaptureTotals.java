package dev.hopscope.report;

import dev.hopscope.capture.CaptureInfo;
import dev.hopscope.capture.CaptureSource;
import dev.hopscope.capture.Frame;
import dev.hopscope.net.Outcome;
import java.util.LinkedHashMap;
import java.util.Map;

/** What is counted for one capture. */
public final class CaptureTotals {
  private final CaptureSource source;
  private final long[] skipped = new long[Outcome.values().length];
  private long frames;
  private long bytes;
  private long firstNanos = Long.MAX_VALUE;
  private long lastNanos = Long.MIN_VALUE;
  private boolean decodable;
  long mqttPackets;
  long gaps;
  long lostBytes;

  /** Creates the counts of a source. */
  public CaptureTotals(CaptureSource source) {
    this.source = source;
  }

  /**
   * Counts a frame and what became of it.
   *
   * @param earlierFragments how many frames that were counted as fragments it made whole: its
   *     outcome is theirs too
   */
  public void frame(Frame frame, Outcome outcome, int earlierFragments) {
    frames++;
    bytes += frame.capturedLength();
    firstNanos = Math.min(firstNanos, frame.timeNanos());
    lastNanos = Math.max(lastNanos, frame.timeNanos());
    decodable |= outcome.decodable();
    skipped[Outcome.FRAGMENT.ordinal()] -= earlierFragments;
    if (outcome != Outcome.TCP) {
      skipped[outcome.ordinal()] += 1 + earlierFragments;
    }
  }

  /** How many frames were read. */
  public long frames() {
    return frames;
  }

  /** Whether there were frames, and not one that could be looked at. */
  public boolean nothingDecodable() {
    return frames > 0 && !decodable;
  }

  /** The capture as an element of the report. */
  public ReportModel.Capture element(boolean partial) {
    CaptureInfo info = source.info();
    Map<String, Long> reasons = new LinkedHashMap<>();
    for (Outcome outcome : Outcome.values()) {
      if (skipped[outcome.ordinal()] > 0) {
        reasons.put(outcome.id(), skipped[outcome.ordinal()]);
      }
    }
    return new ReportModel.Capture(
        info.id(),
        info.name(),
        info.format(),
        info.linkTypes(),
        frames,
        reasons,
        bytes,
        mqttPackets,
        frames == 0 ? null : Times.rfc3339(firstNanos),
        frames == 0 ? null : Times.rfc3339(lastNanos),
        gaps,
        lostBytes,
        info.kernelDrops(),
        info.interfaceDrops(),
        partial);
  }
}
