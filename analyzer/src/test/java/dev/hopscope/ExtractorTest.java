package dev.hopscope;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hopscope.capture.Inputs;
import dev.hopscope.extract.Selection;
import dev.hopscope.testkit.Samples;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Extracts of real captures tell what the captures tell. */
class ExtractorTest {
  /** Messages that depend on others: which member of a share group gets one. */
  private static final Map<String, Set<Integer>> DEPENDENT =
      Map.of("shared-subscription", Set.of(2, 3, 4));

  @TempDir Path folder;

  static Selection trace(Integer... ids) {
    return new Selection(Set.of(ids), Set.of(), List.of());
  }

  static Selection client(String... ids) {
    return new Selection(Set.of(), Set.of(ids), List.of());
  }

  static Selection topic(String... filters) {
    return new Selection(Set.of(), Set.of(), List.of(filters));
  }

  private Path written(Extractor extractor, List<Path> captures) throws IOException {
    Path file = folder.resolve("extract.pcapng");
    try (OutputStream out = Files.newOutputStream(file)) {
      long frames = extractor.write(Inputs.of(captures), null, "test", out);
      assertThat(frames).isEqualTo(extractor.frames().size());
    }
    return file;
  }

  private Extractor chosen(Selection selection, Path... captures) {
    Extractor extractor = new Extractor(AnalyzerOptions.DEFAULT, selection);
    assertThat(extractor.choose(Inputs.of(List.of(captures)), Progress.NONE).problems()).isEmpty();
    return extractor;
  }

  private Path extract(Selection selection, Path... captures) throws IOException {
    return written(chosen(selection, captures), List.of(captures));
  }

  @Test
  void everyTraceOfEverySampleIsToldAsBefore() throws IOException {
    for (Path each : Samples.cases().toList()) {
      Path capture = each.resolve("capture.pcapng");
      Told whole = Told.of(capture);
      String name = each.getFileName().toString();
      for (int id : whole.ids()) {
        Extractor extractor = chosen(trace(id), capture);
        Told part = Told.of(written(extractor, List.of(capture)));
        boolean dependent = DEPENDENT.getOrDefault(name, Set.of()).contains(id);
        assertThat(extractor.different()).as("%s %s", name, id).isEqualTo(dependent ? 1 : 0);
        if (!dependent) {
          assertThat(part.messages()).as("%s %s", name, id).contains(whole.message(id));
        }
      }
    }
  }

  @Test
  void everyClientOfEverySampleIsToldAsBefore() throws IOException {
    for (Path each : Samples.cases().toList()) {
      Path capture = each.resolve("capture.pcapng");
      Told whole = Told.of(capture);
      for (String client : whole.clients()) {
        Told part = Told.of(extract(client(client), capture));
        assertThat(part.clients()).as("%s", each).containsExactly(client);
        assertThat(part.connectionsOf(client)).isEqualTo(whole.connectionsOf(client));
        assertThat(part.flowsOf(client)).isEqualTo(whole.flowsOf(client));
      }
    }
  }
}
