package dev.hopscope.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hopscope.limits.Limit;
import java.io.ByteArrayOutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A limit that is hit is one line at once, a count in the report, and no failure. */
class LimitOptionTest {
  private static final Path CAPTURE =
      Path.of(System.getProperty("hopscope.root"), "sample-pcaps/qos2-to-qos0/capture.pcapng");

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final StringWriter err = new StringWriter();

  private int run(String... arguments) {
    Context context = new Context(out, new PrintWriter(err, true), false, false, 0, true, Map.of());
    return Main.execute(context, new AnalysisRunner(new Interruption()), arguments);
  }

  @Test
  void theFirstHitIsToldWithWhatToDo() {
    String file = CAPTURE.toString();
    assertThat(run("analyze", "--summary", "--limit", "stream-connections=1", file)).isZero();
    assertThat(err.toString().lines())
        .containsExactly(
            "hopscope: limit stream-connections reached, 1 TCP connections, ended ones of the last"
                + " minute included: the connection that was idle longest ends with 'limit'; allow"
                + " more with --limit stream-connections=4");
    assertThat(out.toString(StandardCharsets.UTF_8)).containsPattern("limits hit.*stream-conn");
  }

  @Test
  void nothingIsToldWhereNothingIsHit() {
    assertThat(run("decode", "--limit", "stream-connections=1000", CAPTURE.toString())).isZero();
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void numbersAreShownAsTheyAreGiven() {
    assertThat(LimitOptions.number(64 << 20)).isEqualTo("64M");
    assertThat(LimitOptions.number(200_000)).isEqualTo("200000");
    assertThat(LimitOptions.number(1 << 30)).isEqualTo("1G");
    assertThat(LimitOptions.message(Limit.STREAM_TOTAL_BYTES, 64 << 20))
        .contains("reached, 64M bytes of all connections")
        .endsWith("--limit stream-total-bytes=256M");
  }
}
