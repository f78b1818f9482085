package dev.hopscope.cli;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * One line on a terminal that tells how a capture goes, at most five times a second. Threads may
 * share it.
 */
final class StatusLine {
  private static final long APART_NANOS = 200_000_000L;
  private static final long SECOND = 1_000_000_000L;

  /**
   * What it shows.
   *
   * @param frames captured so far
   * @param messages told so far
   * @param openFlows under way now
   * @param drops frames dropped by kernel and interface
   * @param behind frames that were not analyzed
   */
  record State(long frames, long messages, long openFlows, long drops, long behind) {}

  private final PrintWriter terminal;
  private final LongSupplier clock;
  private final long started;
  private long shown;
  private long rateFrom;
  private long messagesFrom;
  private double rate;
  private boolean visible;

  /**
   * Creates a line.
   *
   * @param terminal null where nobody looks
   * @param clock nanoseconds from any start
   */
  StatusLine(PrintWriter terminal, LongSupplier clock) {
    this.terminal = terminal;
    this.clock = clock;
    this.started = clock.getAsLong();
    this.shown = started;
    this.rateFrom = started;
  }

  /** Shows it if it is time. */
  synchronized void show(Supplier<State> state) {
    long now = clock.getAsLong();
    if (terminal == null || now - shown < APART_NANOS) {
      return;
    }
    shown = now;
    visible = true;
    State is = state.get();
    if (now - rateFrom >= SECOND) {
      rate = (is.messages() - messagesFrom) * (double) SECOND / (now - rateFrom);
      rateFrom = now;
      messagesFrom = is.messages();
    }
    long seconds = (now - started) / SECOND;
    terminal.print(
        String.format(
            Locale.ROOT,
            "\r%d:%02d:%02d  %,d frames, %,.0f messages/s, %,d open flows, %,d dropped%s\u001b[K",
            seconds / 3600,
            seconds / 60 % 60,
            seconds % 60,
            is.frames(),
            rate,
            is.openFlows(),
            is.drops(),
            is.behind() == 0 ? "" : String.format(Locale.ROOT, ", %,d not analyzed", is.behind())));
    terminal.flush();
  }

  /** Takes it away, so that something else can be written. */
  synchronized void clear() {
    if (visible) {
      visible = false;
      terminal.print("\r\u001b[K");
      terminal.flush();
    }
  }
}
