package dev.hopscope.qos;

import dev.hopscope.connection.MqttConnection;
import dev.hopscope.mqtt.Direction;
import dev.hopscope.mqtt.PacketType;

/**
 * One packet of a flow.
 *
 * @param timeNanos capture time of the frame that completed it
 * @param reasonCode 0 where left out; -1 for PUBLISH, and where a gap hides it
 * @param position of its first byte in the stream that it came in
 * @param length of the whole packet in bytes
 */
public record Step(
    PacketType type,
    long timeNanos,
    int capture,
    long frame,
    MqttConnection connection,
    Direction direction,
    int packetId,
    boolean dup,
    int reasonCode,
    long position,
    long length) {}
