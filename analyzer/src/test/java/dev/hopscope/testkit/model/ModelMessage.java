package dev.hopscope.testkit.model;

/**
 * A message on its way.
 *
 * @param frame the frame of the PUBLISH that brought it
 */
@SuppressWarnings("ArrayRecordComponent") // compared by identity only
record ModelMessage(long frame, byte[] topic, byte[] payload, int qos) {

  /** The PUBLISH at a QoS. */
  byte[] publish(int deliveredQos, int packetId, boolean dup) {
    int identifier = deliveredQos > 0 ? 2 : 0;
    int length = 2 + topic.length + identifier + payload.length;
    int header = length < 128 ? 2 : 3;
    byte[] bytes = new byte[header + length];
    bytes[0] = (byte) (0x30 | (dup ? 8 : 0) | deliveredQos << 1);
    bytes[1] = (byte) (length < 128 ? length : length & 0x7f | 0x80);
    if (header == 3) {
      bytes[2] = (byte) (length >>> 7);
    }
    bytes[header] = (byte) (topic.length >>> 8);
    bytes[header + 1] = (byte) topic.length;
    System.arraycopy(topic, 0, bytes, header + 2, topic.length);
    int at = header + 2 + topic.length;
    if (identifier > 0) {
      bytes[at++] = (byte) (packetId >>> 8);
      bytes[at++] = (byte) packetId;
    }
    System.arraycopy(payload, 0, bytes, at, payload.length);
    return bytes;
  }
}
