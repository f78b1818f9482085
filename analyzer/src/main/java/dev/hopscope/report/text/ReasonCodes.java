package dev.hopscope.report.text;

import dev.hopscope.mqtt.MqttVersion;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The names of MQTT 5.0 reason codes (table 2-6). */
final class ReasonCodes {
  private static final Map<Integer, String> NAMES =
      Map.ofEntries(
          Map.entry(0x04, "Disconnect with Will Message"),
          Map.entry(0x10, "No matching subscribers"),
          Map.entry(0x11, "No subscription existed"),
          Map.entry(0x18, "Continue authentication"),
          Map.entry(0x19, "Re-authenticate"),
          Map.entry(0x80, "Unspecified error"),
          Map.entry(0x81, "Malformed Packet"),
          Map.entry(0x82, "Protocol Error"),
          Map.entry(0x83, "Implementation specific error"),
          Map.entry(0x84, "Unsupported Protocol Version"),
          Map.entry(0x85, "Client Identifier not valid"),
          Map.entry(0x86, "Bad User Name or Password"),
          Map.entry(0x87, "Not authorized"),
          Map.entry(0x88, "Server unavailable"),
          Map.entry(0x89, "Server busy"),
          Map.entry(0x8a, "Banned"),
          Map.entry(0x8b, "Server shutting down"),
          Map.entry(0x8c, "Bad authentication method"),
          Map.entry(0x8d, "Keep Alive timeout"),
          Map.entry(0x8e, "Session taken over"),
          Map.entry(0x8f, "Topic Filter invalid"),
          Map.entry(0x90, "Topic Name invalid"),
          Map.entry(0x91, "Packet Identifier in use"),
          Map.entry(0x92, "Packet Identifier not found"),
          Map.entry(0x93, "Receive Maximum exceeded"),
          Map.entry(0x94, "Topic Alias invalid"),
          Map.entry(0x95, "Packet too large"),
          Map.entry(0x96, "Message rate too high"),
          Map.entry(0x97, "Quota exceeded"),
          Map.entry(0x98, "Administrative action"),
          Map.entry(0x99, "Payload format invalid"),
          Map.entry(0x9a, "Retain not supported"),
          Map.entry(0x9b, "QoS not supported"),
          Map.entry(0x9c, "Use another server"),
          Map.entry(0x9d, "Server moved"),
          Map.entry(0x9e, "Shared Subscriptions not supported"),
          Map.entry(0x9f, "Connection rate exceeded"),
          Map.entry(0xa0, "Maximum connect time"),
          Map.entry(0xa1, "Subscription Identifiers not supported"),
          Map.entry(0xa2, "Wildcard Subscriptions not supported"));

  private static final List<String> RETURN_CODES =
      List.of(
          "Connection Accepted",
          "unacceptable protocol version",
          "identifier rejected",
          "Server unavailable",
          "bad user name or password",
          "not authorized");

  private ReasonCodes() {}

  /** {@code 0x87}. */
  static String hex(int code) {
    return String.format(Locale.ROOT, "0x%02X", code);
  }

  /** {@code 0x87 Not authorized}; the number alone where it has no name. */
  static String text(int code) {
    String name = NAMES.get(code);
    return name == null ? hex(code) : hex(code) + " " + name;
  }

  /** What a CONNACK says; before 5.0 it has return codes of its own (3.1.1, table 3.1). */
  static String connack(int code, MqttVersion version) {
    if (code == 0) {
      return "accepted";
    }
    if (version == MqttVersion.V5_0 || code < 0 || code >= RETURN_CODES.size()) {
      return "refused: " + text(Math.max(code, 0));
    }
    return "refused: " + code + " " + RETURN_CODES.get(code);
  }
}
