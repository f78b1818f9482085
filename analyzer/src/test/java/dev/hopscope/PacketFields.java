package dev.hopscope;

import dev.hopscope.bytes.Digest64;
import dev.hopscope.mqtt.MqttPacket;
import dev.hopscope.mqtt.MqttVersion;
import dev.hopscope.mqtt.Payload;
import dev.hopscope.mqtt.Properties;
import dev.hopscope.report.DecodedPacket;
import dev.hopscope.testkit.TsharkPacket;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A packet as fields by name, the same from our decoder and from tshark, so that two maps can be
 * compared field by field. What a packet does not have, or what did not decode, is not in its map.
 */
final class PacketFields {
  private static final HexFormat HEX = HexFormat.of();

  private final Map<String, String> fields = new TreeMap<>();

  private PacketFields() {}

  /** What we make of a packet. */
  static Map<String, String> of(DecodedPacket packet) {
    PacketFields ours = new PacketFields();
    ours.put("tcpStream", packet.tcpStream());
    ours.put("source", packet.source());
    ours.put("destination", packet.destination());
    ours.put("type", packet.type().ordinal());
    ours.put("flags", packet.flags());
    ours.put("remainingLength", packet.remainingLength());
    ours.content(packet);
    boolean older = packet.version() != MqttVersion.V5_0;
    MqttPacket content = packet.content();
    boolean none = older || content instanceof MqttPacket.Ping;
    ours.properties("properties", none ? Properties.NONE : content.properties());
    return ours.fields;
  }

  private void content(DecodedPacket packet) {
    MqttPacket content = packet.content();
    if (content instanceof MqttPacket.Connect connect) {
      connect(connect);
    } else if (content instanceof MqttPacket.Connack connack) {
      if (packet.version() != MqttVersion.V3_1) {
        put("sessionPresent", connack.sessionPresent()); // MQTT V3.1 section 3.2: unused
      }
      put("reasonCode", connack.reasonCode());
    } else if (content instanceof MqttPacket.Publish publish) {
      put("dup", packet.dup());
      put("qos", packet.qos());
      put("retain", packet.retain());
      put("packetId", publish.packetId());
      put("topic", packet.resolvedTopic());
      payload("payload", publish.payload());
    } else if (content instanceof MqttPacket.Acknowledgement acknowledgement) {
      put("packetId", acknowledgement.packetId());
      put("reasonCode", acknowledgement.reasonCode());
    } else if (content instanceof MqttPacket.Subscribe subscribe) {
      put("packetId", subscribe.packetId());
      put("filters", subscribe.subscriptions().stream().map(MqttPacket.Subscription::filter));
      put("options", subscribe.subscriptions().stream().map(PacketFields::options));
    } else if (content instanceof MqttPacket.Suback suback) {
      put("packetId", suback.packetId());
      put("reasonCodes", suback.reasonCodes().stream());
    } else if (content instanceof MqttPacket.Unsubscribe unsubscribe) {
      put("packetId", unsubscribe.packetId());
      put("filters", unsubscribe.filters().stream());
    } else if (content instanceof MqttPacket.Unsuback unsuback) {
      put("packetId", unsuback.packetId());
      put("reasonCodes", unsuback.reasonCodes().stream());
    } else if (content instanceof MqttPacket.Closing closing) {
      put("reasonCode", closing.reasonCode());
    }
  }

  private void connect(MqttPacket.Connect connect) {
    put("protocolName", connect.protocolName());
    put("protocolLevel", connect.protocolLevel() | (connect.bridge() ? 0x80 : 0));
    put("cleanStart", connect.cleanStart());
    put("keepAlive", connect.keepAlive());
    put("clientId", connect.clientId());
    put("username", connect.username());
    put("passwordLength", connect.passwordLength());
    MqttPacket.Will will = connect.will();
    put("will", will != null);
    if (will != null) {
      put("will.topic", will.topic());
      put("will.qos", will.qos());
      put("will.retain", will.retain());
      payload("will.payload", will.payload());
      boolean older = connect.protocolLevel() < MqttVersion.V5_0.level();
      properties("will.properties", older ? Properties.NONE : will.properties());
    }
  }

  /** The options as the byte on the wire (5.0, section 3.8.3.1). */
  private static int options(MqttPacket.Subscription subscription) {
    return subscription.qos()
        | (subscription.noLocal() ? 0x04 : 0)
        | (subscription.retainAsPublished() ? 0x08 : 0)
        | subscription.retainHandling() << 4;
  }

  private void payload(String name, Payload payload) {
    if (payload != null) {
      byte[] kept = Base64.getDecoder().decode(payload.base64(Integer.MAX_VALUE));
      put(name, payload(payload.length(), payload.digest(), HEX.formatHex(kept)));
    }
  }

  private static String payload(int length, long digest, String hex) {
    return length + " bytes, digest " + Long.toHexString(digest) + ", " + hex;
  }

  private void properties(String name, Properties properties) {
    if (properties != null) {
      put(name, properties.all().stream().map(PacketFields::property));
    }
  }

  private static String property(Properties.Property property) {
    Object value = property.value();
    String text;
    if (value instanceof byte[] bytes) {
      text = HEX.formatHex(bytes);
    } else if (value instanceof String[] pair) {
      text = String.join("=", pair);
    } else {
      text = value.toString();
    }
    return property.id().code() + ":" + text;
  }

  /** What tshark makes of a packet. */
  static Map<String, String> of(TsharkPacket packet) {
    PacketFields theirs = new PacketFields();
    theirs.put("tcpStream", packet.tcpStream());
    theirs.put("source", packet.source());
    theirs.put("destination", packet.destination());
    theirs.put("type", packet.type());
    theirs.put("flags", packet.flags());
    theirs.put("remainingLength", (int) packet.remainingLength());
    theirs.put("packetId", packet.packetId() == null ? -1 : packet.packetId());
    theirs.content(packet);
    theirs.properties("properties", packet.properties());
    return theirs.fields;
  }

  private void content(TsharkPacket packet) {
    switch (packet.type()) {
      case 1 -> connect(packet);
      case 2 -> {
        putFlag("sessionPresent", packet.field("mqtt.conack.flags.sp"));
        put("reasonCode", packet.field("mqtt.conack.val"));
        put("reasonCode", packet.field("mqtt.connack.reason_code"));
      }
      case 3 -> {
        putFlag("dup", packet.field("mqtt.dupflag"));
        put("qos", packet.field("mqtt.qos"));
        putFlag("retain", packet.field("mqtt.retain"));
        put("topic", packet.topic());
        payload("payload", packet.payloadHex());
      }
      case 4 -> reasonCode(packet, "mqtt.puback.reason_code", 2);
      case 5 -> reasonCode(packet, "mqtt.pubrec.reason_code", 2);
      case 6 -> reasonCode(packet, "mqtt.pubrel.reason_code", 2);
      case 7 -> reasonCode(packet, "mqtt.pubcomp.reason_code", 2);
      case 8 -> {
        put("filters", packet.all("mqtt.topic").stream());
        List<String> options = new ArrayList<>(packet.all("mqtt.subscription_options"));
        options.addAll(packet.all("mqtt.sub.qos")); // before 5.0 there is only the QoS
        put("options", options.stream());
      }
      case 9 -> {
        List<String> codes = new ArrayList<>(packet.all("mqtt.suback.reason_code"));
        codes.addAll(packet.all("mqtt.suback.qos"));
        put("reasonCodes", codes.stream());
      }
      case 10 -> put("filters", packet.all("mqtt.topic").stream());
      case 11 -> put("reasonCodes", packet.all("mqtt.unsuback.reason_code").stream());
      case 14 -> reasonCode(packet, "mqtt.disconnect.reason_code", 0);
      case 15 -> reasonCode(packet, "mqtt.auth.reason_code", 0);
      default -> {
        // PINGREQ and PINGRESP have no more, type 0 is not defined
      }
    }
  }

  /** A reason code that a packet of the shortest form leaves out is 0 (5.0, section 3.4.2.1). */
  private void reasonCode(TsharkPacket packet, String name, int shortest) {
    String code = packet.field(name);
    put("reasonCode", code == null && packet.remainingLength() == shortest ? "0" : code);
  }

  private void connect(TsharkPacket packet) {
    put("protocolName", packet.field("mqtt.protoname"));
    put("protocolLevel", packet.field("mqtt.ver"));
    putFlag("cleanStart", packet.field("mqtt.conflag.cleansess"));
    put("keepAlive", packet.field("mqtt.kalive"));
    put("clientId", packet.field("mqtt.clientid"));
    put("username", packet.field("mqtt.username"));
    put("passwordLength", packet.field("mqtt.passwd_len"));
    putFlag("will", packet.field("mqtt.conflag.willflag"));
    if ("true".equals(fields.get("will"))) {
      put("will.topic", packet.field("mqtt.willtopic"));
      put("will.qos", packet.field("mqtt.conflag.qos"));
      putFlag("will.retain", packet.field("mqtt.conflag.retain"));
      String payload = packet.field("mqtt.willmsg");
      payload("will.payload", "0".equals(packet.field("mqtt.willmsg_len")) ? "" : payload);
      properties("will.properties", packet.willProperties());
    }
  }

  private void payload(String name, String hex) {
    if (hex != null) {
      byte[] bytes = HEX.parseHex(hex);
      put(name, payload(bytes.length, Digest64.of(bytes, 0, bytes.length), hex));
    }
  }

  private void properties(String name, List<TsharkPacket.Property> properties) {
    put(name, properties.stream().map(p -> p.id() + ":" + String.join("=", p.values())));
  }

  private void put(String name, String value) {
    if (value != null) {
      fields.put(name, value);
    }
  }

  private void put(String name, int value) {
    if (value >= 0) {
      fields.put(name, Integer.toString(value));
    }
  }

  private void put(String name, boolean value) {
    fields.put(name, Boolean.toString(value));
  }

  private void put(String name, Stream<?> values) {
    fields.put(name, values.toList().toString());
  }

  private void putFlag(String name, String value) {
    if (value != null) {
      put(name, value.equals("1"));
    }
  }
}
