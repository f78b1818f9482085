package dev.hopscope.report.json;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.hopscope.mqtt.MqttPacket;
import dev.hopscope.mqtt.PacketType;
import dev.hopscope.mqtt.Payload;
import dev.hopscope.mqtt.Properties;
import dev.hopscope.mqtt.PropertyId;
import dev.hopscope.report.DecodedPacket;
import dev.hopscope.report.ReportModel;
import java.io.IOException;
import java.util.Base64;
import java.util.List;

/**
 * Writes a packet as one JSON object. What did not decode is null; passwords and authentication
 * data are lengths.
 */
final class PacketJson {
  private final JsonGenerator out;
  private final int payloadBytes;

  PacketJson(JsonGenerator out, int payloadBytes) {
    this.out = out;
    this.payloadBytes = payloadBytes;
  }

  void write(DecodedPacket packet) throws IOException {
    out.writeStartObject();
    out.writeStringField("kind", "packet");
    out.writeNumberField("capture", packet.capture());
    out.writeNumberField("frame", packet.frame());
    out.writeStringField("time", packet.time());
    out.writeNumberField("connection", packet.connection());
    out.writeNumberField("tcpStream", packet.tcpStream());
    out.writeStringField("direction", packet.direction().id());
    out.writeStringField("source", packet.source());
    out.writeStringField("destination", packet.destination());
    out.writeStringField("version", packet.version().id());
    out.writeStringField("type", packet.type().name());
    out.writeNumberField("flags", packet.flags());
    if (packet.remainingLength() < 0) {
      out.writeNullField("remainingLength");
    } else {
      out.writeNumberField("remainingLength", packet.remainingLength());
    }
    if (packet.type() == PacketType.PUBLISH) {
      writePublishFlags(packet);
    }
    writeContent(packet.content());
    if (packet.content().properties() != null) {
      writeProperties(packet.content().properties());
    }
    if (packet.malformedReason() != null) {
      out.writeStringField("malformed", packet.malformedReason());
    }
    if (!packet.findings().isEmpty()) {
      writeTexts("findings", packet.findings());
    }
    out.writeEndObject();
  }

  void write(ReportModel.Gap gap) throws IOException {
    out.writeStartObject();
    out.writeStringField("kind", "gap");
    out.writeNumberField("capture", gap.capture());
    out.writeNumberField("connection", gap.connection());
    out.writeStringField("direction", gap.direction());
    out.writeNumberField("position", gap.position());
    if (gap.length() == null) {
      out.writeNullField("length");
    } else {
      out.writeNumberField("length", gap.length());
    }
    out.writeStringField("cause", gap.cause());
    out.writeNumberField("frame", gap.frame());
    out.writeEndObject();
  }

  private void writePublishFlags(DecodedPacket packet) throws IOException {
    out.writeBooleanField("dup", packet.dup());
    out.writeNumberField("qos", packet.qos());
    out.writeBooleanField("retain", packet.retain());
    if (packet.content() instanceof MqttPacket.Publish publish) {
      writeNumber("packetId", publish.packetId());
    } else {
      out.writeNullField("packetId");
    }
    out.writeStringField("topic", packet.resolvedTopic());
    if (packet.topicAlias() != 0) {
      out.writeNumberField("topicAlias", packet.topicAlias());
    }
    Payload payload =
        packet.content() instanceof MqttPacket.Publish publish ? publish.payload() : null;
    writePayload(payload);
  }

  private void writeContent(MqttPacket content) throws IOException {
    if (content instanceof MqttPacket.Connect connect) {
      writeConnect(connect);
    } else if (content instanceof MqttPacket.Connack connack) {
      out.writeBooleanField("sessionPresent", connack.sessionPresent());
      writeNumber("reasonCode", connack.reasonCode());
    } else if (content instanceof MqttPacket.Acknowledgement acknowledgement) {
      writeNumber("packetId", acknowledgement.packetId());
      writeNumber("reasonCode", acknowledgement.reasonCode());
    } else if (content instanceof MqttPacket.Subscribe subscribe) {
      writeNumber("packetId", subscribe.packetId());
      writeSubscriptions(subscribe.subscriptions());
    } else if (content instanceof MqttPacket.Suback suback) {
      writeNumber("packetId", suback.packetId());
      writeNumbers("reasonCodes", suback.reasonCodes());
    } else if (content instanceof MqttPacket.Unsubscribe unsubscribe) {
      writeNumber("packetId", unsubscribe.packetId());
      writeTexts("filters", unsubscribe.filters());
    } else if (content instanceof MqttPacket.Unsuback unsuback) {
      writeNumber("packetId", unsuback.packetId());
      writeNumbers("reasonCodes", unsuback.reasonCodes());
    } else if (content instanceof MqttPacket.Closing closing) {
      writeNumber("reasonCode", closing.reasonCode());
    }
  }

  private void writeConnect(MqttPacket.Connect connect) throws IOException {
    out.writeStringField("protocolName", connect.protocolName());
    writeNumber("protocolLevel", connect.protocolLevel());
    out.writeBooleanField("bridge", connect.bridge());
    out.writeStringField("clientId", connect.clientId());
    out.writeBooleanField("cleanStart", connect.cleanStart());
    writeNumber("keepAlive", connect.keepAlive());
    out.writeStringField("username", connect.username());
    writeNumber("passwordLength", connect.passwordLength());
    MqttPacket.Will will = connect.will();
    if (will == null) {
      out.writeNullField("will");
      return;
    }
    out.writeObjectFieldStart("will");
    out.writeStringField("topic", will.topic());
    writeNumber("qos", will.qos());
    out.writeBooleanField("retain", will.retain());
    writePayload(will.payload());
    if (will.properties() != null) {
      writeProperties(will.properties());
    }
    out.writeEndObject();
  }

  private void writeSubscriptions(List<MqttPacket.Subscription> subscriptions) throws IOException {
    if (subscriptions == null) {
      out.writeNullField("subscriptions");
      return;
    }
    out.writeArrayFieldStart("subscriptions");
    for (MqttPacket.Subscription subscription : subscriptions) {
      out.writeStartObject();
      out.writeStringField("filter", subscription.filter());
      writeNumber("qos", subscription.qos());
      out.writeBooleanField("noLocal", subscription.noLocal());
      out.writeBooleanField("retainAsPublished", subscription.retainAsPublished());
      writeNumber("retainHandling", subscription.retainHandling());
      out.writeEndObject();
    }
    out.writeEndArray();
  }

  /** The text, or Base64 where it is none; neither where nothing of it was kept. */
  private void writePayload(Payload payload) throws IOException {
    if (payload == null) {
      out.writeNullField("payloadLength");
      return;
    }
    writeNumber("payloadLength", payload.length());
    String text = payload.text(payloadBytes);
    String base64 = text == null ? payload.base64(payloadBytes) : null;
    boolean nothing = text == null ? base64.isEmpty() : text.isEmpty();
    if (nothing && payload.length() != 0) {
      return;
    }
    out.writeStringField(text == null ? "payloadBase64" : "payload", text == null ? base64 : text);
  }

  /** Properties by name; one that came more than once where it may not keeps its last value. */
  private void writeProperties(Properties properties) throws IOException {
    out.writeObjectFieldStart("properties");
    for (PropertyId id : PropertyId.values()) {
      List<Object> values =
          properties.all().stream()
              .filter(property -> property.id() == id)
              .map(Properties.Property::value)
              .toList();
      if (!values.isEmpty()) {
        out.writeFieldName(id.reportName());
        writeProperty(id, values);
      }
    }
    out.writeEndObject();
  }

  private void writeProperty(PropertyId id, List<Object> values) throws IOException {
    boolean list = id == PropertyId.USER_PROPERTY || id == PropertyId.SUBSCRIPTION_IDENTIFIER;
    if (!list) {
      writeValue(id, values.get(values.size() - 1));
      return;
    }
    out.writeStartArray();
    for (Object value : values) {
      writeValue(id, value);
    }
    out.writeEndArray();
  }

  private void writeValue(PropertyId id, Object value) throws IOException {
    if (value instanceof Long number) {
      out.writeNumber(number);
    } else if (value instanceof String text) {
      out.writeString(text);
    } else if (value instanceof String[] pair) {
      out.writeStartArray();
      out.writeString(pair[0]);
      out.writeString(pair[1]);
      out.writeEndArray();
    } else if (value instanceof byte[] bytes) {
      if (id == PropertyId.AUTHENTICATION_DATA) {
        out.writeNumber(bytes.length);
      } else {
        out.writeString(Base64.getEncoder().encodeToString(bytes));
      }
    } else {
      out.writeNull();
    }
  }

  private void writeNumber(String name, int value) throws IOException {
    if (value < 0) {
      out.writeNullField(name);
    } else {
      out.writeNumberField(name, value);
    }
  }

  private void writeNumbers(String name, List<Integer> values) throws IOException {
    if (values == null) {
      out.writeNullField(name);
      return;
    }
    out.writeArrayFieldStart(name);
    for (int value : values) {
      out.writeNumber(value);
    }
    out.writeEndArray();
  }

  private void writeTexts(String name, List<String> values) throws IOException {
    if (values == null) {
      out.writeNullField(name);
      return;
    }
    out.writeArrayFieldStart(name);
    for (String value : values) {
      out.writeString(value);
    }
    out.writeEndArray();
  }
}
