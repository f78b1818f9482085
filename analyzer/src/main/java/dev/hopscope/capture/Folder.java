package dev.hopscope.capture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The files of a folder, by content. Folders inside it are not looked into.
 *
 * @param captures those that start as a capture, by name
 * @param others how many do not
 */
record Folder(List<Path> captures, int others) {

  /** Looks at every file; what cannot be read is told. */
  static Folder read(Path folder, Consumer<CaptureException> onProblem) {
    List<Path> captures = new ArrayList<>();
    int others = 0;
    for (Path file : files(folder, onProblem)) {
      try {
        if (CaptureFiles.isCapture(file)) {
          captures.add(file);
        } else {
          others++;
        }
      } catch (CaptureException e) {
        onProblem.accept(e);
      }
    }
    if (captures.isEmpty()) {
      onProblem.accept(
          new CaptureException(folder + ": holds no capture file; name a folder that does"));
    }
    return new Folder(captures, others);
  }

  private static List<Path> files(Path folder, Consumer<CaptureException> onProblem) {
    try (Stream<Path> all = Files.list(folder)) {
      // x.pcap2 before x.pcap10
      return all.filter(Files::isRegularFile)
          .sorted(
              Comparator.comparingInt((Path file) -> file.toString().length())
                  .thenComparing(Comparator.naturalOrder()))
          .toList();
    } catch (IOException e) {
      onProblem.accept(CaptureFiles.cannotBeOpened(folder, e));
      return List.of();
    }
  }
}
