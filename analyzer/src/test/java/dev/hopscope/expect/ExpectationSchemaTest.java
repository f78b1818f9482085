package dev.hopscope.expect;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import dev.hopscope.expect.yaml.DurationText;
import dev.hopscope.expect.yaml.InvalidYamlException;
import dev.hopscope.expect.yaml.YamlNode;
import dev.hopscope.expect.yaml.YamlReader;
import dev.hopscope.testkit.Samples;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Editors and the command refuse the same files. */
final class ExpectationSchemaTest {
  private static final JsonNode SCHEMA = json();
  private static final YAMLMapper YAML = new YAMLMapper();

  private static JsonNode json() {
    try (InputStream in = Expectations.class.getResourceAsStream("expectations.schema.json")) {
      return new ObjectMapper().readTree(in);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  static Set<ValidationMessage> validate(String yaml) throws IOException {
    JsonSchema schema =
        JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(SCHEMA);
    return schema.validate(YAML.readTree(yaml));
  }

  private static String everyKey() throws IOException {
    try (InputStream in = ExpectationSchemaTest.class.getResourceAsStream("every-key.yaml")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void theSchemaHasTheReadersKeysAndNoOthers() {
    Keys.byDefinition()
        .forEach(
            (definition, keys) -> {
              JsonNode mapping = SCHEMA.path("$defs").path(definition);
              assertThat(mapping.path("additionalProperties").asBoolean(true)).isFalse();
              Set<String> properties = new TreeSet<>();
              mapping.path("properties").fieldNames().forEachRemaining(properties::add);
              assertThat(properties).as(definition).isEqualTo(new TreeSet<>(keys));
            });
    List<String> mappings = new ArrayList<>();
    SCHEMA
        .path("$defs")
        .properties()
        .forEach(
            each -> {
              if (each.getValue().has("properties")) {
                mappings.add(each.getKey());
              }
            });
    assertThat(mappings).containsExactlyInAnyOrderElementsOf(Keys.byDefinition().keySet());
  }

  @Test
  void theExampleHasEveryKeyAndIsTakenByBoth() throws IOException {
    assertThat(validate(everyKey())).isEmpty();
    Expectations.read("every-key.yaml", everyKey());
    Set<String> used = new TreeSet<>();
    collect(YamlReader.read("every-key.yaml", everyKey()), used);
    for (List<String> keys : Keys.byDefinition().values()) {
      assertThat(used).containsAll(keys);
    }
  }

  private static void collect(YamlNode node, Set<String> keys) {
    keys.addAll(node.entries().keySet());
    node.entries().values().forEach(each -> collect(each.value(), keys));
    node.items().forEach(each -> collect(each, keys));
  }

  @Test
  void theExamplesOfTheManualAreTakenByBoth() throws IOException {
    String manual = Files.readString(Samples.root().resolve("docs").resolve("check.md"));
    Matcher blocks = Pattern.compile("```yaml\\n(.*?)```", Pattern.DOTALL).matcher(manual);
    int found = 0;
    while (blocks.find()) {
      assertThat(validate(blocks.group(1))).as(blocks.group(1)).isEmpty();
      Expectations.read("check.md", blocks.group(1));
      found++;
    }
    assertThat(found).isEqualTo(2);
    // and every key is told there
    for (List<String> keys : Keys.byDefinition().values()) {
      if (!keys.equals(Keys.PACKET_TYPES)) {
        keys.forEach(key -> assertThat(manual).containsPattern("\\b" + key + "\\b"));
      }
    }
  }

  @Test
  void wordsAreThoseOfTheReader() {
    Map<String, List<String>> words =
        Map.of(
            "/messages/properties/via", Keys.VIA,
            "/messages/properties/link", Keys.LINKS,
            "/messages/properties/origin", Keys.ORIGINS,
            "/messages/properties/outcome", Keys.OUTCOMES,
            "/messages/properties/downgraded", Keys.DOWNGRADES,
            "/connections/properties/end", Keys.ENDS);
    words.forEach(
        (path, expected) -> {
          List<String> given = new ArrayList<>();
          SCHEMA.at("/$defs" + path + "/anyOf/0/enum").forEach(each -> given.add(each.asText()));
          assertThat(given).as(path).isEqualTo(expected);
        });
    assertThat(SCHEMA.at("/$defs/duration/pattern").asText()).isEqualTo(DurationText.pattern());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "messages: 5",
        "messages: [{topic: a, messages: many}]",
        "messages: [{topic: a, messages: -1}]",
        "messages: [{topic: a, messages: 1, deliveredQos: 3}]",
        "messages: [{topic: a, messages: 1, deliveredQos: []}]",
        "messages: [{topic: 5, messages: 1}]",
        "messages: [{topic: a, messages: 1, retain: maybe}]",
        "messages: [{topic: a, messages: 1, via: alive}]",
        "messages: [{topic: a, latency: {endToEnd: {p99: 5}}}]",
        "messages: [{topic: a, latency: {endToEnd: {p95: 5 ms}}}]",
        "messages: [{topic: a, receivers: [{deliveries: 1}]}]",
        "timelines: [{topic: a}]",
        "timelines: [{topic: a, steps: []}]",
        "timelines: [{topic: a, steps: [{hop: publish, type: CONNECT}]}]",
        "connections: [{client: a, keepAlive: 70000}]",
        "connections: [{client: a, end: gone}]",
        "sessions: [{subscriptions: [{grantedQos: 1}]}]",
        "findings: {fatal: none}",
        "summary: {packetsByType: {PUBLSH: 1}}",
        "capture: {gaps: few}",
        "version: 2",
        "[]",
      })
  void bothRefuse(String yaml) throws IOException {
    assertThat(validate(yaml)).as(yaml).isNotEmpty();
    org.assertj.core.api.Assertions.assertThatExceptionOfType(InvalidYamlException.class)
        .isThrownBy(() -> Expectations.read("e.yaml", yaml))
        .satisfies(
            e ->
                assertThat(e.problems())
                    .isNotEmpty()
                    .allSatisfy(line -> assertThat(line).matches("e\\.yaml:1: [^\\n]+")));
  }
}
