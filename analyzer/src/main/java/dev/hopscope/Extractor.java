package dev.hopscope;

import dev.hopscope.capture.Inputs;
import dev.hopscope.capture.OpenInputs;
import dev.hopscope.connection.ConnectionListener;
import dev.hopscope.extract.Chooser;
import dev.hopscope.extract.ChosenFrames;
import dev.hopscope.extract.ExtractCheck;
import dev.hopscope.extract.ExtractWriter;
import dev.hopscope.extract.FramePicker;
import dev.hopscope.extract.FrameSet;
import dev.hopscope.extract.Selection;
import dev.hopscope.extract.StreamRedactor;
import dev.hopscope.limits.Limits;
import java.io.IOException;
import java.io.OutputStream;

/**
 * Takes what is asked for out of captures, as a capture of its own. One object serves one run, on
 * one thread.
 *
 * <p>The inputs are read several times: to find the messages, to find their frames, to check that
 * these frames alone tell the same, and to copy them. Where they do not tell the same, more frames
 * around them are chosen and checked again.
 */
public final class Extractor {
  private final AnalyzerOptions options;
  private final Chooser chooser;
  private FrameSet frames = new FrameSet();
  private int different;
  private volatile Analyzer running;
  private volatile boolean stopped;

  /** Prepares a run; the options are those that gave the ids of the traces asked for. */
  public Extractor(AnalyzerOptions options, Selection selection) {
    this.options = options;
    this.chooser = new Chooser(selection);
  }

  /**
   * Finds the frames.
   *
   * @param inputs repeatable ones, which do not change meanwhile
   * @return what became of the first reading
   */
  public RunResult choose(Inputs inputs, Progress progress) {
    RunResult result = run(Analyzer.watch(options, chooser, chooser), inputs, progress);
    boolean again = !chooser.isEmpty();
    while (again && !stopped) {
      FramePicker picker = new FramePicker(chooser);
      run(Analyzer.pick(options, picker), inputs, progress);
      frames = picker.frames();
      again = chooser.messages() > 0 && !tellsTheSame(inputs, progress);
    }
    return result;
  }

  private boolean tellsTheSame(Inputs inputs, Progress progress) {
    ExtractCheck check = new ExtractCheck();
    Analyzer analyzer = Analyzer.watch(options, new ConnectionListener() {}, check);
    running = analyzer;
    try (OpenInputs opened = inputs.open()) {
      analyzer.run(new ChosenFrames(opened.frames(), frames), progress);
    }
    different = check.different(chooser);
    return !check.widen(chooser);
  }

  private RunResult run(Analyzer analyzer, Inputs inputs, Progress progress) {
    running = analyzer;
    if (stopped) {
      analyzer.stop();
    }
    return analyzer.run(inputs, progress);
  }

  /** Gives up soon; may be called by any thread. There is nothing to write then. */
  public void stop() {
    stopped = true;
    Analyzer analyzer = running;
    if (analyzer != null) {
      analyzer.stop();
    }
  }

  /** Whether it was given up. */
  public boolean stopped() {
    return stopped;
  }

  /** What was chosen, and what could have been. */
  public Chooser chooser() {
    return chooser;
  }

  /** The frames chosen. */
  public FrameSet frames() {
    return frames;
  }

  /** How many of the chosen messages the frames alone do not tell as the whole capture does. */
  public int different() {
    return different;
  }

  /**
   * Writes the frames chosen.
   *
   * @param key random and never written anywhere, to redact with it; null to copy the frames
   * @param application the program and its version, for the file's header
   * @return how many were written; fewer than chosen only if an input has changed meanwhile
   */
  public long write(Inputs inputs, byte[] key, String application, OutputStream out)
      throws IOException {
    StreamRedactor redaction = key == null ? null : redaction(inputs, new StreamRedactor(key));
    Limits limits = new Limits(options.limits(), limit -> {});
    try (OpenInputs opened = inputs.open()) {
      return ExtractWriter.write(opened, frames, redaction, limits, application, out);
    }
  }

  private StreamRedactor redaction(Inputs inputs, StreamRedactor redactor) {
    try (OpenInputs opened = inputs.open()) {
      Analyzer.redact(options, redactor)
          .run(new ChosenFrames(opened.frames(), frames), Progress.NONE);
    }
    return redactor;
  }
}
