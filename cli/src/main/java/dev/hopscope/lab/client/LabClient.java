package dev.hopscope.lab.client;

import dev.hopscope.lab.LabException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;

/** A client of an experiment; it may connect again and again, and keeps its session's state. */
public interface LabClient extends AutoCloseable {
  /** How long an answer of the broker is waited for. */
  Duration PATIENCE = Duration.ofSeconds(10);

  /** A filter to subscribe to. */
  record Filter(String filter, int qos) {}

  /** A client that is not connected yet. */
  static LabClient of(ClientSettings settings, InetSocketAddress server) {
    return switch (settings.version()) {
      case V3_1 -> new PahoClient(settings, server);
      case V3_1_1 -> new Hive3Client(settings, server);
      case V5_0 -> new Hive5Client(settings, server);
    };
  }

  /**
   * Connects; returns when the broker has accepted.
   *
   * @throws LabException if it has not
   */
  void connect();

  /** Subscribes with one SUBSCRIBE; returns when the broker has answered. */
  void subscribe(List<Filter> filters);

  /** Ends subscriptions with one UNSUBSCRIBE; returns when the broker has answered. */
  void unsubscribe(List<String> filters);

  /**
   * Publishes; returns when the exchange is complete, or the connection has ended meanwhile.
   *
   * @throws LabException if neither comes
   */
  void publish(Message message);

  /** Sends DISCONNECT and closes the connection. */
  void disconnect();

  /** Closes the connection without a word. */
  void drop();

  /** Stays connected, and from now on neither reads nor writes. */
  void stopAnswering();

  /** Whether there is a connection that the broker has accepted. */
  boolean connected();

  /** What was received so far, in order. */
  Inbox inbox();

  /** Drops the connection, if there is one, and ends the client's threads. */
  @Override
  void close();
}
