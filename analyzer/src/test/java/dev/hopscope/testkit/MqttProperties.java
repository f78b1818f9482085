package dev.hopscope.testkit;

import dev.hopscope.mqtt.MqttVersion;
import dev.hopscope.mqtt.PropertyId;

/** The properties of a 5.0 packet under construction, written in the order of the calls. */
public final class MqttProperties {
  private final MqttWriter content = new MqttWriter();

  MqttProperties() {}

  /** Adds a property of a numeric type. */
  public MqttProperties number(PropertyId id, long value) {
    content.u8(id.code());
    switch (id.encoding()) {
      case BYTE -> content.u8((int) value);
      case TWO_BYTE -> content.u16((int) value);
      case FOUR_BYTE -> content.u32(value);
      case VARIABLE -> content.variable((int) value);
      default -> throw new IllegalArgumentException(id + " is not a number");
    }
    return this;
  }

  /** Adds a string property. */
  public MqttProperties text(PropertyId id, String value) {
    content.u8(id.code()).text(value);
    return this;
  }

  /** Adds a binary property. */
  public MqttProperties binary(PropertyId id, byte[] value) {
    content.u8(id.code()).binary(value);
    return this;
  }

  /** Adds a User Property. */
  public MqttProperties user(String name, String value) {
    content.u8(PropertyId.USER_PROPERTY.code()).text(name).text(value);
    return this;
  }

  /** Appends Property Length and properties to a body in 5.0, nothing before. */
  MqttWriter after(MqttWriter body, MqttVersion version) {
    if (version == MqttVersion.V5_0) {
      byte[] bytes = content.bytes();
      body.variable(bytes.length).raw(bytes);
    }
    return body;
  }
}
