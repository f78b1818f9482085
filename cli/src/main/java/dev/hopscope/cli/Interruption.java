package dev.hopscope.cli;

import java.util.concurrent.CompletableFuture;

/**
 * Makes SIGINT and SIGTERM end a run with a whole report: the analysis stops reading, what was read
 * is reported, and the process ends with the exit code of that.
 */
final class Interruption {
  private final CompletableFuture<Integer> exit = new CompletableFuture<>();
  private volatile Runnable stop;

  /** Starts to listen for signals. */
  void install() {
    Runtime.getRuntime().addShutdownHook(new Thread(this::onShutdown, "interruption"));
  }

  /** How a signal stops what runs now. */
  void running(Runnable howToStop) {
    stop = howToStop;
  }

  /** The command is done; the process may end. */
  void finished(int code) {
    exit.complete(code);
  }

  private void onShutdown() {
    Runnable stopping = stop;
    if (exit.isDone() || stopping == null) {
      return;
    }
    stopping.run();
    Runtime.getRuntime().halt(exit.join());
  }
}
