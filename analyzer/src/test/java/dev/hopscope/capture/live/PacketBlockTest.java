package dev.hopscope.capture.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hopscope.capture.Frame;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PacketBlockTest {
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5, 1514, LiveOptions.MAX_SNAP_LENGTH})
  void givesBackWhatWasAdded(int length) {
    int count = length > 2000 ? 1 : 5;
    PacketBlock block = Blocks.of(300, count, length);
    Frame frame = new Frame();
    for (int i = 0; i < count; i++) {
      assertThat(block.hasMore()).isTrue();
      block.take(frame, 1);
      assertThat(frame.number()).isEqualTo(300 + i);
      assertThat(frame.timeNanos()).isEqualTo(1_795_245_840_000_000_300L + i);
      assertThat(frame.capturedLength()).isEqualTo(length);
      assertThat(frame.originalLength()).isEqualTo(length + 7);
      for (int at = 0; at < length; at++) {
        assertThat(frame.data()[frame.offset() + at]).isEqualTo((byte) (300 + i));
      }
    }
    assertThat(block.hasMore()).isFalse();
  }

  @Test
  void aBlockHasRoomForTheLongestFrameAndThenNot() {
    PacketBlock block = Blocks.of(1, 0, 0);
    assertThat(block.fits(LiveOptions.MAX_SNAP_LENGTH)).isTrue();
    block = Blocks.of(1, 1, LiveOptions.MAX_SNAP_LENGTH);
    assertThat(block.fits(LiveOptions.MAX_SNAP_LENGTH)).isFalse();
    assertThat(block.fits(LiveOptions.MAX_SNAP_LENGTH - 64)).isTrue();
  }
}
