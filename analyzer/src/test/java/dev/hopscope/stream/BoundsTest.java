package dev.hopscope.stream;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** By when bytes had been sent, and from when on their receiver can have had them. */
class BoundsTest {
  private final StreamFixture streams = new StreamFixture().handshake();

  @Test
  void inOrderBothAreTheirFrame() {
    streams.data(0, 100, "abc").data(0, 103, "def");
    assertThat(streams.bounds)
        .containsExactly("abc sent by 4 arrived 4", "def sent by 5 arrived 5");
  }

  @Test
  void whatFollowsWasSentLaterAndArrivesWithWhatWasMissing() {
    streams.data(0, 103, "def").data(0, 106, "ghi").data(0, 100, "abc");
    assertThat(streams.bounds)
        .containsExactly(
            "abc sent by 4 arrived 6", "def sent by 4 arrived 6", "ghi sent by 5 arrived 6");
  }

  @Test
  void behindALossBytesArriveWhenTheyWereCaptured() {
    streams.data(0, 103, "def").data(0, 100, "a");
    streams.pass(20 * StreamFixture.SECOND);
    assertThat(streams.calls(0)).contains("0:gap 1+2 not-captured");
    assertThat(streams.bounds)
        .containsExactly("a sent by 4 arrived 5, awaits", "def sent by 4 arrived 5");
  }

  @Test
  void onlyAHoleIsAwaited() {
    streams.data(0, 109, "jkl").data(0, 103, "def").data(0, 100, "abc");
    streams.ack(1, 112).data(0, 106, "ghi");
    assertThat(streams.bounds)
        .containsExactly(
            "abc sent by 5 arrived 6, awaits",
            "def sent by 4 arrived 6, awaits",
            "ghi sent by 4 arrived 8",
            "jkl sent by 4 arrived 8");
  }
}
