package dev.hopscope.broker;

import com.dynatrace.hash4j.hashing.Hashing;
import com.hivemq.mqtt.message.Message;
import com.hivemq.mqtt.message.MessageWithID;
import com.hivemq.mqtt.message.ProtocolVersion;
import com.hivemq.mqtt.message.connack.CONNACK;
import com.hivemq.mqtt.message.connect.CONNECT;
import com.hivemq.mqtt.message.connect.MqttWillPublish;
import com.hivemq.mqtt.message.mqtt5.MqttMessageWithUserProperties.MqttMessageWithIdAndReasonCodes;
import com.hivemq.mqtt.message.mqtt5.MqttMessageWithUserProperties.MqttMessageWithReasonCode;
import com.hivemq.mqtt.message.publish.PUBLISH;
import com.hivemq.mqtt.message.reason.Mqtt5ReasonCode;
import com.hivemq.mqtt.message.subscribe.SUBSCRIBE;
import com.hivemq.mqtt.message.unsubscribe.UNSUBSCRIBE;
import dev.hopscope.broker.PacketEvent.Connack;
import dev.hopscope.broker.PacketEvent.Connect;
import dev.hopscope.broker.PacketEvent.Content;
import dev.hopscope.broker.PacketEvent.Nothing;
import dev.hopscope.broker.PacketEvent.Publish;
import dev.hopscope.broker.PacketEvent.ReasonCode;
import dev.hopscope.broker.PacketEvent.ReasonCodes;
import dev.hopscope.broker.PacketEvent.Subscribe;
import dev.hopscope.broker.PacketEvent.Subscription;
import dev.hopscope.broker.PacketEvent.Unsubscribe;
import dev.hopscope.broker.PacketEvent.Will;

/** Takes out of HiveMQ's packets what an event tells. */
final class Packets {
  private static final byte[] EMPTY = {};

  /** The one failure that a SUBACK can tell before 5.0. */
  private static final int FAILURE = 0x80;

  private Packets() {}

  /** The packet identifier; 0 where the packet has none. */
  static int packetId(Message message) {
    boolean none = message instanceof PUBLISH publish && publish.getQoS().getQosNumber() == 0;
    return !none && message instanceof MessageWithID identified
        ? Math.max(0, identified.getPacketIdentifier())
        : 0;
  }

  static String version(ProtocolVersion version) {
    if (version == null) {
      return null;
    }
    return switch (version) {
      case MQTTv3_1 -> "3.1";
      case MQTTv3_1_1 -> "3.1.1";
      case MQTTv5 -> "5.0";
    };
  }

  /**
   * What is in a packet.
   *
   * @param version which of a code's two numbers goes over the wire
   * @param connect the connection's CONNECT so far, null if none
   */
  static Content content(Message message, ProtocolVersion version, Connect connect) {
    if (message instanceof PUBLISH publish) {
      return publish(publish);
    }
    if (message instanceof CONNECT packet) {
      return connect(packet);
    }
    if (message instanceof CONNACK connack) {
      int code =
          version == ProtocolVersion.MQTTv5
              ? connack.getReasonCode().getCode()
              : connack.getReturnCode().getCode();
      return new Connack(connack.isSessionPresent(), code, connect);
    }
    if (message instanceof SUBSCRIBE subscribe) {
      return new Subscribe(
          subscribe.getTopics().stream()
              .map(each -> new Subscription(each.getTopic(), each.getQoS().getQosNumber()))
              .toList());
    }
    if (message instanceof UNSUBSCRIBE unsubscribe) {
      return new Unsubscribe(unsubscribe.getTopics());
    }
    boolean codes = version == ProtocolVersion.MQTTv5;
    if (message instanceof MqttMessageWithIdAndReasonCodes<?> coded) {
      return new ReasonCodes(
          coded.getReasonCodes().stream()
              .map(Mqtt5ReasonCode::getCode)
              .map(code -> codes ? code : Math.min(code, FAILURE))
              .toList());
    }
    if (message instanceof MqttMessageWithReasonCode<?> coded) {
      return new ReasonCode(codes ? coded.getReasonCode().getCode() : 0);
    }
    return new Nothing();
  }

  private static Publish publish(PUBLISH publish) {
    byte[] payload = publish.getPayload() == null ? EMPTY : publish.getPayload();
    return new Publish(
        publish.getQoS().getQosNumber(),
        publish.isDuplicateDelivery(),
        publish.isRetain(),
        publish.getTopic(),
        payload.length,
        Hashing.xxh3_64().hashBytesToLong(payload));
  }

  private static Connect connect(CONNECT connect) {
    MqttWillPublish will = connect.getWillPublish();
    return new Connect(
        connect.isCleanStart(),
        connect.getKeepAlive(),
        connect.getUsername(),
        will == null
            ? null
            : new Will(
                will.getTopic(),
                will.getQos().getQosNumber(),
                will.isRetain(),
                will.getPayload().length));
  }
}
