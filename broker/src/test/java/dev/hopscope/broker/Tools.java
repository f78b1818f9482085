package dev.hopscope.broker;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Programs of other projects, as outside judges. */
final class Tools {
  private static final long PATIENCE_SECONDS = 60;

  /** How a program ended, and all that it printed. */
  record Outcome(int exit, String output) {}

  private Tools() {}

  /** Skips a test where a program is missing, and says so. */
  static void need(String... programs) {
    for (String program : programs) {
      boolean there =
          Stream.of((System.getenv("PATH") + ":/usr/sbin").split(File.pathSeparator, -1))
              .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
      if (!there) {
        System.out.println("skipped: " + program + " is not installed");
      }
      assumeTrue(there);
    }
  }

  /** Starts a program whose output goes to a file. */
  static Process start(Path output, String... command) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
    builder.environment().merge("PATH", "/usr/sbin", (path, more) -> path + ":" + more);
    Process process = builder.start();
    process.getOutputStream().close();
    return process;
  }

  /** Runs a program to its end. */
  static Outcome run(String... command) throws IOException, InterruptedException {
    Path output = Files.createTempFile("hopscope-tool", null);
    try {
      return end(start(output, command), output);
    } finally {
      Files.delete(output);
    }
  }

  /** Waits until a program ends; one that does not is ended, and has exit code -1. */
  static Outcome end(Process process, Path output) throws IOException, InterruptedException {
    boolean ended = process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
    if (!ended) {
      process.destroyForcibly().waitFor();
    }
    return new Outcome(ended ? process.exitValue() : -1, Files.readString(output));
  }
}
