package dev.hopscope;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hopscope.mqtt.Direction;
import dev.hopscope.report.DecodedPacket;
import dev.hopscope.testkit.OutsideCaptures;
import dev.hopscope.testkit.PdmlPackets;
import dev.hopscope.testkit.Samples;
import dev.hopscope.testkit.Tshark;
import dev.hopscope.testkit.TsharkPacket;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Every packet of our samples and of the outside MQTT captures, field by field, against tshark.
 *
 * <p>A packet is confirmed when tshark shows it under either setting of {@code
 * tcp.reassemble_out_of_order}; some captures need one, some the other. And whatever tshark shows
 * and does not call malformed must be a packet of ours. The rest is listed in {@code
 * tshark-defects.tsv}, where a line that explains nothing any more fails the test.
 */
final class TsharkDifferentialTest {
  private static final int MOST_DEFECTS = 30;

  private final List<String> differences = new ArrayList<>();
  private TsharkDefects defects;
  private long packets;
  private long fields;
  private long confirmed;
  private long confirmedOtherwise;

  @Test
  void samePacketsAndFields() throws IOException, InterruptedException {
    Tshark.assumeInstalled();
    defects = TsharkDefects.read();
    Map<String, Path> captures = captures();
    for (Map.Entry<String, Path> capture : captures.entrySet()) {
      compare(capture.getKey(), capture.getValue());
    }
    System.out.println(
        "tshark: "
            + captures.size()
            + " captures, "
            + packets
            + " packets, "
            + fields
            + " fields compared; "
            + confirmed
            + " packets confirmed under its default, "
            + confirmedOtherwise
            + " only under the other setting, "
            + (packets - confirmed - confirmedOtherwise)
            + " under neither; "
            + defects.size()
            + " defects listed");
    assertThat(differences).isEmpty();
    assertThat(defects.notMet(captures.keySet())).as("listed, and no difference").isEmpty();
    assertThat(defects.size()).isLessThanOrEqualTo(MOST_DEFECTS);
    assertThat(confirmed).isGreaterThan(500);
  }

  /** All captures by the name that the list of defects has for them. */
  private static Map<String, Path> captures() throws IOException {
    Map<String, Path> captures = new TreeMap<>();
    try (Stream<Path> cases = Samples.cases()) {
      cases.forEach(
          folder ->
              captures.put(folder.getFileName().toString(), folder.resolve("capture.pcapng")));
    }
    for (Path file : OutsideCaptures.mqtt()) {
      captures.put(file.getFileName().toString(), file);
    }
    return captures;
  }

  private void compare(String name, Path file) throws IOException, InterruptedException {
    List<DecodedPacket> ours = PacketList.decode(file, options());
    int[] ports = serverPorts(ours);
    TsharkView byDefault = new TsharkView(PdmlPackets.decode(file, false, ports));
    TsharkView otherwise = new TsharkView(PdmlPackets.decode(file, true, ports));
    for (DecodedPacket packet : ours) {
      compare(name, packet, byDefault, otherwise);
    }
    packets += ours.size();
    fields += Math.max(byDefault.fieldsCompared(), otherwise.fieldsCompared());
    notOurs(name, byDefault);
    notOurs(name, otherwise);
  }

  private void compare(
      String name, DecodedPacket packet, TsharkView byDefault, TsharkView otherwise) {
    Map<String, String> first = byDefault.differences(packet);
    Map<String, String> second = otherwise.differences(packet);
    if (first.isEmpty()) {
      confirmed++;
    } else if (second.isEmpty()) {
      confirmedOtherwise++;
    } else {
      boolean firstIsNearer =
          !first.containsKey(TsharkView.PACKET)
              && (second.containsKey(TsharkView.PACKET) || first.size() <= second.size());
      (firstIsNearer ? first : second)
          .forEach((field, values) -> explain(name, packet.frame(), field, values));
    }
  }

  private void notOurs(String name, TsharkView view) {
    for (TsharkPacket packet : view.notOurs()) {
      explain(name, packet.frame(), TsharkView.PACKET, "only tshark's: " + packet);
    }
  }

  private void explain(String name, long frame, String field, String values) {
    if (!defects.explains(name, frame, field)) {
      differences.add(name + " frame " + frame + " " + field + ": " + values);
    }
  }

  /** Whole payloads, else the defaults. */
  private static AnalyzerOptions options() {
    return AnalyzerOptions.DEFAULT.withPayloadBytes(Integer.MAX_VALUE);
  }

  /** The ports on which we found MQTT, which tshark has to be told unless it is 1883. */
  private static int[] serverPorts(List<DecodedPacket> packets) {
    return packets.stream()
        .map(
            packet ->
                packet.direction() == Direction.CLIENT_TO_SERVER
                    ? packet.destination()
                    : packet.source())
        .mapToInt(server -> Integer.parseInt(server.substring(server.lastIndexOf(':') + 1)))
        .distinct()
        .toArray();
  }
}
