package dev.hopscope.broker;

import java.time.Instant;
import java.util.List;

/**
 * One MQTT Control Packet that the broker received or sent.
 *
 * <p>A received packet is one that HiveMQ could decode; a sent one is one whose last byte the
 * operating system has taken. So a packet that the broker meant to send on a connection that was
 * gone is none.
 *
 * @param time when it was decoded, or handed to the operating system
 * @param direction which way it went
 * @param client the client's end of the TCP connection, as in {@code 127.0.0.1:40112}
 * @param clientId the ClientID; the one that the broker assigned where the client gave none; null
 *     before the CONNECT
 * @param version {@code 3.1}, {@code 3.1.1} or {@code 5.0}; null before the CONNECT
 * @param type the packet's name in the standard, as in {@code PUBLISH}
 * @param packetId the packet identifier, 0 where it has none
 * @param content what else is in it
 */
public record PacketEvent(
    Instant time,
    Direction direction,
    String client,
    String clientId,
    String version,
    String type,
    int packetId,
    Content content) {

  /** Which way a packet went, in the report's words. */
  public enum Direction {
    /** Received by the broker. */
    CLIENT_TO_SERVER("client-to-server"),
    /** Sent by the broker. */
    SERVER_TO_CLIENT("server-to-client");

    private final String word;

    Direction(String word) {
      this.word = word;
    }

    @Override
    public String toString() {
      return word;
    }
  }

  /** What a kind of packet has besides its identifier. */
  public sealed interface Content {}

  /**
   * CONNECT.
   *
   * @param userName null if none
   * @param will null if none
   */
  public record Connect(boolean cleanStart, int keepAlive, String userName, Will will)
      implements Content {}

  /** The will in a CONNECT. */
  public record Will(String topic, int qos, boolean retain, int payloadLength) {}

  /**
   * CONNACK.
   *
   * @param reasonCode the return code before 5.0
   * @param answered the CONNECT that it answers; null if that could not be decoded
   */
  public record Connack(boolean sessionPresent, int reasonCode, Connect answered)
      implements Content {}

  /**
   * PUBLISH.
   *
   * @param topic also where the packet had a topic alias only
   * @param payloadDigest as {@code payloadDigest} in the report: XXH3, 64 bits
   */
  public record Publish(
      int qos, boolean dup, boolean retain, String topic, int payloadLength, long payloadDigest)
      implements Content {}

  /** SUBSCRIBE. */
  public record Subscribe(List<Subscription> subscriptions) implements Content {}

  /** One filter of a SUBSCRIBE. */
  public record Subscription(String filter, int qos) {}

  /** UNSUBSCRIBE. */
  public record Unsubscribe(List<String> filters) implements Content {}

  /** SUBACK and UNSUBACK; an UNSUBACK before 5.0 has no codes. */
  public record ReasonCodes(List<Integer> codes) implements Content {}

  /** PUBACK, PUBREC, PUBREL, PUBCOMP, DISCONNECT and AUTH; 0 before 5.0. */
  public record ReasonCode(int code) implements Content {}

  /** PINGREQ and PINGRESP. */
  public record Nothing() implements Content {}
}
