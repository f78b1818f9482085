package dev.hopscope.benchmarks.load;

import java.util.Arrays;

/** What will happen, in order of time: a binary heap of tasks. */
final class Timeline {
  /** Bits of a key below the time: they keep tasks of one microsecond in the order they came. */
  private static final int ORDER_BITS = 24;

  private static final long ORDER_MASK = (1L << ORDER_BITS) - 1;

  private long[] keys = new long[1024];
  private Runnable[] tasks = new Runnable[1024];
  private int size;
  private long order;
  private long now;

  /** Microseconds since the capture began. */
  long now() {
    return now;
  }

  /** Lets a task run in a while. */
  void in(long micros, Runnable task) {
    at(now + micros, task);
  }

  /** Lets a task run at a time, which is not past. */
  void at(long micros, Runnable task) {
    if (size == keys.length) {
      keys = Arrays.copyOf(keys, 2 * size);
      tasks = Arrays.copyOf(tasks, 2 * size);
    }
    long key = micros << ORDER_BITS | order++ & ORDER_MASK;
    int hole = size++;
    while (hole > 0 && keys[(hole - 1) / 2] > key) {
      move((hole - 1) / 2, hole);
      hole = (hole - 1) / 2;
    }
    put(hole, key, task);
  }

  /** Runs everything, also what tasks add, until nothing is left. */
  void run() {
    while (size > 0) {
      now = keys[0] >>> ORDER_BITS;
      Runnable first = tasks[0];
      removeFirst();
      first.run();
    }
  }

  private void removeFirst() {
    long key = keys[--size];
    Runnable task = tasks[size];
    tasks[size] = null;
    if (size == 0) {
      return;
    }
    int hole = 0;
    for (int child = 1; child < size; child = 2 * hole + 1) {
      if (child + 1 < size && keys[child + 1] < keys[child]) {
        child++;
      }
      if (keys[child] >= key) {
        break;
      }
      move(child, hole);
      hole = child;
    }
    put(hole, key, task);
  }

  private void move(int from, int to) {
    put(to, keys[from], tasks[from]);
  }

  private void put(int at, long key, Runnable task) {
    keys[at] = key;
    tasks[at] = task;
  }
}
