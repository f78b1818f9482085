package dev.hopscope.lab.client;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** What a client has received. */
public final class Inbox {
  private final List<Message> messages = new ArrayList<>();
  private Consumer<Message> listener = message -> {};

  void add(Message message) {
    Consumer<Message> told;
    synchronized (this) {
      messages.add(message);
      told = listener;
      notifyAll();
    }
    told.accept(message);
  }

  /** Who is told of each message, on a thread of the client's library, which must not wait. */
  public synchronized void onMessage(Consumer<Message> whom) {
    listener = whom;
  }

  /** All of it, in the order in which it came. */
  public synchronized List<Message> messages() {
    return List.copyOf(messages);
  }

  /** Waits until so many messages have come; whether they have. */
  public synchronized boolean await(int count, Duration most) throws InterruptedException {
    long end = System.nanoTime() + most.toNanos();
    while (messages.size() < count) {
      long left = end - System.nanoTime();
      if (left <= 0) {
        return false;
      }
      wait(left / 1_000_000 + 1);
    }
    return true;
  }
}
