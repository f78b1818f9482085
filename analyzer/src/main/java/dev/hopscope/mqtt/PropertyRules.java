package dev.hopscope.mqtt;

import static dev.hopscope.mqtt.PacketType.AUTH;
import static dev.hopscope.mqtt.PacketType.CONNACK;
import static dev.hopscope.mqtt.PacketType.CONNECT;
import static dev.hopscope.mqtt.PacketType.DISCONNECT;
import static dev.hopscope.mqtt.PacketType.PUBACK;
import static dev.hopscope.mqtt.PacketType.PUBCOMP;
import static dev.hopscope.mqtt.PacketType.PUBLISH;
import static dev.hopscope.mqtt.PacketType.PUBREC;
import static dev.hopscope.mqtt.PacketType.PUBREL;
import static dev.hopscope.mqtt.PacketType.SUBACK;
import static dev.hopscope.mqtt.PacketType.SUBSCRIBE;
import static dev.hopscope.mqtt.PacketType.UNSUBACK;
import static dev.hopscope.mqtt.PacketType.UNSUBSCRIBE;

/**
 * Which packet types have which properties (table 2-4), and which values and repeats they allow.
 */
final class PropertyRules {
  /** Stands for the Will Properties, which CONNECT has beside its own. */
  static final PacketType WILL = PacketType.RESERVED;

  private static final int[] OWNERS = owners();

  private PropertyRules() {}

  private static int[] owners() {
    int[] owners = new int[PropertyId.values().length];
    for (PropertyId id : PropertyId.values()) {
      owners[id.ordinal()] = ownersOf(id);
    }
    return owners;
  }

  private static int ownersOf(PropertyId id) {
    return switch (id) {
      case PAYLOAD_FORMAT_INDICATOR,
          MESSAGE_EXPIRY_INTERVAL,
          CONTENT_TYPE,
          RESPONSE_TOPIC,
          CORRELATION_DATA ->
          bits(PUBLISH, WILL);
      case SUBSCRIPTION_IDENTIFIER -> bits(PUBLISH, SUBSCRIBE);
      case SESSION_EXPIRY_INTERVAL -> bits(CONNECT, CONNACK, DISCONNECT);
      case ASSIGNED_CLIENT_IDENTIFIER,
          SERVER_KEEP_ALIVE,
          RESPONSE_INFORMATION,
          MAXIMUM_QOS,
          RETAIN_AVAILABLE,
          WILDCARD_SUBSCRIPTION_AVAILABLE,
          SUBSCRIPTION_IDENTIFIER_AVAILABLE,
          SHARED_SUBSCRIPTION_AVAILABLE ->
          bits(CONNACK);
      case AUTHENTICATION_METHOD, AUTHENTICATION_DATA -> bits(CONNECT, CONNACK, AUTH);
      case REQUEST_PROBLEM_INFORMATION, REQUEST_RESPONSE_INFORMATION -> bits(CONNECT);
      case WILL_DELAY_INTERVAL -> bits(WILL);
      case SERVER_REFERENCE -> bits(CONNACK, DISCONNECT);
      case REASON_STRING ->
          bits(CONNACK, PUBACK, PUBREC, PUBREL, PUBCOMP, SUBACK, UNSUBACK, DISCONNECT, AUTH);
      case RECEIVE_MAXIMUM, TOPIC_ALIAS_MAXIMUM, MAXIMUM_PACKET_SIZE -> bits(CONNECT, CONNACK);
      case TOPIC_ALIAS -> bits(PUBLISH);
      case USER_PROPERTY ->
          bits(CONNECT, CONNACK, PUBLISH, WILL, PUBACK, PUBREC, PUBREL, PUBCOMP)
              | bits(SUBSCRIBE, SUBACK, UNSUBSCRIBE, UNSUBACK, DISCONNECT, AUTH);
    };
  }

  private static int bits(PacketType... owners) {
    int bits = 0;
    for (PacketType owner : owners) {
      bits |= 1 << owner.ordinal();
    }
    return bits;
  }

  /** Whether a packet of the type, or a will, may have the property. */
  static boolean isAllowed(PropertyId id, PacketType owner) {
    return (OWNERS[id.ordinal()] & 1 << owner.ordinal()) != 0;
  }

  /** Whether a packet of the type may have the property more than once. */
  static boolean isRepeatable(PropertyId id, PacketType owner) {
    // section 3.3.2.3.8: one identifier for each matching subscription
    return id == PropertyId.USER_PROPERTY
        || id == PropertyId.SUBSCRIPTION_IDENTIFIER && owner == PUBLISH;
  }

  /** What is wrong with the value of a numeric property, or null. */
  static Note checkValue(PropertyId id, long value) {
    if (id == PropertyId.TOPIC_ALIAS) {
      return value == 0 ? Note.TOPIC_ALIAS_ZERO : null;
    }
    boolean wrong =
        switch (id) {
          case RECEIVE_MAXIMUM, MAXIMUM_PACKET_SIZE, SUBSCRIPTION_IDENTIFIER -> value == 0;
          // every property of one byte is a choice of 0 and 1, Maximum QoS too
          default -> id.encoding() == PropertyId.Type.BYTE && value > 1;
        };
    return wrong ? Note.PROPERTY_VALUE : null;
  }
}
