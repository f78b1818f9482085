package dev.hopscope.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Expected output in files. {@code -Dhopscope.update=true} writes what comes instead of comparing,
 * and is refused where {@code CI=true}: there, nobody looks at the difference.
 */
public final class Golden {
  private Golden() {}

  /** Whether this run writes expected output. */
  public static boolean updating() {
    if (!Boolean.getBoolean("hopscope.update")) {
      return false;
    }
    if ("true".equals(System.getenv("CI"))) {
      throw new IllegalStateException("hopscope.update is refused where CI=true");
    }
    return true;
  }

  /** Compares with a file under the current module's test resources, or writes it. */
  public static void compare(String actual, String resource) {
    compare(actual, Path.of("src", "test", "resources").resolve(resource));
  }

  /** Compares with a file, or writes it. */
  public static void compare(String actual, Path file) {
    try {
      if (updating()) {
        Files.createDirectories(file.getParent());
        Files.writeString(file, actual);
      }
      assertThat(file).exists();
      assertThat(actual).isEqualTo(Files.readString(file, StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
