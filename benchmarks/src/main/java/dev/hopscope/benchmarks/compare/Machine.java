package dev.hopscope.benchmarks.compare;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What the comparison ran on. */
final class Machine {
  private static final int OLDEST_JAVA = 17;

  private Machine() {}

  /** The JDK that runs this. */
  static Path javaHome() {
    return Path.of(System.getProperty("java.home"));
  }

  /** JDKs by their version: the one that runs this, and others that are installed. */
  static Map<Integer, Path> jdks() throws IOException {
    Map<Integer, Path> jdks = new TreeMap<>();
    Path all = Path.of("/usr/lib/jvm");
    if (Files.isDirectory(all)) {
      try (Stream<Path> homes = Files.list(all)) {
        for (Path home : homes.sorted().toList()) {
          int version = Files.isExecutable(home.resolve("bin/java")) ? version(home) : 0;
          if (version >= OLDEST_JAVA) {
            jdks.putIfAbsent(version, home);
          }
        }
      }
    }
    jdks.put(Runtime.version().feature(), javaHome());
    return jdks;
  }

  // from the file "release", without starting it
  private static int version(Path home) throws IOException {
    String version = value(home.resolve("release"), "JAVA_VERSION", "=").replace("\"", "");
    return version.isEmpty() ? 0 : Integer.parseInt(version.replaceAll("\\D.*", ""));
  }

  /** Lines of a Markdown list. */
  static List<String> describe(Settings settings) throws IOException, InterruptedException {
    List<String> lines = new ArrayList<>();
    Path cpu = Path.of("/proc/cpuinfo");
    int cores = Runtime.getRuntime().availableProcessors();
    lines.add("- processor: " + value(cpu, "model name", ":") + ", " + cores + " cores");
    long kibibytes = memory("MemTotal");
    lines.add(String.format(Locale.ROOT, "- memory: %.1f GiB", kibibytes / 1024.0 / 1024));
    String system = value(Path.of("/etc/os-release"), "PRETTY_NAME", "=").replace("\"", "");
    lines.add("- system: " + system + ", Linux " + System.getProperty("os.version"));
    lines.add("- Java: " + System.getProperty("java.vm.name") + " " + Runtime.version());
    lines.add("- tshark: " + firstLine("tshark", "--version"));
    lines.add("- tcpdump: " + firstLine("tcpdump", "--version"));
    String commit =
        firstLine("git", "-C", settings.root().toString(), "describe", "--always", "--dirty");
    lines.add("- Hopscope: " + commit + ", " + LocalDate.now(java.time.ZoneOffset.UTC));
    lines.add("- load before (1, 5, 15 minutes): " + load());
    return lines;
  }

  /** How busy the machine is. */
  static String load() throws IOException {
    String[] words = Files.readString(Path.of("/proc/loadavg")).split(" ", -1);
    return words[0] + ", " + words[1] + ", " + words[2];
  }

  /** A figure of /proc/meminfo, in KiB. */
  static long memory(String name) throws IOException {
    return Long.parseLong(value(Path.of("/proc/meminfo"), name, ":").replaceAll("\\D", ""));
  }

  private static String value(Path file, String name, String separator) throws IOException {
    if (!Files.isReadable(file)) {
      return "";
    }
    for (String line : Files.readAllLines(file)) {
      int at = line.indexOf(separator);
      if (at > 0 && line.substring(0, at).strip().equals(name)) {
        return line.substring(at + 1).strip();
      }
    }
    return "";
  }

  private static String firstLine(String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String text = new String(process.getInputStream().readAllBytes(), UTF_8);
    process.waitFor();
    return text.lines()
        .filter(line -> !line.startsWith("Running as user"))
        .findFirst()
        .orElse("not known");
  }
}
