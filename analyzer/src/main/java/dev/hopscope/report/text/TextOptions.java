package dev.hopscope.report.text;

/**
 * What the text report shows.
 *
 * @param utc times of day instead of microseconds from the start
 * @param maxTraces ladders that are drawn; a capture with more is told by its totals first. 0 for
 *     no bound: every ladder is written as it comes
 * @param summaryOnly no ladders at all
 */
public record TextOptions(boolean utc, int maxTraces, boolean summaryOnly) {
  /** Ladders that are drawn unless asked otherwise. */
  public static final int DEFAULT_MAX_TRACES = 20;

  /** Ladders that are drawn of a capture with more than {@link #maxTraces}. */
  static final int FIRST_TRACES = 3;
}
