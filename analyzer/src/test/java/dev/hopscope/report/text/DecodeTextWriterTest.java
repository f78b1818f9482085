package dev.hopscope.report.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hopscope.report.DecodedPackets;
import dev.hopscope.testkit.Golden;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DecodeTextWriterTest {
  private static String text(int width, boolean unicode, boolean utc) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Terminal terminal = new Terminal(width, false, unicode);
    DecodedPackets.play(new DecodeTextWriter(out, terminal, utc, 256));
    return out.toString(StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @ValueSource(ints = {80, 120})
  void printsALineAPacket(int width) {
    String text = text(width, true, false);
    assertThat(text.lines()).allMatch(line -> Columns.of(line) <= width);
    Golden.compare(text, "report/decode-" + width + ".txt");
  }

  @Test
  void printsAsciiAndTimesOfDay() {
    String text = text(100, false, true);
    assertThat(text.chars()).allMatch(c -> c == '\n' || c >= 0x20 && c < 0x7f);
    Golden.compare(text, "report/decode-ascii-utc.txt");
  }
}
