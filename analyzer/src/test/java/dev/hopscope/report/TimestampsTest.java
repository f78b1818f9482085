package dev.hopscope.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class TimestampsTest {
  private static final long SECOND = 1_000_000_000L;

  @Test
  void areTheTextsOfTimesWhateverCameBefore() {
    Timestamps timestamps = new Timestamps();
    Random random = new Random(5);
    long nanos = 1_795_245_840L * SECOND;
    for (int i = 0; i < 100_000; i++) {
      nanos += random.nextInt(10) == 0 ? random.nextLong() >> 20 : random.nextInt(1_000_000);
      assertThat(timestamps.rfc3339(nanos)).isEqualTo(Times.rfc3339(nanos));
    }
  }

  @Test
  void changeAtTheSecondAlsoBefore1970() {
    Timestamps timestamps = new Timestamps();
    for (long nanos : new long[] {0, 1, SECOND - 1, SECOND, -1, -SECOND, -SECOND - 1, 0}) {
      assertThat(timestamps.rfc3339(nanos)).isEqualTo(Times.rfc3339(nanos));
    }
    for (long nanos : new long[] {Long.MIN_VALUE, Long.MIN_VALUE + 1, Long.MAX_VALUE}) {
      assertThat(timestamps.rfc3339(nanos)).isEqualTo(Times.rfc3339(nanos));
    }
  }
}
