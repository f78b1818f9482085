package dev.hopscope.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The project's own captures in {@code sample-pcaps/}, one folder a case. */
public final class Samples {
  private Samples() {}

  /** The project's root: the system property {@code hopscope.root}, else found upwards. */
  public static Path root() {
    String told = System.getProperty("hopscope.root");
    if (told != null && !told.isEmpty()) {
      return Path.of(told);
    }
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.isDirectory(folder.resolve("sample-pcaps"))) {
      folder = folder.getParent();
      if (folder == null) {
        throw new IllegalStateException("no sample-pcaps folder here or above");
      }
    }
    return folder;
  }

  /** The capture of a case. */
  public static Path capture(String name) {
    return root().resolve("sample-pcaps").resolve(name).resolve("capture.pcapng");
  }

  /** The folders of all cases, by name. */
  public static Stream<Path> cases() throws IOException {
    try (Stream<Path> folders = Files.list(root().resolve("sample-pcaps"))) {
      List<Path> cases =
          folders
              .filter(folder -> Files.exists(folder.resolve("capture.pcapng")))
              .sorted()
              .toList();
      return cases.stream();
    }
  }
}
