package dev.hopscope.benchmarks.live;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;

/**
 * Publishes to a broker on loopback at a steady rate, with QoS 0, 1 and 2 by turns and one
 * subscriber of each QoS for a third of the topics, and counts what comes back.
 *
 * <pre>{@code
 * BrokerLoad --port N [--rate MESSAGES_A_SECOND] [--seconds N]
 * }</pre>
 *
 * <p>Where the broker is behind with its acknowledgements, the publishers wait, and catch up later.
 * Ends with 1 where the broker lost a message.
 */
public final class BrokerLoad {
  private static final int PUBLISHERS = 12;
  private static final int SUBSCRIBERS = 3;

  /** A broker may close a connection with more exchanges under way than it takes at once. */
  private static final int MOST_UNDER_WAY = 4_000;

  private static final long PACE_NANOS = 5_000_000;
  private static final long PATIENCE_NANOS = 20_000_000_000L;
  private static final String USAGE =
      "usage: BrokerLoad --port N [--rate MESSAGES_A_SECOND] [--seconds N]";

  private int port;
  private int rate = 20_000;
  private int seconds = 60;

  private BrokerLoad(String[] args) {
    for (int i = 0; i < args.length; i += 2) {
      if (i + 1 == args.length) {
        throw new IllegalArgumentException(args[i] + " needs a value");
      }
      int value = Integer.parseInt(args[i + 1]);
      switch (args[i]) {
        case "--port" -> port = value;
        case "--rate" -> rate = value;
        case "--seconds" -> seconds = value;
        default -> throw new IllegalArgumentException("not known: " + args[i]);
      }
    }
    if (port == 0) {
      throw new IllegalArgumentException("--port is missing");
    }
  }

  /** Puts the broker under load. */
  public static void main(String[] args) throws IOException {
    BrokerLoad load;
    try {
      load = new BrokerLoad(args);
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage() + "\n" + USAGE);
      System.exit(2);
      return;
    }
    System.exit(load.run() ? 0 : 1);
  }

  private boolean run() throws IOException {
    List<LoadClient> subscribers = new ArrayList<>();
    for (int i = 0; i < SUBSCRIBERS; i++) {
      subscribers.add(new LoadClient(port, "load-sub-" + i, "load/" + i + "/#", i));
    }
    List<LoadClient> publishers = new ArrayList<>();
    List<byte[]> topics = new ArrayList<>();
    for (int i = 0; i < PUBLISHERS; i++) {
      publishers.add(new LoadClient(port, "load-pub-" + i, null, 0));
      String topic = "load/" + i % SUBSCRIBERS + "/machine-" + i;
      topics.add(topic.getBytes(StandardCharsets.US_ASCII));
    }
    long began = System.nanoTime();
    long acknowledged = 0;
    long sent = 0;
    long total = (long) rate * seconds;
    while (sent < total) {
      long due = Math.min(total, (System.nanoTime() - began) / 1_000 * rate / 1_000_000);
      long answered = completed(publishers);
      for (; sent < due && acknowledged - answered < MOST_UNDER_WAY; sent++) {
        int publisher = (int) (sent % PUBLISHERS);
        int qos = (int) (sent / PUBLISHERS % 3);
        byte[] payload = String.format("%08d", sent / 2).getBytes(StandardCharsets.US_ASCII);
        publishers.get(publisher).publish(topics.get(publisher), payload, qos);
        acknowledged += qos > 0 ? 1 : 0;
      }
      for (LoadClient each : publishers) {
        each.flush();
      }
      check(publishers);
      check(subscribers);
      LockSupport.parkNanos(PACE_NANOS);
    }
    boolean whole = settle(publishers, acknowledged, subscribers, total);
    double took = (System.nanoTime() - began) / 1e9;
    System.out.printf(
        Locale.ROOT,
        "%,d messages in %.1f s, %,d of %,d acknowledged, %,d delivered%n",
        total,
        took,
        completed(publishers),
        acknowledged,
        received(subscribers));
    for (LoadClient each : publishers) {
      each.close();
    }
    for (LoadClient each : subscribers) {
      each.close();
    }
    return whole;
  }

  private static boolean settle(
      List<LoadClient> publishers, long acknowledged, List<LoadClient> subscribers, long total)
      throws IOException {
    long until = System.nanoTime() + PATIENCE_NANOS;
    boolean whole = false;
    while (!whole && System.nanoTime() < until) {
      LockSupport.parkNanos(PACE_NANOS);
      check(publishers);
      check(subscribers);
      whole = completed(publishers) == acknowledged && received(subscribers) == total;
    }
    // the last acknowledgements of the subscribers
    LockSupport.parkNanos(100 * PACE_NANOS);
    return whole;
  }

  private static long completed(List<LoadClient> clients) {
    return clients.stream().mapToLong(LoadClient::completed).sum();
  }

  private static long received(List<LoadClient> clients) {
    return clients.stream().mapToLong(LoadClient::received).sum();
  }

  private static void check(List<LoadClient> clients) throws IOException {
    for (LoadClient each : clients) {
      if (each.failure() != null) {
        throw each.failure();
      }
    }
  }
}
