package dev.hopscope.testkit;

import java.io.ByteArrayOutputStream;

/** Appends the data types of MQTT to a growing array. */
final class MqttWriter {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  MqttWriter u8(int value) {
    out.write(value);
    return this;
  }

  MqttWriter u8s(int... values) {
    for (int value : values) {
      out.write(value);
    }
    return this;
  }

  MqttWriter u16(int value) {
    return u8(value >>> 8).u8(value);
  }

  MqttWriter u32(long value) {
    return u16((int) (value >>> 16)).u16((int) value);
  }

  /** A Variable Byte Integer in its shortest form. */
  MqttWriter variable(int value) {
    int left = value;
    while (left > 0x7f) {
      u8(left & 0x7f | 0x80);
      left >>>= 7;
    }
    return u8(left);
  }

  MqttWriter text(String text) {
    return binary(MqttBytes.utf8(text));
  }

  MqttWriter binary(byte[] data) {
    return u16(data.length).raw(data);
  }

  MqttWriter raw(byte[] data) {
    out.writeBytes(data);
    return this;
  }

  byte[] bytes() {
    return out.toByteArray();
  }
}
