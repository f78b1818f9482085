package dev.hopscope.testkit.wrapping;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Runs tcpdump on a file; it knows link types that tshark does not. */
final class Tcpdump {
  private static final long TIMEOUT_SECONDS = 60;

  private Tcpdump() {}

  /** Skips the test at hand, and prints why, where tcpdump is not installed. */
  static void assumeInstalled() {
    boolean installed =
        Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
            .anyMatch(folder -> Files.isExecutable(Path.of(folder, "tcpdump")));
    if (!installed) {
      String reason = "Skipped: tcpdump is not installed (apt-get install tcpdump)";
      System.out.println(reason);
      abort(reason);
    }
  }

  /** A line a frame, without names and times. */
  static String read(Path file) throws IOException, InterruptedException {
    Path output = Files.createTempFile("hopscope-tcpdump", "");
    try {
      Process process =
          new ProcessBuilder("tcpdump", "-nn", "-t", "-S", "-r", file.toString())
              .redirectOutput(output.toFile())
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      boolean ended = process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS);
      process.destroyForcibly();
      if (!ended || process.exitValue() != 0) {
        throw new IllegalStateException("tcpdump failed on " + file);
      }
      return Files.readString(output, UTF_8);
    } finally {
      Files.delete(output);
    }
  }
}
