package dev.hopscope.report.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class DurationsTest {
  @Property
  void numbersHaveGroupsOfThree(@ForAll long value) {
    assertThat(Durations.number(value)).isEqualTo(String.format(Locale.ROOT, "%,d", value));
  }

  @Example
  void groupsBeginAtAThousand() {
    assertThat(Durations.number(-999)).isEqualTo("-999");
    assertThat(Durations.number(999)).isEqualTo("999");
    assertThat(Durations.number(1000)).isEqualTo("1,000");
    assertThat(Durations.number(-100_000)).isEqualTo("-100,000");
  }

  @Example
  void theTimeOfDayIsToTheMicrosecond() {
    assertThat(Durations.clock(1_795_245_840_502_134_987L)).isEqualTo("07:24:00.502134");
    assertThat(Durations.clock(-1)).isEqualTo("23:59:59.999999");
  }
}
