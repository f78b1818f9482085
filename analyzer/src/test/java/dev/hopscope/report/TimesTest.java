package dev.hopscope.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class TimesTest {
  @Property
  void aTextStandsForTheTimeThatItWasMadeOf(@ForAll long nanos) {
    String text = Times.rfc3339(nanos);
    assertThat(Times.nanos(text)).isEqualTo(nanos);
    Instant instant = Instant.parse(text);
    assertThat(instant.getEpochSecond()).isEqualTo(Math.floorDiv(nanos, 1_000_000_000L));
    assertThat(instant.getNano()).isEqualTo((int) Math.floorMod(nanos, 1_000_000_000L));
  }

  @Example
  void aTextHasNineDecimals() {
    assertThat(Times.rfc3339(1_795_245_840_502_134_000L))
        .isEqualTo("2026-11-21T07:24:00.502134000Z");
  }
}
