package dev.hopscope.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Validates output against the project's JSON Schemas. */
public final class Schemas {
  private static final String IDS = "https://hopscope.dev/schema/1/";
  private static final JsonSchemaFactory FACTORY =
      JsonSchemaFactory.getInstance(
          SpecVersion.VersionFlag.V202012,
          builder ->
              builder.schemaMappers(
                  mappers -> mappers.mapPrefix(IDS, "classpath:dev/hopscope/report/")));
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final Map<Format, JsonSchema> LOADED = new ConcurrentHashMap<>();

  /** A format with a schema of its own. */
  public enum Format {
    /** {@code analyze --format json}. */
    ANALYZE("analyze.schema.json"),
    /** {@code analyze --format jsonl}, line by line. */
    ANALYZE_JSONL("analyze-jsonl.schema.json"),
    /** {@code decode --format jsonl}, line by line. */
    DECODE_JSONL("decode-jsonl.schema.json"),
    /** {@code topics}, {@code clients} and {@code connections} with {@code --format json}. */
    TABLES("tables.schema.json");

    private final String file;

    Format(String file) {
      this.file = file;
    }

    // the factory's own cache is of no use: it is by the configuration's identity too
    private JsonSchema schema() {
      return LOADED.computeIfAbsent(
          this,
          format ->
              FACTORY.getSchema(
                  SchemaLocation.of(IDS + format.file), SchemaValidatorsConfig.builder().build()));
    }
  }

  private Schemas() {}

  /** Reads one document that keeps to its schema. */
  public static JsonNode document(Format format, String text) {
    try {
      JsonNode node = MAPPER.readTree(text);
      assertThat(format.schema().validate(node)).as(text).isEmpty();
      return node;
    } catch (JsonProcessingException e) {
      throw new AssertionError("no JSON: " + text, e);
    }
  }

  /** Reads lines of which each keeps to the schema and the first is the header. */
  public static List<JsonNode> lines(Format format, String text) {
    assertThat(text).endsWith("\n");
    List<JsonNode> lines = new ArrayList<>();
    text.lines().forEach(line -> lines.add(document(format, line)));
    assertThat(lines.get(0).path("kind").asText()).isEqualTo("header");
    return lines;
  }
}
