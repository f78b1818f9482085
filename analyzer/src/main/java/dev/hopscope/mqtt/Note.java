package dev.hopscope.mqtt;

import java.util.List;

/**
 * Something that decoding found in a packet's bytes.
 *
 * <p>A note is <em>malformed</em> where the packet breaks a rule that needs no context to be seen:
 * neither direction, nor earlier packets, nor what the peer supports. Notes that need the
 * direction, or that tell what the standard only advises, are not.
 */
public enum Note {
  // framing
  /** Type 0, or type 15 before 5.0. */
  RESERVED_TYPE("reserved-packet-type", "the packet type is reserved", true, "", ""),
  /** A fifth byte of Remaining Length. */
  LENGTH_MALFORMED(
      "bad-remaining-length", "the Remaining Length has more than four bytes", true, "", ""),
  /** A longer form of Remaining Length than needed, before 5.0, which allows it. */
  LENGTH_NOT_MINIMAL(
      "long-remaining-length", "the Remaining Length has needless bytes", false, "", ""),
  /** Flag bits of the first byte other than those listed for the type. */
  RESERVED_FLAGS(
      "reserved-flags",
      "the flags of the first byte are not those of the packet type",
      true,
      "MQTT-2.2.2-1 MQTT-3.6.1-1 MQTT-3.8.1-1 MQTT-3.10.1-1 MQTT-3.14.1-1",
      "MQTT-2.1.3-1 MQTT-3.6.1-1 MQTT-3.8.1-1 MQTT-3.10.1-1 MQTT-3.14.1-1 MQTT-3.15.1-1"),
  /** Bits that 3.1 calls unused and later versions reserve. */
  UNUSED_BITS("unused-bits", "bits are set that MQTT 3.1 does not use", false, "", ""),

  // the body as a whole
  /** The body ends inside or before a field. */
  BODY_TOO_SHORT("body-too-short", "the body ends before its fields do", true, "", ""),
  /** Bytes behind the last field. */
  TRAILING_BYTES("trailing-bytes", "bytes are left behind the last field", true, "", ""),
  /** Part of the body was never captured. */
  BODY_GAP("body-gap", "part of the body was not captured", false, "", ""),
  /** The body is larger than what the framer keeps to decode it. */
  BODY_OVER_LIMIT("body-over-limit", "the body is too large to be decoded whole", false, "", ""),
  /** An identifier of 0 where one is needed. */
  PACKET_ID_ZERO(
      "packet-id-zero", "the packet identifier is 0", true, "MQTT-2.3.1-1", "MQTT-2.2.1-3"),

  // strings
  /** Bytes that are no UTF-8, or encode a surrogate. */
  BAD_UTF8(
      "bad-utf8",
      "a string is not well-formed UTF-8",
      true,
      "MQTT-1.5.3-1 MQTT-3.8.3-1 MQTT-3.10.3-1",
      "MQTT-1.5.4-1 MQTT-3.8.3-1 MQTT-3.10.3-1"),
  /** An ill-formed Client Identifier. */
  CLIENT_ID_UTF8(
      "client-id-utf8",
      "the client identifier is not well-formed UTF-8",
      true,
      "MQTT-3.1.3-4 MQTT-1.5.3-1",
      "MQTT-3.1.3-4 MQTT-1.5.4-1"),
  /** An ill-formed Will Topic. */
  WILL_TOPIC_UTF8(
      "will-topic-utf8",
      "the will topic is not well-formed UTF-8",
      true,
      "MQTT-3.1.3-10 MQTT-1.5.3-1",
      "MQTT-3.1.3-11 MQTT-1.5.4-1"),
  /** An ill-formed User Name. */
  USERNAME_UTF8(
      "username-utf8",
      "the user name is not well-formed UTF-8",
      true,
      "MQTT-3.1.3-11 MQTT-1.5.3-1",
      "MQTT-3.1.3-12 MQTT-1.5.4-1"),
  /** An ill-formed Topic Name. */
  TOPIC_UTF8(
      "topic-utf8",
      "the topic is not well-formed UTF-8",
      true,
      "MQTT-3.3.2-1 MQTT-1.5.3-1",
      "MQTT-3.3.2-1 MQTT-1.5.4-1"),
  /** An ill-formed Response Topic. */
  RESPONSE_TOPIC_UTF8(
      "response-topic-utf8",
      "the response topic is not well-formed UTF-8",
      true,
      "",
      "MQTT-3.3.2-13 MQTT-1.5.4-1"),
  /** An ill-formed Content Type. */
  CONTENT_TYPE_UTF8(
      "content-type-utf8",
      "the content type is not well-formed UTF-8",
      true,
      "",
      "MQTT-3.3.2-19 MQTT-1.5.4-1"),
  /** An ill-formed name or value of a User Property. */
  USER_PROPERTY_UTF8(
      "user-property-utf8",
      "a user property is not well-formed UTF-8",
      true,
      "",
      "MQTT-1.5.7-1 MQTT-1.5.4-1"),
  /** U+0000 in a string. */
  NUL_CHARACTER(
      "nul-character",
      "a string has the character U+0000",
      true,
      "MQTT-1.5.3-2 MQTT-4.7.3-2",
      "MQTT-1.5.4-2 MQTT-4.7.3-2"),
  /** Characters that strings should not have: a receiver may refuse them. */
  CONTROL_CHARACTER(
      "control-character", "a string has control characters or non-characters", false, "", ""),

  // topics and filters
  /** {@code +} or {@code #} in a Topic Name. */
  TOPIC_WILDCARD(
      "topic-wildcard",
      "the topic has a wildcard",
      true,
      "MQTT-3.3.2-2 MQTT-4.7.1-1",
      "MQTT-3.3.2-2 MQTT-4.7.0-1"),
  /** {@code +} or {@code #} in a Will Topic. */
  WILL_TOPIC_WILDCARD(
      "will-topic-wildcard", "the will topic has a wildcard", true, "MQTT-4.7.1-1", "MQTT-4.7.0-1"),
  /** An empty Topic Name or filter; in 5.0 an alias may stand for a Topic Name. */
  TOPIC_EMPTY("empty-topic", "a topic or filter is empty", true, "MQTT-4.7.3-1", "MQTT-4.7.3-1"),
  /** {@code #} that is not a whole level or not the last. */
  FILTER_HASH(
      "filter-hash",
      "# in a filter is not alone in the last level",
      true,
      "MQTT-4.7.1-2",
      "MQTT-4.7.1-1"),
  /** {@code +} that is not a whole level. */
  FILTER_PLUS(
      "filter-plus",
      "+ in a filter is not alone in its level",
      true,
      "MQTT-4.7.1-3",
      "MQTT-4.7.1-2"),
  /** {@code $share/} without a name. */
  SHARE_NAME("share-name", "a shared subscription has no share name", true, "", "MQTT-4.8.2-1"),
  /** A share name with a wildcard, or without a filter behind it. */
  SHARE_FILTER(
      "share-filter",
      "a share name has a wildcard or is not followed by a filter",
      true,
      "",
      "MQTT-4.8.2-2"),

  // CONNECT
  /** The Protocol Name is not the one of the level. */
  PROTOCOL_NAME(
      "protocol-name", "the protocol name is wrong", true, "MQTT-3.1.2-1", "MQTT-3.1.2-1"),
  /** A Protocol Level that no known version has; a server answers it. */
  PROTOCOL_LEVEL(
      "protocol-level", "the protocol level is unknown", false, "MQTT-3.1.2-2", "MQTT-3.1.2-2"),
  /** Bit 0 of the Connect Flags. */
  CONNECT_RESERVED_FLAG(
      "connect-reserved-flag",
      "the reserved bit of the connect flags is set",
      true,
      "MQTT-3.1.2-3",
      "MQTT-3.1.2-3"),
  /** Will Flag without its fields. */
  WILL_MISSING(
      "will-missing",
      "the will flag is set and its fields are missing",
      true,
      "MQTT-3.1.2-9",
      "MQTT-3.1.2-9"),
  /** Will QoS without Will Flag. */
  WILL_QOS_WITHOUT_WILL(
      "will-qos-without-will", "a will QoS without a will", true, "MQTT-3.1.2-13", "MQTT-3.1.2-11"),
  /** Will QoS 3. */
  WILL_QOS_3("will-qos-3", "the will QoS is 3", true, "MQTT-3.1.2-14", "MQTT-3.1.2-12"),
  /** Will Retain without Will Flag. */
  WILL_RETAIN_WITHOUT_WILL(
      "will-retain-without-will",
      "a will retain flag without a will",
      true,
      "MQTT-3.1.2-15",
      "MQTT-3.1.2-13"),
  /** User Name Flag without a User Name. */
  USERNAME_MISSING(
      "username-missing",
      "the user name flag is set and the name is missing",
      true,
      "MQTT-3.1.2-19",
      "MQTT-3.1.2-17"),
  /** Bytes where a User Name would stand, without its flag. */
  USERNAME_UNANNOUNCED(
      "username-unannounced",
      "bytes behind the last field, and the user name flag is not set",
      true,
      "MQTT-3.1.2-18 MQTT-3.1.2-11",
      "MQTT-3.1.2-16"),
  /** Password Flag without a Password. */
  PASSWORD_MISSING(
      "password-missing",
      "the password flag is set and the password is missing",
      true,
      "MQTT-3.1.2-21",
      "MQTT-3.1.2-19"),
  /** Bytes where a Password would stand, without its flag. */
  PASSWORD_UNANNOUNCED(
      "password-unannounced",
      "bytes behind the last field, and the password flag is not set",
      true,
      "MQTT-3.1.2-20",
      "MQTT-3.1.2-18"),
  /** A Password without a User Name, before 5.0. */
  PASSWORD_WITHOUT_USERNAME(
      "password-without-username", "a password without a user name", true, "MQTT-3.1.2-22", ""),
  /** No Client Identifier at all. */
  CLIENT_ID_MISSING(
      "client-id-missing",
      "the client identifier is missing",
      true,
      "MQTT-3.1.3-3 MQTT-3.1.3-1",
      "MQTT-3.1.3-3 MQTT-3.1.3-1"),
  /** An empty Client Identifier with Clean Session 0 (3.1.1). */
  CLIENT_ID_EMPTY(
      "client-id-empty",
      "the client identifier is empty and clean session is off",
      true,
      "MQTT-3.1.3-7",
      ""),
  /** A Client Identifier of another length than the 1 to 23 characters of 3.1. */
  CLIENT_ID_LENGTH(
      "client-id-length", "the client identifier has not 1 to 23 characters", false, "", ""),

  // answers
  /** Bits 7 to 1 of the Connect Acknowledge Flags. */
  CONNACK_FLAGS(
      "connack-flags",
      "reserved bits of the connect acknowledge flags are set",
      true,
      "",
      "MQTT-3.2.2-1"),
  /** Session Present with a code that refuses. */
  SESSION_PRESENT_WITH_ERROR(
      "session-present-with-error",
      "session present is set though the connection is refused",
      true,
      "MQTT-3.2.2-4",
      "MQTT-3.2.2-6"),
  /** A code that the packet type does not have. */
  REASON_CODE(
      "reason-code",
      "the packet type has no such reason code",
      true,
      "MQTT-3.2.2-6 MQTT-3.9.3-2",
      "MQTT-3.2.2-8 MQTT-3.4.2-1 MQTT-3.5.2-1 MQTT-3.6.2-1 MQTT-3.7.2-1 MQTT-3.9.3-2"
          + " MQTT-3.11.3-2 MQTT-3.14.2-1 MQTT-3.15.2-1"),
  /** A code that only the other side may send. */
  REASON_CODE_DIRECTION(
      "reason-code-direction", "only the other side may send this reason code", false, "", ""),

  // PUBLISH, SUBSCRIBE, UNSUBSCRIBE
  /** The QoS bits of a PUBLISH are 11. */
  QOS_3("qos-3", "the QoS bits of PUBLISH are 3", true, "MQTT-3.3.1-4", "MQTT-3.3.1-4"),
  /** DUP in a PUBLISH of QoS 0. */
  DUP_AT_QOS_0(
      "dup-at-qos-0",
      "DUP is set at QoS 0",
      true,
      "MQTT-3.3.1-2 MQTT-4.3.1-1",
      "MQTT-3.3.1-2 MQTT-4.3.1-1"),
  /** A SUBSCRIBE or UNSUBSCRIBE without a filter. */
  NO_FILTER(
      "no-filter",
      "there is no topic filter",
      true,
      "MQTT-3.8.3-3 MQTT-3.10.3-2",
      "MQTT-3.8.3-2 MQTT-3.10.3-2"),
  /** Reserved bits, QoS 3 or Retain Handling 3 in the options of a subscription. */
  SUBSCRIPTION_OPTIONS(
      "subscription-options",
      "the subscription options have reserved bits or values",
      true,
      "MQTT-3.8.3-4",
      "MQTT-3.8.3-5"),
  /** No Local on a shared subscription. */
  NO_LOCAL_SHARED(
      "no-local-shared", "no local is set on a shared subscription", true, "", "MQTT-3.8.3-4"),

  // properties
  /** A Variable Byte Integer that is longer than needed or than allowed. */
  VARIABLE_INTEGER(
      "variable-integer",
      "a variable byte integer is longer than needed or allowed",
      true,
      "",
      "MQTT-1.5.5-1"),
  /** No Property Length where there must be one. */
  PROPERTIES_MISSING(
      "properties-missing", "the property length is missing", true, "", "MQTT-2.2.2-1"),
  /** An identifier that no property has. */
  PROPERTY_UNKNOWN("property-unknown", "there is no such property", true, "", ""),
  /** A property that this packet type does not have. */
  PROPERTY_NOT_ALLOWED(
      "property-not-allowed", "the packet type has no such property", true, "", ""),
  /** A property twice that may be there once. */
  PROPERTY_TWICE("property-twice", "a property is there twice", true, "", ""),
  /** A value that the property must not have. */
  PROPERTY_VALUE("property-value", "a property has a value it must not have", true, "", ""),
  /** Topic Alias 0. */
  TOPIC_ALIAS_ZERO("topic-alias-zero", "the topic alias is 0", true, "", "MQTT-3.3.2-8"),
  /** A wildcard in a Response Topic. */
  RESPONSE_TOPIC_WILDCARD(
      "response-topic-wildcard", "the response topic has a wildcard", true, "", "MQTT-3.3.2-14"),
  /** Authentication Data without a method, or an AUTH without one. */
  AUTHENTICATION_METHOD_MISSING(
      "authentication-method-missing", "the authentication method is missing", true, "", ""),
  /** A Subscription Identifier in a PUBLISH from a client. */
  SUBSCRIPTION_IDENTIFIER_FROM_CLIENT(
      "subscription-identifier-from-client",
      "a client sent a subscription identifier in a PUBLISH",
      false,
      "",
      "MQTT-3.3.4-6"),
  /** A Session Expiry Interval in a DISCONNECT from a server. */
  SESSION_EXPIRY_FROM_SERVER(
      "session-expiry-from-server",
      "a server sent a session expiry interval in a DISCONNECT",
      false,
      "",
      "MQTT-3.14.2-2"),
  /** The Payload Format Indicator says UTF-8, and the payload is not. */
  PAYLOAD_NOT_UTF8(
      "payload-not-utf8", "the payload is announced as UTF-8 and is not", false, "", "");

  static final int COUNT = values().length;
  static final long MALFORMED_BITS = malformedBits();
  private static final Note[] VALUES = values();

  private final String rule;
  private final String reason;
  private final boolean malformed;
  private final String statements311;
  private final String statements5;

  Note(String rule, String reason, boolean malformed, String statements311, String statements5) {
    this.rule = rule;
    this.reason = reason;
    this.malformed = malformed;
    this.statements311 = statements311;
    this.statements5 = statements5;
  }

  private static long malformedBits() {
    long bits = 0;
    for (Note note : values()) {
      bits |= note.malformed ? 1L << note.ordinal() : 0;
    }
    return bits;
  }

  static Note ofOrdinal(int ordinal) {
    return VALUES[ordinal];
  }

  /** The rule's name in findings, kebab-case. */
  public String rule() {
    return rule;
  }

  /** What is wrong, for people: a clause without a full stop. */
  public String reason() {
    return reason;
  }

  /** Whether the packet breaks the format, as opposed to a rule of use. */
  public boolean malformed() {
    return malformed;
  }

  /** The broken statement of MQTT 3.1.1, or null; the general one where there are several. */
  public String statement311() {
    return general(statements311());
  }

  /** The broken statement of MQTT 5.0, or null; the general one where there are several. */
  public String statement5() {
    return general(statements5());
  }

  /** The statement of MQTT 3.1.1 that a packet of the given type breaks, or null. */
  public String statement311(PacketType type) {
    return ofType(statements311(), type);
  }

  /** The statement of MQTT 5.0 that a packet of the given type breaks, or null. */
  public String statement5(PacketType type) {
    return ofType(statements5(), type);
  }

  /** Every statement of MQTT 3.1.1 that the note may stand for. */
  public List<String> statements311() {
    return split(statements311);
  }

  /** Every statement of MQTT 5.0 that the note may stand for. */
  public List<String> statements5() {
    return split(statements5);
  }

  private static List<String> split(String statements) {
    return statements.isEmpty() ? List.of() : List.of(statements.split(" ", -1));
  }

  private static String general(List<String> statements) {
    return statements.isEmpty() ? null : statements.get(0);
  }

  // section 3.n of both standards describes packet type n
  private static String ofType(List<String> statements, PacketType type) {
    String section = "MQTT-3." + type.ordinal() + ".";
    return statements.stream()
        .filter(id -> id.startsWith(section))
        .findFirst()
        .orElse(general(statements));
  }
}
