package dev.hopscope.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Files that are no captures any more, through the whole command in a heap of 256 MiB: the exit
 * code of the report's contract, messages of a line each and no stack trace, and an end.
 */
class DamagedInputsTest {
  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource
  void endsAsPromised(DamagedInputs.Kind kind) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Xmx256m",
                    "-XX:+UseSerialGC",
                    "-Dhopscope.root=" + System.getProperty("hopscope.root"),
                    "-cp",
                    System.getProperty("java.class.path"),
                    DamagedInputs.class.getName(),
                    kind.name(),
                    folder.toString()))
            .redirectErrorStream(true)
            .start();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(1, TimeUnit.SECONDS)).isTrue();
    System.out.println("damaged: " + printed.strip());
    assertThat(process.exitValue()).as(printed).isZero();
  }
}
