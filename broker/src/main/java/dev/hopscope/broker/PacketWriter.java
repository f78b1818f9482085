package dev.hopscope.broker;

import java.io.IOException;
import java.io.Writer;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Writes packets as lines, on a thread of its own, in the order in which it was told of them.
 *
 * <p>Nothing is left out: where writing is slower than the broker, the broker waits. What was
 * written is handed to the operating system whenever there is a pause. Where writing fails, that is
 * told once, and the packets after it are lost.
 */
public final class PacketWriter implements PacketListener, AutoCloseable {
  private static final int QUEUE = 1 << 14;

  private final BlockingQueue<Runnable> queue = new ArrayBlockingQueue<>(QUEUE);
  private final Writer out;
  private final Function<PacketEvent, String> lines;
  private final Consumer<IOException> failed;
  private final Thread thread = new Thread(this::run, "packet-writer");
  // of the thread
  private boolean ended;
  private boolean broken;

  private PacketWriter(
      Writer out, Function<PacketEvent, String> lines, Consumer<IOException> failed) {
    this.out = out;
    this.lines = lines;
    this.failed = failed;
  }

  /**
   * Starts to write one line a packet.
   *
   * @param out buffered; is flushed, not closed, in the end
   * @param lines what to write of a packet, line ends included; called on the writer's thread
   * @param failed is told when writing fails, on the writer's thread
   */
  public static PacketWriter start(
      Writer out, Function<PacketEvent, String> lines, Consumer<IOException> failed) {
    PacketWriter writer = new PacketWriter(out, lines, failed);
    writer.thread.setDaemon(true);
    writer.thread.start();
    return writer;
  }

  @Override
  public void onPacket(PacketEvent packet) {
    put(() -> write(packet));
  }

  /** Writes what is left; returns when that is done. No packet may come afterwards. */
  @Override
  public void close() {
    put(() -> ended = true);
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void put(Runnable step) {
    try {
      queue.put(step);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while a packet was told", e);
    }
  }

  private void run() {
    while (!ended) {
      Runnable step = queue.poll();
      if (step == null) {
        attempt(out::flush);
        step = next();
      }
      step.run();
    }
    attempt(out::flush);
  }

  private Runnable next() {
    try {
      return queue.take();
    } catch (InterruptedException e) {
      throw new IllegalStateException("nobody interrupts the writer", e);
    }
  }

  private void write(PacketEvent packet) {
    attempt(() -> out.write(lines.apply(packet)));
  }

  private interface Step {
    void run() throws IOException;
  }

  private void attempt(Step step) {
    if (broken) {
      return;
    }
    try {
      step.run();
    } catch (IOException e) {
      broken = true;
      failed.accept(e);
    }
  }
}
