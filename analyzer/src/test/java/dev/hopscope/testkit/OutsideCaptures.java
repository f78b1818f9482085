package dev.hopscope.testkit;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.hopscope.mqtt.PacketType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The captures of other projects, in {@code ../shared/captures} beside the project's root. */
public final class OutsideCaptures {
  private OutsideCaptures() {}

  /** The project's root; see {@link Samples#root()}. */
  public static Path projectRoot() {
    return Samples.root();
  }

  /** The folder of all of them; skips the test at hand, with a reason, where there is none. */
  public static Path folder() {
    Path folder = location();
    assumeTrue(Files.isDirectory(folder), "there are no outside captures in ../shared/captures");
    return folder;
  }

  private static Path location() {
    return projectRoot().toAbsolutePath().normalize().resolveSibling("shared").resolve("captures");
  }

  /** Those of MQTT, sorted; none where there are no outside captures. */
  public static List<Path> mqtt() throws IOException {
    Path folder = location().resolve("mqtt");
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().matches(".*\\.pcap(ng)?")).sorted().toList();
    }
  }

  /** Every capture, sorted; skips the test at hand, with a reason, where there are none. */
  public static List<Path> all() throws IOException {
    return under(folder());
  }

  /** Every capture, sorted; none where there are no outside captures. */
  public static List<Path> present() throws IOException {
    return Files.isDirectory(location()) ? under(location()) : List.of();
  }

  private static List<Path> under(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
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

  /**
   * The packets by type of every MQTT capture by its file name, as the captures' index counts them.
   */
  public static Map<String, Map<PacketType, Long>> indexedPackets() throws IOException {
    Map<String, Map<PacketType, Long>> captures = new TreeMap<>();
    for (String line : Files.readAllLines(folder().resolve("INDEX.md"))) {
      String[] cells = line.split(" *\\| *", -1);
      if (cells.length > 5 && cells[5].matches("([A-Z]+:\\d+ ?)+")) {
        Map<PacketType, Long> packets = new EnumMap<>(PacketType.class);
        for (String count : cells[5].split(" ", -1)) {
          String[] parts = count.split(":", -1);
          packets.put(PacketType.valueOf(parts[0]), Long.valueOf(parts[1]));
        }
        captures.put(cells[1], packets);
      }
    }
    return captures;
  }
}
