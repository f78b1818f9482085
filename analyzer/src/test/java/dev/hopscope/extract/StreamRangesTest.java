package dev.hopscope.extract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class StreamRangesTest {
  @Property
  void isASetOfPositions(
      @ForAll @Size(max = 60) List<@IntRange(max = 120) Integer> starts,
      @ForAll @IntRange(max = 9) int length,
      @ForAll @IntRange(max = 130) int from,
      @ForAll @IntRange(max = 12) int count) {
    StreamRanges ranges = new StreamRanges();
    BitSet positions = new BitSet();
    for (int start : starts) {
      ranges.add(start, start + length);
      positions.set(start, start + length);
    }
    boolean expected = !positions.get(from, from + count).isEmpty();
    assertThat(ranges.touches(from, from + count)).isEqualTo(expected);
  }

  @Test
  void framesAreToldAsRanges() {
    FrameSet frames = new FrameSet();
    for (long frame : new long[] {1, 2, 3, 7, 4095, 4096, 4097, 1L << 40}) {
      frames.add(2, frame);
      frames.add(2, frame);
    }
    assertThat(frames.size()).isEqualTo(8);
    assertThat(frames.text(2, 100)).isEqualTo("1-3, 7, 4095-4097, 1099511627776");
    assertThat(frames.text(2, 5)).isEqualTo("1-3, 7, ...");
    assertThat(frames.text(1, 100)).isEmpty();
    assertThat(frames.contains(2, 7)).isTrue();
    assertThat(frames.contains(2, 8)).isFalse();
    assertThat(frames.contains(1, 7)).isFalse();
    assertThat(frames.captures()).containsExactly(2);
  }
}
