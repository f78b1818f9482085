package dev.hopscope.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hopscope.testkit.Golden;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LimitsTest {
  private final List<Limit> told = new ArrayList<>();
  private final Limits limits = new Limits(Map.of(Limit.SESSIONS, 3L), told::add);

  @Test
  void takesUpToTheLimitAndCountsWhatIsRefused() {
    assertThat(limits.take(Limit.SESSIONS, 2)).isTrue();
    assertThat(limits.take(Limit.SESSIONS, 2)).isFalse();
    assertThat(limits.take(Limit.SESSIONS, 2)).isFalse();
    assertThat(limits.used(Limit.SESSIONS)).isEqualTo(2);
    limits.give(Limit.SESSIONS, 1);
    assertThat(limits.take(Limit.SESSIONS, 2)).isTrue();
    assertThat(limits.hits()).isEqualTo(Map.of("sessions", 2L));
    assertThat(told).containsExactly(Limit.SESSIONS);
  }

  @Test
  void whatIsAddedAnywayIsOver() {
    limits.add(Limit.SESSIONS, 3);
    assertThat(limits.isOver(Limit.SESSIONS)).isFalse();
    limits.add(Limit.SESSIONS, 1);
    assertThat(limits.isOver(Limit.SESSIONS)).isTrue();
    assertThat(limits.hits()).isEmpty();
  }

  @Test
  void longTextsWeighMore() {
    assertThat(Limits.weight((String) null)).isEqualTo(1);
    assertThat(Limits.weight("x".repeat(255))).isEqualTo(1);
    assertThat(Limits.weight("x".repeat(65_535))).isEqualTo(256);
    assertThat(Limits.weight(-1)).isEqualTo(1);
  }

  @Test
  void noneIsBelowOne() {
    assertThatThrownBy(() -> new Limits(Map.of(Limit.BROKERS, 0L), limit -> {}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("brokers");
  }

  /** The table in docs is written from the constants; -Dhopscope.update=true writes it anew. */
  @Test
  void theDocsListThemAll() {
    StringBuilder table = new StringBuilder(INTRODUCTION);
    for (Limit limit : Limit.values()) {
      String unit = limit.unit() == Limit.Unit.BYTES ? " bytes of " : " ";
      table.append(
          String.format(
              Locale.ROOT,
              "| `%s` | %,d%s%s | %s |%n",
              limit.id(),
              limit.defaultMax(),
              unit,
              limit.holds(),
              limit.consequence()));
    }
    Golden.compare(table.toString(), Path.of("..", "docs", "limits.md"));
  }

  private static final String INTRODUCTION =
      """
      # Limits

      Hopscope holds nothing without bound: a capture of any size, and any bytes in it, meet one of these limits first. A limit
      that is hit costs what its last column says, and no more. The first time it is told on standard error, with the option that
      allows more; how often it was hit is in the report's `summary.limits`, and in text beside `limits hit`.

      ```
      hopscope analyze --limit stream-total-bytes=256M --limit sessions=5M big.pcapng
      ```

      A number may end in K, M or G (1024, and so on). Entries with long texts weigh more: one, and one more for each 256 characters
      of their topic, filter or ClientID; a subscription one more for each four levels of its filter.
      `--format json` is one document, so it keeps every element of the report until the end; use `jsonl` for large captures. The
      tables of topics and clients list 1,000 rows and say how many there were beyond.

      | name | holds at most | when there is more |
      | --- | --- | --- |
      """;
}
