package dev.hopscope.testkit;

import static org.junit.jupiter.api.Assumptions.abort;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** What a test on real interfaces needs; without it the test is skipped, and prints why. */
public final class Requires {
  private Requires() {}

  /** Skips the test at hand where it may not capture and make network namespaces. */
  public static void root() {
    if (!"root".equals(System.getProperty("user.name"))) {
      skip("root is not the user who runs this test; interfaces and namespaces need it");
    }
  }

  /** Skips the test at hand where one of these commands is not installed. */
  public static void tools(String... names) {
    for (String name : names) {
      if (!isInstalled(name)) {
        skip(name + " is not installed");
      }
    }
  }

  private static boolean isInstalled(String name) {
    String path = System.getenv().getOrDefault("PATH", "") + File.pathSeparator + "/usr/sbin";
    return Stream.of(path.split(File.pathSeparator))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, name)));
  }

  private static void skip(String reason) {
    System.out.println("Skipped: " + reason);
    abort("Skipped: " + reason);
  }
}
