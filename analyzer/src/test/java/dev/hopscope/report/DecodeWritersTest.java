package dev.hopscope.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.hopscope.mqtt.PacketType;
import dev.hopscope.testkit.Golden;
import dev.hopscope.testkit.Schemas;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DecodeWritersTest {
  private static String jsonl(int payloadBytes) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    DecodedPackets.play(DecodeJsonWriter.lines(out, "0.1.0", payloadBytes));
    return out.toString(StandardCharsets.UTF_8);
  }

  private static String text(int width, boolean unicode, boolean utc) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Terminal terminal = new Terminal(width, false, unicode);
    DecodedPackets.play(new DecodeTextWriter(out, terminal, utc, 256));
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

  @Test
  void redactsAllText() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PacketSink writer = DecodeJsonWriter.lines(out, "0.1.0", 256);
    DecodedPackets.play(new RedactingPacketSink(writer, new Redactor(new byte[] {1})));
    String text = out.toString(StandardCharsets.UTF_8);
    Schemas.lines(Schemas.Format.DECODE_JSONL, text);
    assertThat(text)
        .doesNotContain(
            "\"pub\"",
            "alice",
            "Hello",
            "bye",
            "gone",
            "mqtt/topic",
            "answers",
            "\"name\"",
            "auto-1")
        .contains("\"payloadLength\":11", "$share/", "\"username\":\"user-");
  }

  @ParameterizedTest
  @ValueSource(ints = {80, 120})
  void printsALineAPacket(int width) {
    String text = text(width, true, false);
    assertThat(text.lines()).allMatch(line -> Columns.of(line) <= width);
    Golden.compare(text, "report/decode-" + width + ".txt");
  }

  @Test
  void printsAsciiAndTimesOfDay() {
    String text = text(100, false, true);
    assertThat(text.chars()).allMatch(c -> c == '\n' || c >= 0x20 && c < 0x7f);
    Golden.compare(text, "report/decode-ascii-utc.txt");
  }
}
