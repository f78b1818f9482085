package dev.hopscope;

import dev.hopscope.connection.Downstream;
import dev.hopscope.connection.EventBatch;
import dev.hopscope.connection.EventPlayer;
import dev.hopscope.connection.EventRecorder;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/**
 * Runs what follows the connections on a thread of its own. Batches go there and come back empty;
 * the calling thread waits where the other is slower. What that one throws is thrown here, by a
 * call that follows, and it is called no more.
 *
 * <p>The thread keeps no process alive, and ends with {@link #close}.
 */
final class SecondThread implements AutoCloseable {
  private static final int BATCHES = 8;

  private final BlockingQueue<EventBatch> recorded = new ArrayBlockingQueue<>(BATCHES + 1);
  private final BlockingQueue<EventBatch> played = new ArrayBlockingQueue<>(BATCHES + 1);
  private final EventBatch last = new EventBatch();
  private final EventPlayer player;
  private final EventRecorder recorder;
  private final Thread thread = new Thread(this::run, "analysis");
  private boolean closed;
  private volatile Throwable failure;

  /**
   * Creates the thread.
   *
   * @param payloads whether {@code next} will ask for the content of a PUBLISH
   */
  SecondThread(Downstream next, boolean payloads) {
    player = new EventPlayer(next);
    recorder = new EventRecorder(payloads, this::handOver);
    for (int i = 1; i < BATCHES; i++) {
      played.add(new EventBatch());
    }
    thread.setDaemon(true);
  }

  /** Starts it. */
  void start() {
    thread.start();
  }

  /** What is told here is told there. */
  Downstream recorder() {
    return recorder;
  }

  /** Hands over what was told so far. */
  void flush() {
    recorder.flush();
    throwFailure();
  }

  private EventBatch handOver(EventBatch full) {
    throwFailure();
    try {
      recorded.put(full);
      return played.take();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while a capture was analyzed", e);
    }
  }

  /** Waits until all that was handed over is done, and ends the thread; throws nothing. */
  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    try {
      recorded.put(last);
      thread.join();
    } catch (InterruptedException e) {
      thread.interrupt();
      Thread.currentThread().interrupt();
    }
  }

  /** Throws what was thrown there. */
  void throwFailure() {
    Throwable thrown = failure;
    if (thrown instanceof Error error) {
      throw error;
    } else if (thrown instanceof RuntimeException exception) {
      throw exception;
    }
  }

  /** Plays batches until the last; after a failure it only gives them back. */
  private void run() {
    try {
      for (EventBatch batch = recorded.take(); batch != last; batch = recorded.take()) {
        if (failure == null) {
          play(batch);
        }
        played.put(batch);
      }
    } catch (InterruptedException e) {
      // whoever waited for the end was told to stop
      failure = new IllegalStateException("interrupted while a capture was analyzed", e);
    }
  }

  private void play(EventBatch batch) {
    try {
      player.play(batch);
    } catch (RuntimeException | Error e) {
      failure = e;
    }
  }
}
