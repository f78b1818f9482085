package dev.hopscope.cli;

import dev.hopscope.Progress;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.function.LongSupplier;

/** One line on a terminal that tells how far a run is, at most five times a second. */
final class ProgressLine implements Progress {
  private static final long APART_NANOS = 200_000_000L;
  private static final double MEGABYTE = 1e6;

  private final PrintWriter terminal;
  private final LongSupplier clock;
  private final long started;
  private long shown;
  private boolean visible;

  /**
   * Creates a line.
   *
   * @param clock nanoseconds from any start
   */
  ProgressLine(PrintWriter terminal, LongSupplier clock) {
    this.terminal = terminal;
    this.clock = clock;
    this.started = clock.getAsLong();
    this.shown = started;
  }

  @Override
  public void update(long bytesRead, long totalBytes, long frames, long packets) {
    long now = clock.getAsLong();
    if (now - shown < APART_NANOS) {
      return;
    }
    shown = now;
    visible = true;
    double seconds = (now - started) / 1e9;
    String bytes =
        totalBytes <= 0
            ? String.format(Locale.ROOT, "%.1f MB", bytesRead / MEGABYTE)
            : String.format(
                Locale.ROOT,
                "%3d %% of %.1f MB",
                Math.min(100, 100 * bytesRead / totalBytes),
                totalBytes / MEGABYTE);
    terminal.print(
        String.format(
            Locale.ROOT,
            "\r%s, %,d frames, %,.0f packets/s\u001b[K",
            bytes,
            frames,
            packets / seconds));
    terminal.flush();
  }

  /** Takes the line away, so that something else can be written. */
  void clear() {
    if (visible) {
      visible = false;
      terminal.print("\r\u001b[K");
      terminal.flush();
    }
  }
}
