package dev.hopscope.broker;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.hopscope.broker.PacketEvent.Connack;
import dev.hopscope.broker.PacketEvent.Connect;
import dev.hopscope.broker.PacketEvent.Publish;
import dev.hopscope.broker.PacketEvent.ReasonCode;
import dev.hopscope.broker.PacketEvent.ReasonCodes;
import dev.hopscope.broker.PacketEvent.Subscribe;
import dev.hopscope.broker.PacketEvent.Subscription;
import dev.hopscope.broker.PacketEvent.Unsubscribe;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/**
 * A packet as one line of JSON, with the names and forms of the report: {@code docs/broker.md} has
 * them.
 */
public final class EventLines {
  private static final JsonFactory JSON = new JsonFactory();
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSSSSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private EventLines() {}

  /** The line, with its end. */
  public static String of(PacketEvent packet) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(text)) {
      json.writeStartObject();
      json.writeStringField("time", time(packet.time()));
      json.writeStringField("direction", packet.direction().toString());
      json.writeStringField("client", packet.client());
      json.writeStringField("clientId", packet.clientId());
      json.writeStringField("version", packet.version());
      json.writeStringField("type", packet.type());
      if (packet.packetId() != 0) {
        json.writeNumberField("packetId", packet.packetId());
      }
      content(json, packet.content());
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.append('\n').toString();
  }

  private static String time(Instant time) {
    return TIME.format(time);
  }

  private static void content(JsonGenerator json, PacketEvent.Content content) throws IOException {
    if (content instanceof Publish publish) {
      publish(json, publish);
    } else if (content instanceof Connect connect) {
      connect(json, connect);
    } else if (content instanceof Connack connack) {
      json.writeBooleanField("sessionPresent", connack.sessionPresent());
      json.writeNumberField("reasonCode", connack.reasonCode());
    } else if (content instanceof Subscribe subscribe) {
      json.writeArrayFieldStart("subscriptions");
      for (Subscription each : subscribe.subscriptions()) {
        json.writeStartObject();
        json.writeStringField("filter", each.filter());
        json.writeNumberField("qos", each.qos());
        json.writeEndObject();
      }
      json.writeEndArray();
    } else if (content instanceof Unsubscribe unsubscribe) {
      json.writeArrayFieldStart("filters");
      for (String each : unsubscribe.filters()) {
        json.writeString(each);
      }
      json.writeEndArray();
    } else if (content instanceof ReasonCodes codes) {
      codes(json, codes.codes());
    } else if (content instanceof ReasonCode code) {
      json.writeNumberField("reasonCode", code.code());
    }
  }

  private static void publish(JsonGenerator json, Publish publish) throws IOException {
    json.writeNumberField("qos", publish.qos());
    json.writeBooleanField("dup", publish.dup());
    json.writeBooleanField("retain", publish.retain());
    json.writeStringField("topic", publish.topic());
    json.writeNumberField("payloadLength", publish.payloadLength());
    json.writeStringField("payloadDigest", HexFormat.of().toHexDigits(publish.payloadDigest()));
  }

  private static void connect(JsonGenerator json, Connect connect) throws IOException {
    json.writeBooleanField("cleanStart", connect.cleanStart());
    json.writeNumberField("keepAlive", connect.keepAlive());
    json.writeStringField("username", connect.userName());
    if (connect.will() == null) {
      json.writeNullField("will");
    } else {
      json.writeObjectFieldStart("will");
      json.writeStringField("topic", connect.will().topic());
      json.writeNumberField("qos", connect.will().qos());
      json.writeBooleanField("retain", connect.will().retain());
      json.writeNumberField("payloadLength", connect.will().payloadLength());
      json.writeEndObject();
    }
  }

  private static void codes(JsonGenerator json, List<Integer> codes) throws IOException {
    json.writeArrayFieldStart("reasonCodes");
    for (int each : codes) {
      json.writeNumber(each);
    }
    json.writeEndArray();
  }
}
