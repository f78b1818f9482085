package dev.hopscope.report;

import dev.hopscope.mqtt.Direction;
import dev.hopscope.mqtt.MqttPacket;
import dev.hopscope.mqtt.MqttVersion;
import dev.hopscope.mqtt.PacketType;
import java.util.List;

/**
 * One decoded packet with its place in the capture. Immutable.
 *
 * @param capture id of its capture
 * @param frame the frame that completed it
 * @param time of that frame, RFC 3339 UTC with nine decimals
 * @param connection id of its connection
 * @param tcpStream number of its TCP stream as Wireshark counts them
 * @param source address and port of its sender
 * @param destination address and port of its receiver
 * @param content what decoded of it
 * @param flags the first byte's low nibble
 * @param dup of a PUBLISH, else false
 * @param qos of a PUBLISH, 0 to 3, else 0
 * @param retain of a PUBLISH, else false
 * @param resolvedTopic of a PUBLISH after alias resolution; null if the alias was never bound or
 *     the topic did not decode
 * @param topicAlias of a PUBLISH, 0 if it has none
 * @param malformedReason how it breaks the format, or null
 * @param findings names of the rules that apply
 */
public record DecodedPacket(
    int capture,
    long frame,
    String time,
    int connection,
    int tcpStream,
    Direction direction,
    String source,
    String destination,
    MqttVersion version,
    PacketType type,
    MqttPacket content,
    int flags,
    int remainingLength,
    boolean dup,
    int qos,
    boolean retain,
    String resolvedTopic,
    int topicAlias,
    String malformedReason,
    List<String> findings) {}
