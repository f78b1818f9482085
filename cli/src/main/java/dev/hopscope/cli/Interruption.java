package dev.hopscope.cli;

import dev.hopscope.Analyzer;
import java.util.concurrent.CompletableFuture;

/**
 * Makes SIGINT and SIGTERM end a run with a whole report: the analysis stops reading, what was read
 * is reported, and the process ends with the exit code of that.
 */
final class Interruption {
  private final CompletableFuture<Integer> exit = new CompletableFuture<>();
  private volatile Analyzer running;

  /** Starts to listen for signals. */
  void install() {
    Runtime.getRuntime().addShutdownHook(new Thread(this::onShutdown, "interruption"));
  }

  /** The analysis that a signal stops. */
  void running(Analyzer analyzer) {
    running = analyzer;
  }

  /** The command is done; the process may end. */
  void finished(int code) {
    exit.complete(code);
  }

  private void onShutdown() {
    Analyzer analyzer = running;
    if (exit.isDone() || analyzer == null) {
      return;
    }
    analyzer.stop();
    Runtime.getRuntime().halt(exit.join());
  }
}
