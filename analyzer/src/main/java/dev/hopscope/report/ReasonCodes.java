package dev.hopscope.report;

import java.util.Locale;
import java.util.Map;

/** The names of MQTT 5.0 reason codes (table 2-6). */
final class ReasonCodes {
  private static final Map<Integer, String> NAMES =
      Map.ofEntries(
          Map.entry(0x10, "No matching subscribers"),
          Map.entry(0x80, "Unspecified error"),
          Map.entry(0x81, "Malformed Packet"),
          Map.entry(0x82, "Protocol Error"),
          Map.entry(0x83, "Implementation specific error"),
          Map.entry(0x87, "Not authorized"),
          Map.entry(0x8b, "Server shutting down"),
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
          Map.entry(0x9b, "QoS not supported"));

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
}
