package dev.hopscope.expect;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The keys of the language and the words of its values, in the report's words. */
final class Keys {
  static final List<String> FILE =
      List.of(
          "version",
          "messages",
          "timelines",
          "connections",
          "sessions",
          "findings",
          "summary",
          "capture");
  static final List<String> LATENCY = List.of("publish", "delivery", "endToEnd");
  static final List<String> PERCENTILES = List.of("p50", "p90", "p99", "max");
  static final List<String> PUBLISH_HOP = List.of("outcome", "retransmissions", "dup");
  static final List<String> RECEIVER =
      List.of(
          "client",
          "deliveries",
          "perMessage",
          "deliveredQos",
          "grantedQos",
          "downgraded",
          "duplicates",
          "via",
          "link",
          "retain",
          "outcome",
          "retransmissions",
          "dup",
          "latency");
  static final List<String> SELECTION = List.of("name", "topic", "publisher", "payload");
  static final List<String> MESSAGES =
      List.of(
          "name",
          "topic",
          "publisher",
          "payload",
          "messages",
          "origin",
          "publishedQos",
          "retain",
          "publish",
          "outcome",
          "retransmissions",
          "dup",
          "deliveries",
          "perMessage",
          "deliveredQos",
          "grantedQos",
          "downgraded",
          "duplicates",
          "via",
          "link",
          "latency",
          "receivers",
          "otherReceivers");
  static final List<String> TIMELINE =
      List.of("name", "topic", "publisher", "payload", "message", "order", "steps");
  static final List<String> STEP =
      List.of("hop", "client", "copy", "type", "qos", "dup", "reasonCode");
  static final List<String> CONNECTION =
      List.of(
          "name",
          "client",
          "connection",
          "connections",
          "version",
          "transport",
          "end",
          "cleanStart",
          "sessionPresent",
          "keepAlive",
          "bridge",
          "gaps");
  static final List<String> SESSION =
      List.of("name", "client", "sessions", "connections", "clientIdAssigned", "subscriptions");
  static final List<String> SUBSCRIPTION =
      List.of("filter", "grantedQos", "shareGroup", "identifier", "ended");
  static final List<String> FINDINGS = List.of("error", "warning", "note", "rules");
  static final List<String> SUMMARY =
      List.of(
          "traces",
          "deliveries",
          "downgraded",
          "duplicates",
          "ties",
          "crossClock",
          "packetsByType",
          "flows");
  static final List<String> CAPTURE =
      List.of("gaps", "lostBytes", "kernelDrops", "interfaceDrops", "limits");

  static final List<String> QOS = List.of("0", "1", "2");
  static final List<String> HOPS = List.of("publish", "delivery");
  static final List<String> ORIGINS = List.of("publish", "will", "broker", "unknown");
  static final List<String> VIA = List.of("live", "retained", "queued");
  static final List<String> LINKS = List.of("sole", "ordered", "tie");
  static final List<String> OUTCOMES =
      List.of("complete", "open", "abandoned", "refused", "unknown");
  static final List<String> DOWNGRADES = List.of("none", "2 to 1", "2 to 0", "1 to 0");
  static final List<String> ORDERS = List.of("hop", "all");
  static final List<String> STEP_TYPES =
      List.of("PUBLISH", "PUBACK", "PUBREC", "PUBREL", "PUBCOMP");
  static final List<String> PACKET_TYPES =
      List.of(
          "CONNECT",
          "CONNACK",
          "PUBLISH",
          "PUBACK",
          "PUBREC",
          "PUBREL",
          "PUBCOMP",
          "SUBSCRIBE",
          "SUBACK",
          "UNSUBSCRIBE",
          "UNSUBACK",
          "PINGREQ",
          "PINGRESP",
          "DISCONNECT",
          "AUTH");
  static final List<String> VERSIONS = List.of("3.1", "3.1.1", "5.0", "unknown");
  static final List<String> ENDS =
      List.of(
          "disconnect",
          "server-disconnect",
          "takeover",
          "client-closed",
          "server-closed",
          "reset",
          "replaced",
          "limit",
          "open");

  private Keys() {}

  /** The keys of each mapping, by the name that its definition has in the JSON Schema. */
  static Map<String, List<String>> byDefinition() {
    Map<String, List<String>> all = new LinkedHashMap<>();
    all.put("expectations", FILE);
    all.put("messages", MESSAGES);
    all.put("publishHop", PUBLISH_HOP);
    all.put("receiver", RECEIVER);
    all.put("latency", LATENCY);
    all.put("percentiles", PERCENTILES);
    all.put("timeline", TIMELINE);
    all.put("step", STEP);
    all.put("connections", CONNECTION);
    all.put("sessions", SESSION);
    all.put("subscription", SUBSCRIPTION);
    all.put("findings", FINDINGS);
    all.put("summary", SUMMARY);
    all.put("packetsByType", PACKET_TYPES);
    all.put("flows", OUTCOMES);
    all.put("capture", CAPTURE);
    return all;
  }
}
