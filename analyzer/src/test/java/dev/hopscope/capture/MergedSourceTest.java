package dev.hopscope.capture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a merge hands over while live sources have nothing, on a clock of the test. */
final class MergedSourceTest {
  private long now;

  private static final class Scripted implements CaptureSource {
    private final int id;
    private final boolean live;
    private final Deque<Long> times = new ArrayDeque<>();
    private boolean begun = true;
    private boolean ended;
    private long number;

    Scripted(int id, boolean live) {
      this.id = id;
      this.live = live;
    }

    Scripted add(long... more) {
      for (long time : more) {
        times.add(time);
      }
      return this;
    }

    @Override
    public boolean next(Frame frame) throws CaptureException {
      if (times.isEmpty()) {
        assertThat(live && !ended).as("asked only when ready").isFalse();
        return false;
      }
      long time = times.remove();
      if (time < 0) {
        throw new CaptureException("damage of " + id);
      }
      frame.wrap(id, ++number, time, 1, new byte[0], 0, 0, 0);
      return true;
    }

    @Override
    public boolean ready(long waitNanos) {
      return !live || ended || !times.isEmpty();
    }

    @Override
    public boolean live() {
      return live;
    }

    @Override
    public CaptureInfo info() {
      return new CaptureInfo(id, "", begun ? "pcap" : null, List.of(), 0, -1, null, null);
    }

    @Override
    public void close() {}
  }

  private final List<String> damage = new ArrayList<>();

  private MergedSource merge(Scripted... sources) {
    return new MergedSource(List.of(sources), (source, e) -> damage.add(e.getMessage()), () -> now);
  }

  /** All that comes without waiting, as capture@time. */
  private static String drain(MergedSource merged) {
    StringBuilder text = new StringBuilder();
    for (Frame frame = merged.next(0); frame != null; frame = merged.next(0)) {
      text.append(frame.capture() + "@" + frame.timeNanos() + " ");
    }
    return text.append(merged.ended() ? "end" : "idle").toString();
  }

  @Test
  void filesAreMergedToTheirEnds() {
    MergedSource merged =
        merge(new Scripted(1, false).add(1, 5, 2), new Scripted(2, false).add(1, 3));
    assertThat(drain(merged)).isEqualTo("1@1 2@1 2@3 1@5 1@2 end");
    assertThat(merged.idleNanos()).isZero();
  }

  @Test
  void damageEndsOneSourceAndNotTheOthers() {
    MergedSource merged = merge(new Scripted(1, false).add(1, -1), new Scripted(2, false).add(2));
    assertThat(drain(merged)).isEqualTo("1@1 2@2 end");
    assertThat(damage).containsExactly("damage of 1");
  }

  @Test
  void aLiveSourceIsIdleAndGoesOn() {
    Scripted live = new Scripted(1, true).add(1, 2);
    MergedSource merged = merge(live);
    assertThat(drain(merged)).isEqualTo("1@1 1@2 idle");
    now += 700;
    assertThat(merged.idleNanos()).isEqualTo(700);
    assertThat(drain(merged)).isEqualTo("idle");
    live.add(3);
    assertThat(drain(merged)).isEqualTo("1@3 idle");
    assertThat(merged.idleNanos()).isZero();
    live.ended = true;
    assertThat(drain(merged)).isEqualTo("end");
  }

  @Test
  void aFileWaitsForALiveSourceHoweverLong() {
    Scripted live = new Scripted(2, true);
    MergedSource merged = merge(new Scripted(1, false).add(1, 9), live);
    assertThat(drain(merged)).isEqualTo("idle");
    now += 100 * MergedSource.SILENCE_NANOS;
    assertThat(drain(merged)).isEqualTo("idle");
    live.add(5);
    assertThat(drain(merged)).isEqualTo("1@1 2@5 idle");
    live.ended = true;
    assertThat(drain(merged)).isEqualTo("1@9 end");
  }

  @Test
  void aLiveSourceWaitsForASilentOneButNotForLong() {
    Scripted busy = new Scripted(1, true).add(1);
    Scripted silent = new Scripted(2, true);
    MergedSource merged = merge(busy, silent);
    assertThat(drain(merged)).isEqualTo("idle");
    now += MergedSource.SILENCE_NANOS - 1;
    assertThat(drain(merged)).isEqualTo("idle");
    now++;
    assertThat(drain(merged)).isEqualTo("1@1 idle");
    busy.add(3, 4);
    assertThat(drain(merged)).isEqualTo("1@3 1@4 idle");
    // once it speaks again, its order counts
    silent.add(5);
    assertThat(drain(merged)).isEqualTo("idle");
    busy.add(6);
    assertThat(drain(merged)).isEqualTo("2@5 idle");
    silent.add(7);
    assertThat(drain(merged)).isEqualTo("1@6 idle");
  }

  @Test
  void aLiveSourceThatHasNotBegunIsWaitedFor() {
    Scripted late = new Scripted(2, true);
    late.begun = false;
    MergedSource merged = merge(new Scripted(1, true).add(1), late);
    assertThat(drain(merged)).isEqualTo("idle");
    now += 100 * MergedSource.SILENCE_NANOS;
    assertThat(drain(merged)).isEqualTo("idle");
    late.begun = true;
    assertThat(drain(merged)).isEqualTo("1@1 idle");
  }
}
