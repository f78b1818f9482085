package dev.hopscope.qos;

import dev.hopscope.mqtt.Direction;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Acknowledgements that overtook what they answer: their sender had received more of the other
 * direction than was handed on by then, because its frames came later or wait behind a hole. They
 * wait until that direction has come as far.
 *
 * <p>Its owner counts them among the flows under way.
 */
final class Overtakers {
  private final Deque<Answer> awaitingClient = new ArrayDeque<>(1);
  private final Deque<Answer> awaitingServer = new ArrayDeque<>(1);
  private int waiting;

  /** Lets an answer wait until as much of a direction was handed on as its sender had received. */
  void add(Direction awaited, Answer answer) {
    of(awaited).add(answer);
    waiting++;
  }

  /** Takes out the next that waited for no more than {@code passed} of a direction, or null. */
  Answer poll(Direction awaited, long passed) {
    if (waiting == 0) {
      return null;
    }
    Deque<Answer> answers = of(awaited);
    if (answers.isEmpty() || answers.peek().received() > passed) {
      return null;
    }
    waiting--;
    return answers.remove();
  }

  private Deque<Answer> of(Direction awaited) {
    return awaited == Direction.CLIENT_TO_SERVER ? awaitingClient : awaitingServer;
  }
}
