package dev.hopscope.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code hopscope extract} over real captures. */
class ExtractCommandTest {
  private static final Path ROOT = Path.of(System.getProperty("hopscope.root"));
  private static final Path CAPTURE = ROOT.resolve("sample-pcaps/qos2-to-qos0/capture.pcapng");
  private static final Path PIPELINED = ROOT.resolve("sample-pcaps/pipelined/capture.pcapng");

  @TempDir Path folder;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final StringWriter err = new StringWriter();

  private int run(Object... arguments) {
    return runTo(out, false, arguments);
  }

  private int runTo(OutputStream stdout, boolean terminal, Object... arguments) {
    Context context =
        new Context(stdout, new PrintWriter(err, true), terminal, false, 0, true, Map.of());
    String[] texts = Arrays.stream(arguments).map(Object::toString).toArray(String[]::new);
    return Main.execute(context, new AnalysisRunner(new Interruption()), texts);
  }

  private String analyzed(Path capture) {
    out.reset();
    assertThat(run("analyze", capture)).isZero();
    return out.toString(StandardCharsets.UTF_8);
  }

  @Test
  void aMessageIsToldOfItsExtractAsOfTheWhole() {
    Path extract = folder.resolve("bug.pcapng");
    assertThat(run("extract", CAPTURE, "--trace", 1, "-o", extract)).isZero();
    assertThat(err.toString()).isEmpty();
    assertThat(analyzed(extract)).contains("downgraded 2 → 0", "latency 167 us", "latency 180 us");
  }

  @Test
  void aRedactedExtractHasNoContents() throws IOException {
    Path extract = folder.resolve("bug.pcapng");
    assertThat(run("extract", CAPTURE, "--topic", "mqtt/#", "--redact", "-o", extract)).isZero();
    String bytes = Files.readString(extract, StandardCharsets.ISO_8859_1);
    assertThat(bytes).doesNotContain("Hello", "topic", "capture.pcapng").contains("frame 28 of");
    assertThat(analyzed(extract)).contains("downgraded 2 → 0", "latency 167 us");
  }

  @Test
  void aClientsConnectionsAreWhole() throws IOException {
    Path extract = folder.resolve("sub1.pcapng");
    assertThat(run("extract", CAPTURE, "--client", "sub1", "-o", extract)).isZero();
    out.reset();
    assertThat(run("clients", extract)).isZero();
    assertThat(out.toString(StandardCharsets.UTF_8)).contains("sub1").doesNotContain("sub2", "pub");
  }

  @Test
  void differentKindsMustAllFit() {
    Path extract = folder.resolve("none.pcapng");
    assertThat(run("extract", CAPTURE, "--trace", 1, "--client", "nobody", "-o", extract))
        .isEqualTo(2);
    assertThat(run("extract", CAPTURE, "--trace", "9,1", "--client", "sub2", "-o", extract))
        .isZero();
  }

  @Test
  void standardOutputIsForPipes() {
    assertThat(run("extract", CAPTURE, "--trace", 1, "-o", "-")).isZero();
    assertThat(out.toByteArray()).startsWith(0x0a, 0x0d, 0x0d, 0x0a);
    assertThat(runTo(out, true, "extract", CAPTURE, "--trace", 1, "-o", "-")).isEqualTo(2);
    assertThat(err.toString()).contains("a pipe behind it");
  }

  @Test
  void nothingThatFitsLeavesNoFile() {
    Path extract = folder.resolve("none.pcapng");
    assertThat(run("extract", CAPTURE, "--trace", 7, "-o", extract)).isEqualTo(2);
    assertThat(err.toString())
        .isEqualTo(
            "hopscope: nothing fits, and nothing was written: traces 1 to 1, topics"
                + " mqtt/topic/test, ClientIDs pub sub1 sub2"
                + System.lineSeparator());
    assertThat(extract).doesNotExist();
  }

  @Test
  void severalInputsAreSeveralInterfaces() throws IOException {
    Path extract = folder.resolve("two.pcapng");
    assertThat(run("extract", CAPTURE, PIPELINED, "--topic", "#", "-o", extract)).isZero();
    out.reset();
    assertThat(run("analyze", "--summary", extract)).isZero();
    String whole = out.toString(StandardCharsets.UTF_8);
    assertThat(whole).contains("6 messages");
  }

  @Test
  void aDamagedInputIsToldAndTheRestExtracted() throws IOException {
    byte[] bytes = Files.readAllBytes(CAPTURE);
    Path cut = Files.write(folder.resolve("cut.pcapng"), Arrays.copyOf(bytes, bytes.length - 5));
    Path extract = folder.resolve("bug.pcapng");
    assertThat(run("extract", cut, "--trace", 1, "-o", extract)).isEqualTo(3);
    assertThat(err.toString().lines()).hasSize(1);
    assertThat(analyzed(extract)).contains("downgraded 2 → 0");
  }

  @Test
  void aFullDiskIsExitSix() {
    OutputStream full =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException("No space left on device");
          }
        };
    assertThat(runTo(full, false, "extract", CAPTURE, "--trace", 1, "-o", "-")).isEqualTo(6);
  }

  @Test
  void anInputIsNeverOverwritten() throws IOException {
    Path copy = Files.copy(CAPTURE, folder.resolve("c.pcapng"));
    assertThat(run("extract", copy, "--trace", 1, "-o", copy)).isEqualTo(2);
    assertThat(copy).hasSameBinaryContentAs(CAPTURE);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "c --trace 1              | Missing required option: '--output=FILE'",
        "c -o x                   | nothing is asked for: give --trace, --client or --topic",
        "c -o x --trace 0         | traces count from 1",
        "c -o x --topic a#        | --topic a# is no topic filter",
        "- -o x --trace 1         | read once"
      })
  void badUsageIsOneLine(String arguments, String message) {
    List<String> all = new ArrayList<>(List.of("extract"));
    all.addAll(List.of(arguments.split(" ")));
    assertThat(run(all.toArray())).isEqualTo(2);
    assertThat(err.toString().lines()).hasSize(1);
    assertThat(err.toString()).contains(message);
  }
}
