package dev.hopscope.lab.client;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What a client has received. */
public final class Inbox {
  private final List<Message> messages = new ArrayList<>();

  synchronized void add(Message message) {
    messages.add(message);
    notifyAll();
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
