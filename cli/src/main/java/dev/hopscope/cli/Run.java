package dev.hopscope.cli;

import dev.hopscope.Progress;
import dev.hopscope.RunResult;
import dev.hopscope.capture.Inputs;
import dev.hopscope.limits.Limit;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.function.BiFunction;

/** Runs one command: opens its output, shows progress, turns what happened into an exit code. */
final class Run {
  private final Context context;
  private final Inputs inputs;
  private final Path file;

  /**
   * Creates a run.
   *
   * @param file where output goes, or null for standard output
   */
  Run(Context context, Inputs inputs, Path file) {
    this.context = context;
    this.inputs = inputs;
    this.file = file;
  }

  /** Calls the work with where to write and whom to tell of progress. */
  int call(BiFunction<OutputStream, Progress, RunResult> work) {
    ProgressLine line =
        context.stderrTerminal() ? new ProgressLine(context.stderr(), System::nanoTime) : null;
    Runnable clear = line == null ? () -> {} : line::clear;
    Output out = Output.open(context, file, inputs, clear);
    ExitCode exit = ExitCode.OK;
    try {
      RunResult result = work.apply(out.stream(), new Teller(context, line));
      clear.run();
      exit = problems(context, result);
      out.close();
    } catch (RuntimeException e) {
      clear.run();
      ExitCode failed = out.failed(context, e);
      if (failed == null) {
        throw e;
      }
      exit = exit.or(failed);
    }
    return exit.code();
  }

  /** Shows how far a run is where somebody looks, and says at once what it gives up. */
  static final class Teller implements Progress {
    private final Context context;
    private final Progress line;
    private final Runnable clear;

    Teller(Context context, ProgressLine line) {
      this.context = context;
      this.line = line == null ? Progress.NONE : line;
      this.clear = line == null ? () -> {} : line::clear;
    }

    @Override
    public void update(long bytesRead, long totalBytes, long frames, long packets) {
      line.update(bytesRead, totalBytes, frames, packets);
    }

    @Override
    public void onLimit(Limit limit, long max) {
      clear.run();
      context.message(LimitOptions.message(limit, max));
    }
  }

  /** Tells what was wrong with the inputs, and what that makes the exit code. */
  static ExitCode problems(Context context, RunResult result) {
    result.problems().forEach(context::message);
    if (result.nothingDecodable()) {
      context.message(
          "nothing could be decoded: no frame has a link type that is known; capture on an"
              + " Ethernet, loopback, 'any' or raw IP interface");
    }
    boolean failed = result.nothingDecodable() || !result.problems().isEmpty();
    return failed ? ExitCode.INPUT : ExitCode.OK;
  }
}
