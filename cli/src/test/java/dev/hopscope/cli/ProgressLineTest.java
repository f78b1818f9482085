package dev.hopscope.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ProgressLineTest {
  private final StringWriter terminal = new StringWriter();
  private final AtomicLong clock = new AtomicLong();
  private final ProgressLine line = new ProgressLine(new PrintWriter(terminal, true), clock::get);

  @Test
  void showsAtMostFiveLinesASecond() {
    for (int i = 0; i < 1_000; i++) {
      clock.addAndGet(1_000_000);
      line.update(i, 1_000, i, i);
    }
    assertThat(terminal.toString().split("\r", -1)).hasSize(6);
  }

  @Test
  void tellsHowFarAndHowFast() {
    clock.set(2_000_000_000L);
    line.update(50_000_000, 200_000_000, 1_000_000, 300_000);
    assertThat(terminal.toString())
        .isEqualTo("\r 25 % of 200.0 MB, 1,000,000 frames, 150,000 packets/s\u001b[K");
  }

  @Test
  void knowsNoShareOfAPipe() {
    clock.set(1_000_000_000L);
    line.update(50_000_000, -1, 10, 10);
    assertThat(terminal.toString()).isEqualTo("\r50.0 MB, 10 frames, 10 packets/s\u001b[K");
  }

  @Test
  void clearsOnlyWhatIsThere() {
    line.clear();
    assertThat(terminal.toString()).isEmpty();
    clock.set(1_000_000_000L);
    line.update(1, 2, 3, 4);
    line.clear();
    line.clear();
    assertThat(terminal.toString()).endsWith("\u001b[K\r\u001b[K");
  }
}
