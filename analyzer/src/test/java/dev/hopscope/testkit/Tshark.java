package dev.hopscope.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Runs tshark, the outside judge of what a capture holds. */
public final class Tshark {
  private Tshark() {}

  /** Skips the test at hand, with a reason, where tshark is not installed. */
  public static void assumeInstalled() {
    assumeTrue(find() != null, "tshark is not installed: apt-get install tshark");
  }

  private static Path find() {
    return Stream.of(System.getenv("PATH").split(File.pathSeparator))
        .map(folder -> Path.of(folder, "tshark"))
        .filter(Files::isExecutable)
        .findFirst()
        .orElse(null);
  }

  /**
   * What tshark prints about a file, names unresolved. Where the file is damaged it prints what
   * comes before, and that is returned.
   */
  public static String read(Path file, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(find().toString(), "-n", "-r", file.toString()));
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    process.waitFor();
    return output;
  }
}
