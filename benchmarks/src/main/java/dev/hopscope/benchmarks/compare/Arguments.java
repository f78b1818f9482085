package dev.hopscope.benchmarks.compare;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The options of the command. */
final class Arguments {
  static final String USAGE =
      """
      usage: benchmarks/compare [--quick] [--frames N] [--long N] [--tshark-frames N]
                                [--runs N] [--start-runs N] [--memory N[,N...]]
                                [--least-over-tshark RATIO] [--folder FOLDER]
        --frames N             frames of each capture (default: 10000000)
        --long N               also compare --summary with tcpdump on a capture of N frames
        --tshark-frames N      frames of the capture that tshark gets (default: a tenth)
        --runs N               how often each command is run (default: 5)
        --start-runs N         the same for start-up (default: 11)
        --memory N[,N...]      lengths of the streams that memory is measured with
                               (default: as --frames)
        --least-over-tshark R  fail below R times tshark's frames a second (default: 0)
        --folder FOLDER        where captures are kept and outputs go
                               (default: benchmarks/target/captures)
        --quick                a small comparison, as CI runs it: 200000 frames, 50000 for tshark,
                               one run, three of start-up, and at least half of tshark's
                               frames a second
      """;

  private final Path root;
  private Path folder;
  private long frames = 10_000_000;
  private long longFrames;
  private long tsharkFrames;
  private int runs = 5;
  private int startRuns = 11;
  private List<Long> memoryFrames = List.of();
  private double leastOverTshark;

  private Arguments(Path root) {
    this.root = root;
    this.folder = root.resolve("benchmarks/target/captures");
  }

  /**
   * Reads options.
   *
   * @param root of the project
   * @throws IllegalArgumentException where one is wrong
   */
  static Settings parse(Path root, List<String> options) {
    Arguments arguments = new Arguments(root);
    for (int i = 0; i < options.size(); i++) {
      String option = options.get(i);
      if (option.equals("--quick")) {
        arguments.quick();
      } else if (i + 1 < options.size()) {
        arguments.set(option, options.get(++i));
      } else {
        throw new IllegalArgumentException(option + " is not known, or needs a value");
      }
    }
    return arguments.settings();
  }

  private void quick() {
    frames = 200_000;
    tsharkFrames = 50_000;
    runs = 1;
    startRuns = 3;
    leastOverTshark = 0.5;
  }

  private void set(String option, String value) {
    switch (option) {
      case "--frames" -> frames = Long.parseLong(value);
      case "--long" -> longFrames = Long.parseLong(value);
      case "--tshark-frames" -> tsharkFrames = Long.parseLong(value);
      case "--runs" -> runs = Integer.parseInt(value);
      case "--start-runs" -> startRuns = Integer.parseInt(value);
      case "--memory" -> memoryFrames = numbers(value);
      case "--least-over-tshark" -> leastOverTshark = Double.parseDouble(value);
      case "--folder" -> folder = Path.of(value).toAbsolutePath();
      default -> throw new IllegalArgumentException(option + " is not known");
    }
  }

  private static List<Long> numbers(String list) {
    List<Long> numbers = new ArrayList<>();
    for (String number : list.split(",", -1)) {
      numbers.add(Long.parseLong(number));
    }
    return numbers;
  }

  private Settings settings() {
    if (runs < 1 || startRuns < 1) {
      throw new IllegalArgumentException("fewer than one run");
    }
    return new Settings(
        root,
        folder,
        frames,
        longFrames,
        tsharkFrames > 0 ? tsharkFrames : frames / 10,
        runs,
        startRuns,
        memoryFrames.isEmpty() ? List.of(frames) : memoryFrames,
        leastOverTshark);
  }
}
