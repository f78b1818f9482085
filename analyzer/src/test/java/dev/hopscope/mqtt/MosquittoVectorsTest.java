package dev.hopscope.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.hopscope.testkit.MqttBytes;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/**
 * The hex vectors of eclipse/mosquitto (outside the project) against the verdicts of our table: the
 * table was derived from the vectors' names, their clauses and the standard.
 */
class MosquittoVectorsTest {
  private static final Set<String> VERDICTS =
      Set.of("malformed", "misplaced", "broker-choice", "legal");

  private record Vector(MqttVersion version, String hex) {}

  private static Map<String, String> verdicts() throws IOException {
    Map<String, String> verdicts = new LinkedHashMap<>();
    try (InputStream in = MosquittoVectorsTest.class.getResourceAsStream("vector-verdicts.tsv")) {
      for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n", -1)) {
        String[] cells = line.split("\t", -1);
        if (cells.length >= 6 && !cells[0].equals("file")) {
          assertThat(VERDICTS).contains(cells[5]);
          String key = String.join("\t", cells[0], cells[1], cells[2], cells[3], cells[4]);
          assertThat(verdicts.put(key, cells[5] + "\t" + (cells.length > 6 ? cells[6] : "")))
              .isNull();
        }
      }
    }
    return verdicts;
  }

  private static Map<String, Vector> vectors(Path folder) throws IOException {
    Map<String, Vector> vectors = new TreeMap<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.json")) {
      for (Path file : files) {
        JsonNode groups = new ObjectMapper().readTree(file.toFile());
        for (int group = 0; group < groups.size(); group++) {
          JsonNode tests = groups.get(group).get("tests");
          for (int test = 0; test < tests.size(); test++) {
            String name = file.getFileName().toString().replace(".json", "");
            addSends(vectors, name + "\t" + group + "\t" + test, tests.get(test));
          }
        }
      }
    }
    return vectors;
  }

  private static void addSends(Map<String, Vector> vectors, String place, JsonNode test) {
    MqttVersion version = MqttVersion.ofLevel(test.path("ver").asInt(0));
    int send = 0;
    for (JsonNode message : test.get("msgs")) {
      if (message.get("type").asText().equals("send")) {
        String key = place + "\t" + send + "\t" + test.get("name").asText().strip();
        vectors.put(key, new Vector(version, message.get("payload").asText()));
        send++;
      }
    }
  }

  @Test
  void everyVectorDecodesAsItsVerdictSays() throws IOException {
    Path folder = Path.of(System.getProperty("hopscope.root", "."), "../shared/vectors/mosquitto");
    boolean present = Files.isDirectory(folder);
    if (!present) {
      System.out.println("skipped: no vectors at ../shared/vectors/mosquitto");
    }
    Assumptions.assumeTrue(present, "no vectors at ../shared/vectors/mosquitto");

    Map<String, String> verdicts = verdicts();
    Map<String, Vector> vectors = vectors(folder);
    assertThat(verdicts.keySet()).containsExactlyInAnyOrderElementsOf(vectors.keySet());
    Map<String, Integer> counts = new TreeMap<>();
    List<String> wrong = new ArrayList<>();
    for (Map.Entry<String, Vector> entry : vectors.entrySet()) {
      String verdict = verdicts.get(entry.getKey()).split("\t", -1)[0];
      String why = verdicts.get(entry.getKey()).split("\t", -1)[1];
      boolean malformed = verdict.equals("malformed");
      Recorder recorder =
          new Recorder(entry.getValue().version(), Direction.CLIENT_TO_SERVER)
              .feed(MqttBytes.hex(entry.getValue().hex()));
      Recorder.Seen first = recorder.packets.get(0);
      counts.merge(verdict, 1, Integer::sum);
      if (first.malformed() != malformed
          || malformed && !breaks(first, why)
          || !malformed && recorder.packets.size() != 1) {
        wrong.add(entry.getKey() + "\t" + verdicts.get(entry.getKey()) + "\t" + first);
      }
    }
    assertThat(wrong).isEmpty();
    assertThat(counts)
        .containsOnly(
            Map.entry("malformed", 747),
            Map.entry("misplaced", 114),
            Map.entry("broker-choice", 46),
            Map.entry("legal", 107));
  }

  // where the table names statements, a note stands for one of them
  private static boolean breaks(Recorder.Seen packet, String why) {
    List<String> named =
        Arrays.stream(why.split(" ", -1)).filter(word -> word.startsWith("MQTT-")).toList();
    boolean found = named.isEmpty();
    for (Note note : Note.values()) {
      if (packet.has(note)) {
        found |= named.stream().anyMatch(note.statements311()::contains);
        found |= named.stream().anyMatch(note.statements5()::contains);
      }
    }
    return found;
  }
}
