package dev.hopscope.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Runs tshark, the outside judge of what a capture holds.
 *
 * <p>A run is bounded in time, resolves no names, and reads no personal settings: its configuration
 * folder is an empty one.
 */
public final class Tshark {
  private static final String NAME = "tshark";
  private static final long TIMEOUT_SECONDS = 120;

  /** What tshark says where the capture, not the call, is at fault. */
  private static final List<String> DAMAGED = List.of("cut short", "damaged or corrupt");

  private Tshark() {}

  /** Skips the test at hand, and prints why, where tshark is not installed. */
  public static void assumeInstalled() {
    if (!isInstalled()) {
      String reason = "Skipped: tshark is not installed (apt-get install tshark)";
      System.out.println(reason);
      abort(reason);
    }
  }

  private static boolean isInstalled() {
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
        .map(folder -> Path.of(folder, NAME))
        .anyMatch(Files::isExecutable);
  }

  /** Turns the file that holds the whole output of a run into something to keep. */
  @FunctionalInterface
  public interface OutputReader<T> {
    /** Called once, after tshark has ended; the file does not outlive the call. */
    T read(Path output) throws IOException;
  }

  /** What tshark prints about a file; see {@link #run}. */
  public static String read(Path file, String... arguments)
      throws IOException, InterruptedException {
    return run(file, List.of(arguments), output -> Files.readString(output, UTF_8));
  }

  /**
   * Runs tshark on a file. Where the file is damaged, tshark prints what comes before, and that is
   * the output.
   *
   * @param arguments what follows {@code -n -r FILE}
   * @throws IllegalStateException if tshark refuses the arguments or the file, or takes longer than
   *     two minutes
   */
  public static <T> T run(Path file, List<String> arguments, OutputReader<T> reader)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(NAME, "-n", "-r", file.toString()));
    command.addAll(arguments);
    Path folder = Files.createTempDirectory("hopscope-tshark");
    Path output = folder.resolve("output");
    Path errors = folder.resolve("errors");
    Path settings = Files.createDirectory(folder.resolve("settings"));
    try {
      execute(command, settings, output, errors);
      return reader.read(output);
    } finally {
      Files.deleteIfExists(output);
      Files.deleteIfExists(errors);
      Files.delete(settings);
      Files.delete(folder);
    }
  }

  private static void execute(List<String> command, Path settings, Path output, Path errors)
      throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("WIRESHARK_CONFIG_DIR", settings.toString());
    // To files: with pipes, somebody would have to empty both of them while waiting.
    builder.redirectOutput(output.toFile()).redirectError(errors.toFile());
    Process process = builder.start();
    try {
      if (!process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
        throw new IllegalStateException(
            String.join(" ", command) + ": no end after " + TIMEOUT_SECONDS + " s");
      }
    } finally {
      process.destroyForcibly();
    }
    String said = Files.readString(errors, UTF_8);
    if (process.exitValue() != 0 && DAMAGED.stream().noneMatch(said::contains)) {
      throw new IllegalStateException(String.join(" ", command) + ": " + said);
    }
  }
}
