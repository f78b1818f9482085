package dev.hopscope.testkit;

import dev.hopscope.mqtt.MqttVersion;

/** A CONNECT under construction. */
public final class MqttConnectBytes {
  private final MqttVersion version;
  private final String clientId;
  private int flags = 0x02;
  private int keepAliveSeconds = 60;
  private int bridgeBit;
  private MqttProperties properties = MqttBytes.properties();
  private MqttProperties willProperties = MqttBytes.properties();
  private String willTopic;
  private byte[] willPayload;
  private String username;
  private byte[] password;

  MqttConnectBytes(MqttVersion version, String clientId) {
    this.version = version;
    this.clientId = clientId;
  }

  /** Clean Start, or Clean Session before 5.0. */
  public MqttConnectBytes cleanStart(boolean cleanStart) {
    flags = flags & ~0x02 | (cleanStart ? 0x02 : 0);
    return this;
  }

  /** Keep Alive. */
  public MqttConnectBytes keepAlive(int seconds) {
    keepAliveSeconds = seconds;
    return this;
  }

  /** Sets bit 0x80 of the level, as bridges do. */
  public MqttConnectBytes bridge() {
    bridgeBit = 0x80;
    return this;
  }

  /** Adds a will. */
  public MqttConnectBytes will(String topic, byte[] payload, int qos, boolean retain) {
    willTopic = topic;
    willPayload = payload;
    flags |= 0x04 | qos << 3 | (retain ? 0x20 : 0);
    return this;
  }

  /** Sets the will's properties (5.0). */
  public MqttConnectBytes willProperties(MqttProperties properties) {
    willProperties = properties;
    return this;
  }

  /** Adds a user name. */
  public MqttConnectBytes username(String name) {
    username = name;
    flags |= 0x80;
    return this;
  }

  /** Adds a password. */
  public MqttConnectBytes password(byte[] password) {
    this.password = password;
    flags |= 0x40;
    return this;
  }

  /** Sets the packet's properties (5.0). */
  public MqttConnectBytes properties(MqttProperties properties) {
    this.properties = properties;
    return this;
  }

  /** Changes flag bits, for flags that no field stands for. */
  public MqttConnectBytes toggleFlags(int bits) {
    flags ^= bits;
    return this;
  }

  /** The packet. */
  public byte[] bytes() {
    MqttWriter body =
        new MqttWriter()
            .text(version == MqttVersion.V3_1 ? "MQIsdp" : "MQTT")
            .u8(version.level() | bridgeBit)
            .u8(flags)
            .u16(keepAliveSeconds);
    properties.after(body, version).text(clientId);
    if (willTopic != null) {
      willProperties.after(body, version).text(willTopic).binary(willPayload);
    }
    if (username != null) {
      body.text(username);
    }
    if (password != null) {
      body.binary(password);
    }
    return MqttBytes.packet(0x10, body.bytes());
  }
}
