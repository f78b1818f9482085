package dev.hopscope.lab.run;

import dev.hopscope.lab.LabException;
import dev.hopscope.lab.experiment.Experiment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The folder of an experiment's files: one to keep, or one for as long as it runs. */
final class Folders implements AutoCloseable {
  private final Path kept;
  private final Path temporary;

  private Folders(Path kept, Path temporary) {
    this.kept = kept;
    this.temporary = temporary;
  }

  /** Makes them. */
  static Folders of(Path out, Experiment experiment) {
    try {
      Path kept = out == null ? null : Files.createDirectories(out.resolve(name(experiment)));
      return new Folders(kept, Files.createTempDirectory("hopscope-lab"));
    } catch (IOException e) {
      throw new LabException(
          (out == null ? System.getProperty("java.io.tmpdir") : out)
              + ": cannot be written ("
              + e.getMessage()
              + "): give another folder to --out",
          e);
    }
  }

  private static String name(Experiment experiment) {
    return experiment.label().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9.]+", "-");
  }

  /** Where what is kept goes; null if nothing is. */
  Path kept() {
    return kept;
  }

  /** Where the capture goes. */
  Path capture() {
    return (kept == null ? temporary : kept).resolve("capture.pcapng");
  }

  /** Where a broker's data goes. */
  Path data(String broker) {
    return temporary.resolve("data-" + broker.replaceAll("[^A-Za-z0-9]", "_"));
  }

  @Override
  public void close() {
    try (Stream<Path> files = Files.walk(temporary)) {
      List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
      for (Path each : deepestFirst) {
        Files.deleteIfExists(each);
      }
    } catch (IOException e) {
      throw new LabException(temporary + ": cannot be deleted (" + e.getMessage() + ")", e);
    }
  }
}
