package dev.hopscope.report.text;

/**
 * What the text report shows.
 *
 * @param utc times of day instead of microseconds from the start
 * @param maxTraces ladders that are drawn; a capture with more is told by its totals first. 0 for
 *     no bound: every ladder is written as it comes
 * @param summaryOnly no ladders at all
 * @param live whether somebody watches: every ladder is written as it comes, up to {@code
 *     maxTraces} of them
 * @param laddersOnly no totals beneath ladders, where those say all that matters
 */
public record TextOptions(
    boolean utc, int maxTraces, boolean summaryOnly, boolean live, boolean laddersOnly) {
  /** Ladders that are drawn unless asked otherwise. */
  public static final int DEFAULT_MAX_TRACES = 20;

  /** Of a capture that is there as a whole. */
  public TextOptions(boolean utc, int maxTraces, boolean summaryOnly) {
    this(utc, maxTraces, summaryOnly, false);
  }

  /** With totals. */
  public TextOptions(boolean utc, int maxTraces, boolean summaryOnly, boolean live) {
    this(utc, maxTraces, summaryOnly, live, false);
  }

  /** The same without totals beneath the ladders. */
  public TextOptions withoutTotals() {
    return new TextOptions(utc, maxTraces, summaryOnly, live, true);
  }

  /** Ladders that are drawn of a capture with more than {@link #maxTraces}. */
  static final int FIRST_TRACES = 3;
}
