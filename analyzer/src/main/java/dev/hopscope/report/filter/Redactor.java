package dev.hopscope.report.filter;

import dev.hopscope.mqtt.MqttPacket;
import dev.hopscope.mqtt.Payload;
import dev.hopscope.mqtt.Properties;
import dev.hopscope.mqtt.PropertyId;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Replaces what may name people or things: topic levels, user names, ClientIDs and other text from
 * packets by pseudonyms, payloads by their length.
 *
 * <p>A pseudonym is a keyed hash: the same text has the same one as long as the key is the same,
 * and nothing leads back without the key. Nothing is remembered, so memory does not grow.
 */
public final class Redactor {
  private static final String ALPHABET = "abcdefghijklmnopqrstuvwxyz234567";

  /** Characters of a pseudonym; 40 bits make equal ones for different texts unlikely. */
  private static final int LENGTH = 8;

  private final Mac mac;

  /**
   * Creates a redactor.
   *
   * @param key random for each run, never written anywhere
   */
  public Redactor(byte[] key) {
    try {
      mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
    } catch (GeneralSecurityException e) {
      // every Java platform has HmacSHA256
      throw new IllegalStateException(e);
    }
  }

  /** A ClientID's pseudonym; null and the empty one stay. */
  String clientId(String clientId) {
    return pseudonym("client-", clientId);
  }

  /** A user name's pseudonym; null stays. */
  String username(String username) {
    return pseudonym("user-", username);
  }

  /** Other text from a packet; null stays. */
  String text(String text) {
    return pseudonym("text-", text);
  }

  /**
   * A topic or filter with a pseudonym for each level; wildcards, empty levels, {@code $SYS} and
   * {@code $share} stay, so that it still reads as what it is.
   */
  String topic(String topic) {
    if (topic == null) {
      return null;
    }
    String[] levels = topic.split("/", -1);
    for (int i = 0; i < levels.length; i++) {
      levels[i] = level(levels[i]);
    }
    return String.join("/", levels);
  }

  private String level(String level) {
    return switch (level) {
      case "+", "#", "$SYS", "$share" -> level;
      default -> pseudonym(level.startsWith("$") ? "$" : "", level);
    };
  }

  /** A share group's pseudonym, the same as in its filter; null stays. */
  String shareGroup(String group) {
    return group == null ? null : level(group);
  }

  private String pseudonym(String prefix, String text) {
    if (text == null || text.isEmpty()) {
      return text;
    }
    byte[] hash = mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    StringBuilder name = new StringBuilder(prefix);
    for (int i = 0; i < LENGTH; i++) {
      name.append(ALPHABET.charAt(hash[i] & 31));
    }
    return name.toString();
  }

  /** What remains of a payload: its length. */
  private static Payload payload(Payload payload) {
    return payload == null ? null : new Payload(new byte[0], payload.length(), 0, payload.utf8());
  }

  /** The packet without what may name anybody. */
  MqttPacket packet(MqttPacket packet) {
    if (packet instanceof MqttPacket.Connect connect) {
      return connect(connect);
    } else if (packet instanceof MqttPacket.Publish publish) {
      return new MqttPacket.Publish(
          publish.dup(),
          publish.qos(),
          publish.retain(),
          topic(publish.topic()),
          publish.packetId(),
          properties(publish.properties()),
          payload(publish.payload()));
    } else if (packet instanceof MqttPacket.Connack connack) {
      return new MqttPacket.Connack(
          connack.sessionPresent(), connack.reasonCode(), properties(connack.properties()));
    } else if (packet instanceof MqttPacket.Acknowledgement acknowledgement) {
      return new MqttPacket.Acknowledgement(
          acknowledgement.type(),
          acknowledgement.packetId(),
          acknowledgement.reasonCode(),
          properties(acknowledgement.properties()));
    } else if (packet instanceof MqttPacket.Subscribe subscribe) {
      return subscribe(subscribe);
    } else if (packet instanceof MqttPacket.Suback suback) {
      return new MqttPacket.Suback(
          suback.packetId(), suback.reasonCodes(), properties(suback.properties()));
    } else if (packet instanceof MqttPacket.Unsubscribe unsubscribe) {
      List<String> filters = unsubscribe.filters();
      return new MqttPacket.Unsubscribe(
          unsubscribe.packetId(),
          filters == null ? null : filters.stream().map(this::topic).toList(),
          properties(unsubscribe.properties()));
    } else if (packet instanceof MqttPacket.Unsuback unsuback) {
      return new MqttPacket.Unsuback(
          unsuback.packetId(), unsuback.reasonCodes(), properties(unsuback.properties()));
    } else if (packet instanceof MqttPacket.Closing closing) {
      return new MqttPacket.Closing(
          closing.type(), closing.reasonCode(), properties(closing.properties()));
    }
    // PINGREQ, PINGRESP and what did not decode hold no text
    return packet;
  }

  private MqttPacket connect(MqttPacket.Connect connect) {
    MqttPacket.Will will = connect.will();
    return new MqttPacket.Connect(
        connect.protocolName(),
        connect.protocolLevel(),
        connect.bridge(),
        connect.cleanStart(),
        connect.keepAlive(),
        clientId(connect.clientId()),
        will == null
            ? null
            : new MqttPacket.Will(
                topic(will.topic()),
                will.qos(),
                will.retain(),
                payload(will.payload()),
                properties(will.properties())),
        username(connect.username()),
        connect.passwordLength(),
        properties(connect.properties()));
  }

  private MqttPacket subscribe(MqttPacket.Subscribe subscribe) {
    List<MqttPacket.Subscription> redacted = null;
    if (subscribe.subscriptions() != null) {
      redacted = new ArrayList<>();
      for (MqttPacket.Subscription one : subscribe.subscriptions()) {
        redacted.add(
            new MqttPacket.Subscription(
                topic(one.filter()),
                one.qos(),
                one.noLocal(),
                one.retainAsPublished(),
                one.retainHandling()));
      }
    }
    return new MqttPacket.Subscribe(
        subscribe.packetId(), redacted, properties(subscribe.properties()));
  }

  private Properties properties(Properties properties) {
    if (properties == null) {
      return null;
    }
    return new Properties(
        properties.all().stream()
            .map(one -> new Properties.Property(one.id(), property(one.id(), one.value())))
            .toList());
  }

  private Object property(PropertyId id, Object value) {
    if (value instanceof String[] pair) {
      return new String[] {text(pair[0]), text(pair[1])};
    } else if (value instanceof byte[]) {
      // authentication data is written as a length already; correlation data may be anything
      return id == PropertyId.AUTHENTICATION_DATA ? value : null;
    } else if (value instanceof String text) {
      return switch (id) {
        case RESPONSE_TOPIC -> topic(text);
        case ASSIGNED_CLIENT_IDENTIFIER -> clientId(text);
        default -> text(text);
      };
    }
    return value;
  }
}
