package dev.hopscope.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hopscope.testkit.Samples;
import dev.hopscope.testkit.Tshark;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code hopscope annotate}, with tshark as the reader. */
class AnnotateCommandTest {
  private static final Path CAPTURE = Samples.capture("qos2-to-qos0");

  @TempDir private Path folder;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final StringWriter err = new StringWriter();

  private int run(boolean terminal, Object... arguments) {
    Context context =
        new Context(out, new PrintWriter(err, true), terminal, false, 0, true, Map.of());
    String[] texts = Arrays.stream(arguments).map(Object::toString).toArray(String[]::new);
    return Main.execute(context, new AnalysisRunner(new Interruption()), texts);
  }

  private List<String> comments(Path capture) throws Exception {
    Tshark.assumeInstalled();
    Path annotated = folder.resolve("annotated.pcapng");
    assertThat(run(false, "annotate", capture, "-o", annotated)).isZero();
    assertThat(err.toString()).isEmpty();
    return Tshark.read(
            annotated,
            "-Y",
            "frame.comment",
            "-T",
            "fields",
            "-E",
            "separator=:",
            "-e",
            "frame.number",
            "-e",
            "frame.comment")
        .lines()
        .toList();
  }

  @Test
  void everyStepOfEveryHopIsNamed() throws Exception {
    assertThat(comments(CAPTURE))
        .containsExactly(
            "28:trace 1, publish hop from pub, step 1 of 4",
            "29:trace 1, publish hop from pub, step 2 of 4",
            "30:trace 1, publish hop from pub, step 3 of 4",
            "31:trace 1, delivery hop to sub1, step 1 of 1, downgraded 2 to 0",
            "33:trace 1, delivery hop to sub2, step 1 of 1, downgraded 2 to 0",
            "35:trace 1, publish hop from pub, step 4 of 4");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "qos2-reconnect | step 4 of 5, sent again",
        "retained | , retained",
        "offline-queue | , queued",
        "bridge | forward hop from",
      })
  void whatIsSpecialIsSaid(String sample, String words) throws Exception {
    assertThat(comments(Samples.capture(sample))).anyMatch(each -> each.contains(words));
  }

  @Test
  void framesStayByteForByte() throws Exception {
    comments(CAPTURE);
    String[] fields = {"-x", "-o", "gui.column.format:\"t\",\"%Yut\",\"l\",\"%L\""};
    assertThat(Tshark.read(folder.resolve("annotated.pcapng"), fields))
        .isEqualTo(Tshark.read(CAPTURE, fields));
  }

  @Test
  void aCutCaptureIsCopiedAsFarAsItGoes() throws Exception {
    byte[] bytes = Files.readAllBytes(CAPTURE);
    Path cut = Files.write(folder.resolve("cut.pcapng"), Arrays.copyOf(bytes, bytes.length - 5));
    Path annotated = folder.resolve("annotated.pcapng");
    assertThat(run(false, "annotate", cut, "-o", annotated)).isEqualTo(3);
    assertThat(err.toString()).containsOnlyOnce("cut short");
    Tshark.assumeInstalled();
    assertThat(Tshark.read(annotated, "-Y", "frame.comment").lines()).hasSize(6);
  }

  @ParameterizedTest
  @ValueSource(strings = {"missing.pcapng", "text"})
  void whatIsNoCaptureLeavesNoFile(String name) throws IOException {
    Files.writeString(folder.resolve("text"), "no capture");
    Path annotated = folder.resolve("annotated.pcapng");
    assertThat(run(false, "annotate", folder.resolve(name), "-o", annotated)).isEqualTo(3);
    assertThat(err.toString().lines()).hasSize(1);
    assertThat(annotated).doesNotExist();
  }

  @Test
  void oneFileAtATimeAndNeverOverItself() {
    Path annotated = folder.resolve("annotated.pcapng");
    assertThat(run(false, "annotate", CAPTURE, CAPTURE, "-o", annotated)).isEqualTo(2);
    assertThat(run(false, "annotate", CAPTURE.getParent(), "-o", annotated)).isEqualTo(2);
    assertThat(run(false, "annotate", "-", "-o", annotated)).isEqualTo(2);
    assertThat(run(false, "annotate", CAPTURE, "-o", CAPTURE)).isEqualTo(2);
    assertThat(run(true, "annotate", CAPTURE, "-o", "-")).isEqualTo(2);
    assertThat(err.toString().lines().filter(line -> line.startsWith("hopscope: "))).hasSize(5);
    assertThat(annotated).doesNotExist();
    assertThat(run(false, "annotate", CAPTURE, "-o", "-")).isZero();
    assertThat(out.toByteArray()).startsWith(0x0a, 0x0d, 0x0d, 0x0a);
  }
}
