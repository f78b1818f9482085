package dev.hopscope.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TimelineTest {
  @Test
  void runsTasksInOrderOfTimeAndThoseOfOneTimeInTheOrderTheyCame() {
    Timeline timeline = new Timeline();
    Dice dice = new Dice(3);
    List<long[]> ran = new ArrayList<>();
    for (int i = 0; i < 5_000; i++) {
      int number = i;
      timeline.at(dice.below(500), () -> ran.add(new long[] {timeline.now(), number}));
    }
    timeline.run();
    assertThat(ran).hasSize(5_000);
    assertThat(ran)
        .isSortedAccordingTo(
            (one, other) ->
                one[0] == other[0]
                    ? Long.compare(one[1], other[1])
                    : Long.compare(one[0], other[0]));
  }

  @Test
  void runsWhatTasksAdd() {
    Timeline timeline = new Timeline();
    List<Long> times = new ArrayList<>();
    timeline.at(10, () -> timeline.in(5, () -> times.add(timeline.now())));
    timeline.at(12, () -> times.add(timeline.now()));
    timeline.run();
    assertThat(times).containsExactly(12L, 15L);
  }
}
