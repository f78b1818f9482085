package dev.hopscope.qos;

import dev.hopscope.mqtt.Direction;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * Acknowledgements that overtook what they answer: their sender had received more of the other
 * direction than was handed on by then, because its frames came later or wait behind a hole. They
 * wait until that direction has come as far.
 *
 * <p>Its owner counts them among the flows under way.
 */
final class Overtakers {
  private final List<Deque<Answer>> byAwaited = List.of(new ArrayDeque<>(), new ArrayDeque<>());

  /** Lets an answer wait until as much of a direction was handed on as its sender had received. */
  void add(Direction awaited, Answer answer) {
    byAwaited.get(awaited.ordinal()).add(answer);
  }

  /** Takes out the next that waited for no more than {@code passed} of a direction, or null. */
  Answer poll(Direction awaited, long passed) {
    Deque<Answer> waiting = byAwaited.get(awaited.ordinal());
    return waiting.isEmpty() || waiting.peek().received() > passed ? null : waiting.remove();
  }
}
