package dev.hopscope.conformance;

/** A rule over more than one packet; those over one packet's bytes are notes of the decoder. */
public enum Rule {
  /** The first packet of a client is CONNECT. */
  FIRST_PACKET_NOT_CONNECT(
      "first-packet-not-connect", Severity.ERROR, "MQTT-3.1.0-1", "MQTT-3.1.0-1"),
  /** A client sends CONNECT once. */
  SECOND_CONNECT("second-connect", Severity.ERROR, "MQTT-3.1.0-2", "MQTT-3.1.0-2"),
  /** Some packets only one side may send. */
  WRONG_DIRECTION("wrong-direction", Severity.ERROR, null, null),
  /** A new message takes an identifier that is not in use. */
  PACKET_ID_IN_USE("packet-id-in-use", Severity.ERROR, "MQTT-2.3.1-2", "MQTT-2.2.1-3"),
  /** An acknowledgement answers a packet that is under way. */
  STRAY_ACKNOWLEDGEMENT("stray-acknowledgement", Severity.WARNING, "MQTT-2.3.1-6", "MQTT-2.2.1-5"),
  /** A topic alias is bound before it is used alone (5.0, 3.3.2.3.4). */
  TOPIC_ALIAS_UNBOUND("topic-alias-unbound", Severity.ERROR, null, null),
  /** The QoS of a delivery is min(published, granted). */
  DELIVERED_QOS("delivered-qos", Severity.ERROR, "MQTT-3.8.4-6", "MQTT-3.8.4-8"),
  /** A receiver gets a message no more often than it has matching subscriptions. */
  DUPLICATE_DELIVERY("duplicate-delivery", Severity.WARNING, null, null),
  /** Bytes that were never captured. */
  CAPTURE_GAP("capture-gap", Severity.NOTE, null, null),
  /** Captured bytes that could not be framed: behind a gap, a late start or a broken header. */
  UNDECODED_BYTES("undecoded-bytes", Severity.NOTE, null, null),
  /** A PROXY header breaks its format (proxy-protocol.txt); what follows it was not decoded. */
  PROXY_HEADER_MALFORMED("proxy-header-malformed", Severity.WARNING, null, null),
  /** Another capture of the same run holds the connection too; what it holds of it is ignored. */
  SEEN_TWICE("seen-twice", Severity.NOTE, null, null),
  /** Two copies of the same stream bytes differ. */
  OVERLAP_CONFLICT("overlap-conflict", Severity.WARNING, null, null);

  private final String id;
  private final Severity severity;
  private final String statement311;
  private final String statement5;

  Rule(String id, Severity severity, String statement311, String statement5) {
    this.id = id;
    this.severity = severity;
    this.statement311 = statement311;
    this.statement5 = statement5;
  }

  /** The name used in reports, kebab-case. */
  public String id() {
    return id;
  }

  /** How grave it is to break it. */
  public Severity severity() {
    return severity;
  }

  /** The statement of MQTT 3.1.1 that it stands for, or null. */
  public String statement311() {
    return statement311;
  }

  /** The statement of MQTT 5.0 that it stands for, or null. */
  public String statement5() {
    return statement5;
  }
}
