package dev.hopscope.capture.live;

import java.util.List;

/**
 * An interface that can be captured on.
 *
 * @param name as {@code -i} takes it
 * @param description what the system says of it, or null
 * @param addresses its IP addresses
 * @param up whether it is switched on
 * @param running whether it is connected
 * @param loopback whether it leads back to this host
 */
public record LiveInterface(
    String name,
    String description,
    List<String> addresses,
    boolean up,
    boolean running,
    boolean loopback) {
  /** Copies the list. */
  public LiveInterface {
    addresses = List.copyOf(addresses);
  }
}
