package dev.hopscope.report.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.hopscope.mqtt.PacketType;
import dev.hopscope.report.DecodedPackets;
import dev.hopscope.testkit.Golden;
import dev.hopscope.testkit.Schemas;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DecodeJsonWriterTest {
  private static String jsonl(int payloadBytes) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    DecodedPackets.play(DecodeJsonWriter.lines(out, "0.1.0", payloadBytes));
    return out.toString(StandardCharsets.UTF_8);
  }

  @Test
  void everyTypeKeepsToTheSchema() {
    Set<PacketType> types = EnumSet.noneOf(PacketType.class);
    DecodedPackets.all().forEach(packet -> types.add(packet.type()));
    assertThat(types).containsExactlyInAnyOrder(PacketType.values());
    String text = jsonl(256);
    Schemas.lines(Schemas.Format.DECODE_JSONL, text);
    Golden.compare(text, "report/decode.jsonl");
  }

  @Test
  void theArrayHoldsTheSameElements() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    DecodedPackets.play(DecodeJsonWriter.array(out, 256));
    JsonNode array = new ObjectMapper().readTree(out.toByteArray());
    List<JsonNode> lines = Schemas.lines(Schemas.Format.DECODE_JSONL, jsonl(256));
    assertThat(array).hasSize(lines.size() - 1);
    for (int i = 0; i < array.size(); i++) {
      assertThat(array.get(i)).isEqualTo(lines.get(i + 1));
    }
  }

  @Test
  void anEmptyArrayIsOneToo() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    DecodeJsonWriter.array(out, 256).end();
    assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("[]\n");
  }

  @Test
  void cutsPayloadsAndKeepsTheirLength() {
    JsonNode publish = Schemas.lines(Schemas.Format.DECODE_JSONL, jsonl(5)).get(5);
    assertThat(publish.path("payload").asText()).isEqualTo("Hello");
    assertThat(publish.path("payloadLength").asInt()).isEqualTo(11);
    JsonNode none = Schemas.lines(Schemas.Format.DECODE_JSONL, jsonl(0)).get(5);
    assertThat(none.has("payload")).isFalse();
    assertThat(none.path("payloadLength").asInt()).isEqualTo(11);
  }

  @Test
  void hidesWhatIsSecret() {
    JsonNode connect = Schemas.lines(Schemas.Format.DECODE_JSONL, jsonl(256)).get(1);
    assertThat(connect.path("passwordLength").asInt()).isEqualTo(6);
    assertThat(connect.path("properties").path("authenticationData").asInt()).isEqualTo(3);
  }
}
