package dev.hopscope.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Each attack ends in a whole report, in a JVM with a heap of 256 MiB and with limits that are as
 * small a share of the defaults as that heap is of four gibibytes.
 */
class HostileCapturesTest {
  @ParameterizedTest
  @EnumSource
  void staysWithinItsLimits(Attack attack) throws Exception {
    Process process =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Xmx256m",
                    "-XX:+UseSerialGC",
                    "-cp",
                    System.getProperty("java.class.path"),
                    HostileRun.class.getName(),
                    attack.name()))
            .redirectErrorStream(true)
            .start();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
    System.out.println("hostile: " + printed.strip());
    assertThat(process.exitValue()).as(printed).isZero();
  }
}
