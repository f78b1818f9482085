package dev.hopscope.benchmarks.compare;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A command to run, with its standard output in a file. */
final class Command {
  private static final int LOOK_EVERY_MILLIS = 20;

  private final List<String> words;
  private final Path output;
  private final Path errors;
  private final Path javaHome;
  private final Path root;

  private Command(List<String> words, Path output, Path errors, Path javaHome, Path root) {
    this.words = words;
    this.output = output;
    this.errors = errors;
    this.javaHome = javaHome;
    this.root = root;
  }

  /** How a run went: its seconds, and the most memory that was resident, in MiB. */
  record Run(double seconds, double peakMebibytes) {}

  /** A tool of the machine. */
  static Command tool(Settings settings, Path output, String... words) {
    return new Command(
        List.of(words), output, settings.folder().resolve("errors.txt"), null, settings.root());
  }

  /** The hopscope command on some JDK. */
  static Command hopscope(Settings settings, Path javaHome, Path output, String... arguments) {
    List<String> words = new ArrayList<>();
    words.add(settings.root().resolve("hopscope").toString());
    words.addAll(List.of(arguments));
    Path errors = settings.folder().resolve("errors.txt");
    return new Command(words, output, errors, javaHome, settings.root());
  }

  Path output() {
    return output;
  }

  /** Starts it; the caller feeds it, and calls {@link #await}. */
  Process start() throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(words)
            .directory(root.toFile())
            .redirectOutput(output == null ? Redirect.DISCARD : Redirect.to(output.toFile()))
            .redirectError(errors.toFile());
    if (javaHome != null) {
      builder.environment().put("JAVA_HOME", javaHome.toString());
    }
    return builder.start();
  }

  /** Runs it to its end. */
  Run run() throws IOException, InterruptedException {
    if (output != null) {
      Files.deleteIfExists(output); // truncating what the last run left would be timed
    }
    long start = System.nanoTime();
    Process process = start();
    process.getOutputStream().close();
    double peak = await(process);
    return new Run((System.nanoTime() - start) / 1e9, peak);
  }

  /**
   * Waits for its end and watches its memory.
   *
   * @return the most memory that was resident, in MiB
   * @throws IOException if it failed
   */
  double await(Process process) throws IOException, InterruptedException {
    long peak = 0;
    do {
      peak = Math.max(peak, peakKibibytes(process.pid()));
    } while (!process.waitFor(LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS));
    if (process.exitValue() != 0) {
      throw new IOException(
          String.join(" ", words)
              + " ended with "
              + process.exitValue()
              + ": "
              + Files.readString(errors));
    }
    return peak / 1024.0;
  }

  // the kernel keeps the peak, so looking now and then is enough
  private static long peakKibibytes(long pid) {
    try (var lines = Files.lines(Path.of("/proc/" + pid + "/status"))) {
      return lines
          .filter(line -> line.startsWith("VmHWM:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
          .findFirst()
          .orElse(0);
    } catch (NoSuchFileException e) {
      return 0; // it has ended
    } catch (IOException | UncheckedIOException e) {
      return 0; // it ended while it was looked at
    }
  }
}
