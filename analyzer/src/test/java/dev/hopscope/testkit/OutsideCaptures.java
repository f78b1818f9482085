package dev.hopscope.testkit;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The captures of other projects, in {@code ../shared/captures} beside the project's root. */
public final class OutsideCaptures {
  private OutsideCaptures() {}

  /** The project's root, as the build tells it. */
  public static Path projectRoot() {
    return Path.of(System.getProperty("hopscope.root"));
  }

  /** The folder of all of them; skips the test at hand, with a reason, where there is none. */
  public static Path folder() {
    Path folder = projectRoot().resolveSibling("shared").resolve("captures");
    assumeTrue(Files.isDirectory(folder), "there are no outside captures in ../shared/captures");
    return folder;
  }

  /** Every capture, sorted; skips the test at hand, with a reason, where there are none. */
  public static List<Path> all() throws IOException {
    try (Stream<Path> files = Files.walk(folder())) {
      return files.filter(file -> file.toString().matches(".*\\.pcap(ng)?")).sorted().toList();
    }
  }

  /** The frames of every capture by its file name, as the captures' index counts them. */
  public static Map<String, Integer> indexedFrames() throws IOException {
    Map<String, Integer> frames = new TreeMap<>();
    for (String line : Files.readAllLines(folder().resolve("INDEX.md"))) {
      String[] cells = line.split(" *\\| *", -1);
      if (cells.length > 4 && cells[4].matches("\\d+")) {
        frames.put(cells[1], Integer.valueOf(cells[4]));
      }
    }
    return frames;
  }
}
