package dev.hopscope.mqtt;

import dev.hopscope.bytes.VariableByteInteger;

/** Tells how much of a PUBLISH body lies before its payload, as far as its first bytes show. */
final class PublishHead {
  /** Bytes of the payload that help to tell the version where it is unknown. */
  static final int SAMPLE = 32;

  private PublishHead() {}

  /**
   * How many bytes of the body to have before the head decodes, or before more can be said.
   *
   * @param have how many bytes from {@code offset} are there
   * @param length the length of the whole body, which bounds the result
   * @param version where unknown, properties are counted in if there can be any, and {@link
   *     #SAMPLE} bytes of the payload
   * @param limit the most bytes a head may have
   * @return the bytes needed; {@code ~n} if that is above the limit, where {@code n} bytes told it
   */
  static int needed(
      byte[] data, int offset, int have, int qos, int length, MqttVersion version, int limit) {
    if (have < 2) {
      return Math.min(2, length);
    }
    int topicLength = (data[offset] & 0xff) << 8 | data[offset + 1] & 0xff;
    int plain = 2 + topicLength + (qos == 1 || qos == 2 ? 2 : 0);
    if (Math.min(plain, length) > limit) {
      return ~2;
    }
    boolean mayHaveProperties = version == MqttVersion.V5_0 || version == MqttVersion.UNKNOWN;
    if (plain >= length || qos == 3 || !mayHaveProperties) {
      return Math.min(plain, length);
    }
    if (have < plain) {
      return plain;
    }
    return withProperties(data, offset, have, plain, length, version, limit);
  }

  private static int withProperties(
      byte[] data, int offset, int have, int plain, int length, MqttVersion version, int limit) {
    long read = VariableByteInteger.read(data, offset + plain, offset + have);
    if (read == VariableByteInteger.INCOMPLETE) {
      return Math.min(have + 1, length);
    }
    boolean known = version == MqttVersion.V5_0;
    if (read == VariableByteInteger.MALFORMED) {
      return plain + VariableByteInteger.MAX_SIZE;
    }
    int size = VariableByteInteger.size(read);
    long all = (long) plain + size + VariableByteInteger.value(read);
    if (!known && (all > length || all > limit)) {
      // no properties, or more than can be looked at
      return plain + size;
    }
    if (Math.min(all, length) > limit) {
      return ~(plain + size);
    }
    return (int) Math.min(known ? all : all + SAMPLE, length);
  }
}
