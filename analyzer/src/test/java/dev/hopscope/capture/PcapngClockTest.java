package dev.hopscope.capture;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PcapngClockTest {
  @ParameterizedTest
  @CsvSource({
    // resolution, offset in seconds, ticks, nanoseconds
    "6, 0, 1500000, 1500000000",
    "9, 0, 1500000000, 1500000000",
    "0, 0, 3, 3000000000",
    "3, 100, 3, 100003000000",
    "10, 0, 15, 1",
    "12, -1, 1999, -999999999",
    "127, 0, 9223372036854775807, 0",
    "128, 0, 5, 5000000000",
    "129, 0, 3, 1500000000",
    "148, 0, 1048577, 1000000953",
    "191, 0, -1, 1999999999",
    "192, 0, -1, 999999999",
    "255, 0, -1, 0",
    // beyond a long: its ends
    "0, 0, 9223372037, 9223372036854775807",
    "127, 9223372036854775807, 1, 9223372036854775807",
    // before 1970
    "6, 0, -1, -1000",
    "9, 0, -1, -1",
    "129, 0, -3, -1500000000",
    "6, 9223372036854775807, 1, 9223372036854775807",
    "6, -9223372036854775808, 1, -9223372036854774808",
  })
  void ticksBecomeNanoseconds(int resolution, long offset, long ticks, long nanos) {
    assertThat(new PcapngClock(resolution, offset).nanos(ticks)).isEqualTo(nanos);
  }
}
