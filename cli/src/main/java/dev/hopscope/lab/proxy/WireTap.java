package dev.hopscope.lab.proxy;

import dev.hopscope.mqtt.Direction;
import java.net.InetSocketAddress;

/**
 * Told of everything between clients and the proxy, before it is written or after it was read. Any
 * thread calls.
 */
public interface WireTap {
  /** Wants nothing. */
  WireTap NONE = (client, server, direction, event, bytes) -> {};

  /** What happens. */
  enum Event {
    /** The connection opens; no bytes. */
    OPEN,
    /** Bytes go in the direction. */
    BYTES,
    /** No more bytes come in the direction. */
    END
  }

  /**
   * Something happens on a connection.
   *
   * @param client the client's end
   * @param server the proxy's end
   * @param bytes not to be kept or changed
   */
  void on(
      InetSocketAddress client,
      InetSocketAddress server,
      Direction direction,
      Event event,
      byte[] bytes);
}
