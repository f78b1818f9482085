package dev.hopscope.report.text;

/**
 * How the time of a packet is shown.
 *
 * @param utc the time of day, else microseconds from the start
 * @param startNanos when the capture starts, in nanoseconds since 1970
 */
record TimeScale(boolean utc, long startNanos) {
  String header() {
    return utc ? "time (UTC)" : "time (us)";
  }

  String text(long epochNanos) {
    return utc
        ? Durations.clock(epochNanos)
        : Durations.number(Math.floorDiv(epochNanos - startNanos, 1000L));
  }
}
