package dev.hopscope;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hopscope.mqtt.PacketType;
import dev.hopscope.report.DecodedPacket;
import dev.hopscope.testkit.OutsideCaptures;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** How many packets of each type the outside captures hold, against an independent count. */
final class OutsidePacketCountsTest {
  @Test
  void packetsByTypeAreThoseOfTheIndex() throws IOException {
    Map<String, Map<PacketType, Long>> indexed = OutsideCaptures.indexedPackets();
    Map<String, Map<PacketType, Long>> counted = new TreeMap<>();
    for (Path capture : OutsideCaptures.mqtt()) {
      Map<PacketType, Long> packets = new EnumMap<>(PacketType.class);
      for (DecodedPacket packet : PacketList.decode(capture, AnalyzerOptions.DEFAULT)) {
        packets.merge(packet.type(), 1L, Long::sum);
      }
      counted.put(capture.getFileName().toString(), packets);
    }
    assertThat(counted).isNotEmpty().isEqualTo(indexed);
  }
}
