package dev.hopscope.testkit.model;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Random;

/** The clock, what is to come, chance, and the frames that were sent and not yet fetched. */
final class World implements Wire.Sink {
  /** A frame and its time. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Sent(long nanos, long segment, byte[] bytes) {}

  private record Event(long nanos, long order, Runnable action) {}

  private final PriorityQueue<Event> events =
      new PriorityQueue<>(Comparator.comparingLong(Event::nanos).thenComparingLong(Event::order));
  private final ArrayDeque<Sent> sent = new ArrayDeque<>();
  private final Random random;
  private final double late;
  private long now;
  private long lastFrameNanos;
  private long segments;
  private long scheduled;
  private int wires;

  World(long startNanos, long seed, double late) {
    this.late = late;
    now = startNanos;
    lastFrameNanos = startNanos;
    random = new Random(seed);
  }

  long now() {
    return now;
  }

  Random random() {
    return random;
  }

  /** A value that strays from the mean by at most the share given. */
  long about(long mean, double share) {
    return Math.round((double) mean * (1 + share * (2 * random.nextDouble() - 1)));
  }

  void at(long nanos, Runnable action) {
    events.add(new Event(Math.max(now, nanos), scheduled++, action));
  }

  void after(long nanos, Runnable action) {
    at(now + nanos, action);
  }

  /** Runs what comes next; false if nothing does. */
  boolean step() {
    Event event = events.poll();
    if (event == null) {
      return false;
    }
    now = event.nanos();
    event.action().run();
    return true;
  }

  /** The next frame sent, or null. */
  Sent fetch() {
    return sent.poll();
  }

  /** Number of the segment sent last. */
  long lastSegment() {
    return segments;
  }

  Wire wire() {
    int n = wires++;
    return new Wire(this, 0x0a010000 + n % 60_000, 10_000 + n / 60_000, 1_000 + n * 7919);
  }

  @Override
  public long nextSegment() {
    return ++segments;
  }

  @Override
  public void frame(long segment, byte[] bytes) {
    lastFrameNanos = Math.max(lastFrameNanos + 1, now);
    sent.add(new Sent(lastFrameNanos, segment, bytes));
  }

  @Override
  public boolean late() {
    return late > 0 && random.nextDouble() < late;
  }

  // what comes to the broker late is there before the broker goes on
  @Override
  public void later(boolean fromClient, Runnable action) {
    after(1 + random.nextInt(fromClient ? 150_000 : 20_000_000), action);
  }
}
