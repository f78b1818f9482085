package dev.hopscope.benchmarks.compare;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** One command on one capture, and how its runs went. */
final class Subject {
  /** Reads the counts that a command printed. */
  interface Counting {
    Map<String, Long> counts(Path output) throws IOException;
  }

  private final String name;
  private final Captures.Capture capture;
  private final Command command;
  private final Expected.Told told;
  private final Counting counting;
  private final List<Double> seconds = new ArrayList<>();
  private final List<Double> peaks = new ArrayList<>();
  private final List<String> faults = new ArrayList<>();
  private long printedBytes;

  /**
   * Describes.
   *
   * @param told which counts it prints, or null for a command that prints none
   */
  Subject(
      String name,
      Captures.Capture capture,
      Command command,
      Expected.Told told,
      Counting counting) {
    this.name = name;
    this.capture = capture;
    this.command = command;
    this.told = told;
    this.counting = counting;
  }

  /** Runs it once, and checks what it counted. */
  void run() throws IOException, InterruptedException {
    System.err.println("run " + (seconds.size() + 1) + " of " + name);
    Command.Run run = command.run();
    seconds.add(run.seconds());
    peaks.add(run.peakMebibytes());
    if (counting != null) {
      printedBytes = Files.size(command.output());
      Map<String, Long> counts = counting.counts(command.output());
      for (String difference : new Expected(capture.ledger()).differences(told, counts)) {
        faults.add(name + ", run " + seconds.size() + ": " + difference);
      }
    }
    if (command.output() != null) {
      Files.delete(command.output());
    }
  }

  /** How many bytes it printed in its latest run. */
  long printedBytes() {
    return printedBytes;
  }

  String name() {
    return name;
  }

  Captures.Capture capture() {
    return capture;
  }

  /** Seconds of each run. */
  List<Double> seconds() {
    return seconds;
  }

  /** Frames a second of each run. */
  List<Double> framesPerSecond() {
    return seconds.stream().map(each -> capture.frames() / each).toList();
  }

  /** Peak resident memory of each run, in MiB. */
  List<Double> peaks() {
    return peaks;
  }

  /** Counts that differ from the ledger. */
  List<String> faults() {
    return faults;
  }
}
