package dev.hopscope.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hopscope.testkit.Samples;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every command over every kind of input, with the real analysis. */
class InputsCommandTest {
  @TempDir Path folder;
  private final StringWriter err = new StringWriter();
  private byte[] capture;

  @BeforeEach
  void read() throws IOException {
    capture = Files.readAllBytes(Samples.capture("qos2-to-qos0"));
  }

  private String run(StandardInput stdin, int exit, String... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    err.getBuffer().setLength(0);
    Context context =
        new Context(out, new PrintWriter(err, true), false, false, 0, true, Map.of(), stdin);
    assertThat(Main.execute(context, new AnalysisRunner(new Interruption()), arguments))
        .as("%s: %s", List.of(arguments), err)
        .isEqualTo(exit);
    return out.toString(StandardCharsets.UTF_8);
  }

  private StandardInput stdin(boolean live) {
    return new StandardInput(new ByteArrayInputStream(capture), false, live);
  }

  private Path gzip(String name) throws IOException {
    Path file = folder.resolve(name);
    try (GZIPOutputStream gzip = new GZIPOutputStream(Files.newOutputStream(file))) {
      gzip.write(capture);
    }
    return file;
  }

  @ParameterizedTest
  @ValueSource(strings = {"analyze", "decode", "topics", "clients", "connections"})
  void allCommandsReadAllInputsAlike(String command) throws IOException {
    Path file = Files.write(folder.resolve("c"), capture);
    String expected = run(StandardInput.EMPTY, 0, command, file.toString());
    assertThat(expected).isNotBlank();
    Path packed = gzip("d");
    Path inside = Files.createDirectory(folder.resolve("inside"));
    Files.move(file, inside.resolve("c"));
    for (boolean live : new boolean[] {false, true}) {
      assertThat(run(stdin(live), 0, command, "-").replace(" -: ", " " + file + ": "))
          .isEqualToNormalizingWhitespace(expected);
    }
    assertThat(
            run(StandardInput.EMPTY, 0, command, packed.toString())
                .replace(packed.toString(), file.toString()))
        .isEqualTo(expected);
    assertThat(
            run(StandardInput.EMPTY, 0, command, inside.toString())
                .replace(inside.resolve("c").toString(), file.toString()))
        .isEqualToNormalizingWhitespace(expected);
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void otherFilesOfAFolderAreOneLineAndNoFailure() throws IOException {
    gzip("c");
    Files.writeString(folder.resolve("readme"), "text");
    assertThat(run(StandardInput.EMPTY, 0, "analyze", folder.toString())).contains("Trace 1 ");
    assertThat(err.toString())
        .isEqualToIgnoringNewLines(
            "hopscope: " + folder + ": 1 of 2 files are no captures: skipped");
  }

  @Test
  void aCutGzipIsDamageAndWhatComesBeforeIsTold() throws IOException {
    Path file = gzip("c");
    byte[] packed = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(packed, packed.length - 9));
    assertThat(run(StandardInput.EMPTY, 3, "analyze", file.toString())).contains("Trace 1 ");
    assertThat(err.toString().lines()).hasSize(1);
    assertThat(err.toString()).contains(file + ": the gzip is cut short at byte ");
  }

  @Test
  void liveTextDrawsUpToWhatWasAskedAndTellsTheRest() throws IOException {
    String text = run(stdin(true), 0, "analyze", "--max-traces", "0", "-");
    assertThat(text).contains("Trace 1 ", "Totals").doesNotContain("more trace");
    capture = Files.readAllBytes(Samples.capture("pipelined"));
    text = run(stdin(true), 0, "analyze", "--max-traces", "1", "-");
    assertThat(text)
        .containsSubsequence("Trace 1 ", "Totals", "more traces.")
        .doesNotContain("Trace 2 ", "The first traces");
    assertThat(run(stdin(true), 0, "analyze", "--summary", "-")).doesNotContain("Trace 1 ");
  }

  @Test
  void framesOutsideOfTheTimeAreCounted() throws IOException {
    String file = gzip("c").toString();
    assertThat(run(StandardInput.EMPTY, 0, "analyze", "--to", "+100ms", file))
        .contains("outside-time: ", "0 messages");
    assertThat(err.toString()).isEmpty();
    assertThat(run(StandardInput.EMPTY, 0, "analyze", "--from", "+3600s", file))
        .contains("47 frames skipped (outside-time: 47)");
    assertThat(err.toString())
        .isEqualToIgnoringNewLines("hopscope: no frame lies in the time that was asked for");
  }

  @Test
  void anInputInAFolderIsNotOverwritten() throws IOException {
    Path file = gzip("c");
    run(StandardInput.EMPTY, 2, "analyze", "-o", file.toString(), folder.toString());
    assertThat(err.toString()).contains("-o would overwrite an input");
    assertThat(Files.size(file)).isPositive();
  }
}
