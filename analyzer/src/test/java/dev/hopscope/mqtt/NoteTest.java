package dev.hopscope.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** The notes as a list, and against the standards' statements. */
class NoteTest {
  /** Statements of one packet that its bytes cannot show to be broken, or not to this stage. */
  private static final Set<String> NOT_SEEN =
      Set.of(
          "MQTT-2.3.1-5", // an identifier at QoS 0 would be read as payload
          "MQTT-2.2.1-2",
          "MQTT-4.7.3-3", // two bytes of length allow no more
          "MQTT-6.0.0-1", // WebSocket, a stage before
          "MQTT-6.0.0-3",
          "MQTT-6.0.0-4");

  @Test
  void rulesAreDistinctAndFitInOneLong() {
    assertThat(Note.values()).hasSizeLessThanOrEqualTo(Long.SIZE);
    assertThat(Arrays.stream(Note.values()).map(Note::rule)).doesNotHaveDuplicates();
    assertThat(Arrays.stream(Note.values()).map(Note::rule)).allMatch(r -> r.matches("[a-z0-9-]+"));
    assertThat(Arrays.stream(Note.values()).map(Note::reason)).noneMatch(r -> r.endsWith("."));
  }

  @Test
  void theStatementOfThePacketTypeIsPreferred() {
    assertThat(Note.RESERVED_FLAGS.statement311()).isEqualTo("MQTT-2.2.2-1");
    assertThat(Note.RESERVED_FLAGS.statement5(PacketType.SUBSCRIBE)).isEqualTo("MQTT-3.8.1-1");
    assertThat(Note.RESERVED_FLAGS.statement5(PacketType.PINGREQ)).isEqualTo("MQTT-2.1.3-1");
    assertThat(Note.REASON_CODE.statement5(PacketType.UNSUBACK)).isEqualTo("MQTT-3.11.3-2");
    assertThat(Note.RESERVED_TYPE.statement5(PacketType.RESERVED)).isNull();
  }

  @Test
  void everyStatementOfOnePacketHasANote() throws IOException {
    Path table = Path.of(System.getProperty("hopscope.root", "."), "../shared/normative.tsv");
    boolean present = Files.isRegularFile(table);
    if (!present) {
      System.out.println("skipped: no ../shared/normative.tsv");
    }
    Assumptions.assumeTrue(present, "no ../shared/normative.tsv");

    Set<String> noted311 = new HashSet<>();
    Set<String> noted5 = new HashSet<>();
    for (Note note : Note.values()) {
      noted311.addAll(note.statements311());
      noted5.addAll(note.statements5());
    }
    Set<String> known311 = new HashSet<>();
    Set<String> known5 = new HashSet<>();
    for (String line : Files.readAllLines(table)) {
      List<String> cells = List.of(line.split("\t", -1));
      known311.add(cells.get(1));
      known5.add(cells.get(2));
      if (cells.get(0).equals("packet")) {
        assertThat(covered(noted311, cells.get(1))).as(line).isTrue();
        assertThat(covered(noted5, cells.get(2))).as(line).isTrue();
      }
    }
    assertThat(known311).containsAll(noted311);
    assertThat(known5).containsAll(noted5);
  }

  private static boolean covered(Set<String> noted, String statement) {
    return statement.isEmpty() || noted.contains(statement) || NOT_SEEN.contains(statement);
  }
}
