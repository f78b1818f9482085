package dev.hopscope.extract;

import dev.hopscope.connection.MqttConnection;
import java.util.Arrays;
import java.util.BitSet;

/**
 * What is remembered of every MQTT connection of a run, ended ones too: a few bytes each, since a
 * session may have subscribed on any of them.
 */
final class Connections {
  private int[] numbers = new int[64];
  private long[] endNanos = new long[64];
  private final BitSet wills = new BitSet();

  void opened(MqttConnection connection) {
    int id = connection.id();
    if (id >= numbers.length) {
      int length = Math.max(id + 1, 2 * numbers.length);
      numbers = Arrays.copyOf(numbers, length);
      endNanos = Arrays.copyOf(endNanos, length);
    }
    numbers[id] = connection.tcp().number();
    endNanos[id] = Long.MAX_VALUE;
  }

  void connect(MqttConnection connection) {
    wills.set(connection.id(), connection.connect() != null && connection.connect().will() != null);
  }

  void ended(MqttConnection connection) {
    endNanos[connection.id()] = connection.tcp().lastTimeNanos();
  }

  /** The number of its TCP connection. */
  int number(int id) {
    return numbers[id];
  }

  /** When it ended, at the end of time while it is open. */
  long endNanos(int id) {
    return endNanos[id];
  }

  boolean hasWill(int id) {
    return wills.get(id);
  }
}
