package dev.hopscope.benchmarks.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReadingOutputsTest {
  @TempDir Path folder;

  private Path printed(String text) throws IOException {
    return Files.writeString(folder.resolve("printed"), text);
  }

  @Test
  void ofASummary() throws IOException {
    String text =
        """
        Totals
          capture       a/long/name/that/is/broken.pcap
                        : 1,000,000 frames, 9.064 s long
          connections   1,200 MQTT
          packets       1,200 CONNECT, 436,686 PUBLISH,
                        82,040 PUBREC
          messages      145,562 messages, 291,124 deliveries, 95,758 downgraded, 3 duplicate
          hops          436,686 complete, 2 open when the capture ended
          ties          32 deliveries could carry one of several equal messages

          latency                     QoS    count  median       p90       p99       max
          publish hop, all steps      1   49,289  174 us    256 us    372 us    514 us
          publisher to subscriber       0  158,620  192 us    780 us  1,039 us  1,467 us
        """;
    assertThat(SummaryText.counts(printed(text)))
        .isEqualTo(
            Map.ofEntries(
                Map.entry("frames", 1_000_000L),
                Map.entry("connections", 1_200L),
                Map.entry("packets.CONNECT", 1_200L),
                Map.entry("packets.PUBLISH", 436_686L),
                Map.entry("packets.PUBREC", 82_040L),
                Map.entry("summary.traces", 145_562L),
                Map.entry("summary.deliveries", 291_124L),
                Map.entry("summary.downgraded", 95_758L),
                Map.entry("summary.duplicates", 3L),
                Map.entry("summary.ties", 32L),
                Map.entry("flows.complete", 436_686L),
                Map.entry("flows.open when the capture ended", 2L),
                Map.entry("latencies.publish.1", 49_289L),
                Map.entry("latencies.endToEnd.0", 158_620L)));
  }

  @Test
  void ofASummaryWithMoreToTell() throws IOException {
    String text =
        """
        error [MQTT-3.1.0-2] a second CONNECT

        Totals
          capture       a.pcap: 7 frames, 1 ms long, 2 gaps: 30 bytes not captured
          limits hit    3 open-flows
        """;
    assertThat(SummaryText.counts(printed(text)).keySet())
        .containsExactlyInAnyOrder(
            "not understood: error [MQTT-3.1.0-2] a second CONNECT",
            "not understood: a.pcap: 7 frames, 1 ms long, 2 gaps: 30 bytes not captured",
            "not understood: limits hit 3 open-flows");
  }

  @Test
  void ofDecode() throws IOException {
    String text =
        """
        time (us) frame conn  client            packet
              356     4    1  10.2.0.4:54008  → CONNECT     monitor-3 (MQTT 5.0, clean)
              495     5    1  10.2.0.4:54008  ← CONNACK     accepted
            1,500     6    1  10.2.0.4:54008  → PUBLISH     CONNECT
        """;
    assertThat(PacketLines.ofDecode(printed(text)))
        .isEqualTo(Map.of("packets.CONNECT", 1L, "packets.CONNACK", 1L, "packets.PUBLISH", 1L));
  }

  @Test
  void ofTshark() throws IOException {
    String text = "\t\t\t\t\n3,3,14\t0,1\ta,b\t7\t0,0\n14\t\t\t\t\n";
    assertThat(PacketLines.ofTshark(printed(text)))
        .isEqualTo(Map.of("packets.PUBLISH", 2L, "packets.DISCONNECT", 2L, "frames", 3L));
  }
}
