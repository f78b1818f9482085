package dev.hopscope.mqtt;

/** The protocol version of a connection, from the level in its CONNECT packet. */
public enum MqttVersion {
  /** Not known: the CONNECT was not captured and nothing since gave it away. */
  UNKNOWN("unknown", 0),
  /** MQTT V3.1, protocol name MQIsdp, level 3. */
  V3_1("3.1", 3),
  /** MQTT 3.1.1, level 4. */
  V3_1_1("3.1.1", 4),
  /** MQTT 5.0, level 5. */
  V5_0("5.0", 5);

  private final String id;
  private final int level;

  MqttVersion(String id, int level) {
    this.id = id;
    this.level = level;
  }

  /** The name used in reports. */
  public String id() {
    return id;
  }

  /** The protocol level in CONNECT; 0 for {@link #UNKNOWN}. */
  public int level() {
    return level;
  }

  /** The version of a protocol level without its bridge bit, or {@link #UNKNOWN}. */
  public static MqttVersion ofLevel(int level) {
    return switch (level) {
      case 3 -> V3_1;
      case 4 -> V3_1_1;
      case 5 -> V5_0;
      default -> UNKNOWN;
    };
  }
}
