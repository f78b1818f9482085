package dev.hopscope.stream;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CaptureClockTest {
  private static final long SECOND = 1_000_000_000L;
  private final CaptureClock clock = new CaptureClock();

  @Test
  void followsTheRunningMaximum() {
    assertThat(clock.advance(100 * SECOND)).isEqualTo(100 * SECOND);
    assertThat(clock.advance(102 * SECOND)).isEqualTo(102 * SECOND);
    assertThat(clock.advance(101 * SECOND)).isEqualTo(102 * SECOND);
    assertThat(clock.advance(103 * SECOND)).isEqualTo(103 * SECOND);
  }

  @Test
  void aPauseCountsAMinuteAtMostAndTheSameFrameOnce() {
    clock.advance(0);
    assertThat(clock.advance(3600 * SECOND)).isEqualTo(60 * SECOND);
    assertThat(clock.advance(3600 * SECOND)).isEqualTo(60 * SECOND);
    assertThat(clock.advance(3601 * SECOND)).isEqualTo(61 * SECOND);
  }

  @Test
  void aLoneTimeInTheFutureDoesNotStopIt() {
    clock.advance(0);
    clock.advance(1_000_000 * SECOND);
    for (int i = 1; i <= CaptureClock.FRAMES_TO_TURN_BACK; i++) {
      assertThat(clock.advance(i * SECOND)).isEqualTo(60 * SECOND);
    }
    assertThat(clock.advance(CaptureClock.FRAMES_TO_TURN_BACK * SECOND + 5))
        .isEqualTo(60 * SECOND + 5);
  }

  @Test
  void twoClocksInOneCaptureDoNotMakeItRun() {
    clock.advance(0);
    clock.advance(7200 * SECOND);
    for (int i = 0; i < 1000; i++) {
      clock.advance(i);
      clock.advance(7200 * SECOND + i);
    }
    assertThat(clock.now()).isEqualTo(60 * SECOND + 999);
  }

  @Test
  void theLargestStepsDoNotOverflow() {
    clock.advance(Long.MIN_VALUE);
    assertThat(clock.advance(Long.MAX_VALUE)).isEqualTo(Long.MIN_VALUE + 60 * SECOND);
  }
}
