package dev.hopscope.lab.client;

/**
 * What a client connects with.
 *
 * @param name in the experiment, for messages
 * @param cleanSession whether it starts without what the broker kept, and leaves nothing (before
 *     5.0: Clean Session)
 * @param sessionExpirySeconds how long the broker keeps its session (5.0 only)
 * @param keepAliveSeconds 0 for none
 * @param will null for none
 */
public record ClientSettings(
    String name,
    String clientId,
    Version version,
    boolean cleanSession,
    long sessionExpirySeconds,
    int keepAliveSeconds,
    Will will) {

  /** The protocol's versions. */
  public enum Version {
    /** MQTT 3.1. */
    V3_1("3.1"),
    /** MQTT 3.1.1. */
    V3_1_1("3.1.1"),
    /** MQTT 5.0. */
    V5_0("5.0");

    private final String text;

    Version(String text) {
      this.text = text;
    }

    @Override
    public String toString() {
      return text;
    }
  }

  /** The same with another start. */
  public ClientSettings withCleanSession(boolean clean) {
    return new ClientSettings(
        name, clientId, version, clean, sessionExpirySeconds, keepAliveSeconds, will);
  }
}
