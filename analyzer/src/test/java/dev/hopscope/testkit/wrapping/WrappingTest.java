package dev.hopscope.testkit.wrapping;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hopscope.capture.PcapngWriter;
import dev.hopscope.testkit.Samples;
import dev.hopscope.testkit.TimedFrame;
import dev.hopscope.testkit.Tshark;
import dev.hopscope.testkit.wrapping.Wrapping.Judge;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The wrappings are what they claim to be, as others see them. */
final class WrappingTest {
  @TempDir Path folder;

  private static List<TimedFrame> packets(String sample) throws IOException {
    return IpPackets.read(Samples.capture(sample));
  }

  private Path write(Wrapping wrapping, List<TimedFrame> packets) throws IOException {
    byte[] file =
        CaptureForm.PCAP_NANOS.write(
            ByteOrder.BIG_ENDIAN, wrapping.linkType(), wrapping.wrap(packets));
    return Files.write(folder.resolve("wrapped.pcap"), file);
  }

  /** Layers, and the segments that tshark finds: ports, numbers and lengths. */
  @Test
  void tsharkSeesTheLayersAndTheSameSegments() throws IOException, InterruptedException {
    Tshark.assumeInstalled();
    List<TimedFrame> packets = new ArrayList<>(packets("qos2-to-qos2"));
    packets.addAll(packets("ipv6"));
    List<Wrapping> wrappings = new ArrayList<>(List.of(Wrapping.none()));
    Wrapping.all().stream().filter(each -> each.judge() != Judge.TCPDUMP).forEach(wrappings::add);
    List<Integer> frames = new ArrayList<>();
    List<String> lines = tshark(writeAll(wrappings, packets, frames));
    List<String> expected = segments(lines.subList(0, packets.size()));
    assertThat(expected).hasSizeGreaterThan(60);
    List<String> wrong = new ArrayList<>();
    int at = 0;
    for (int i = 0; i < wrappings.size(); i++) {
      List<String> mine = lines.subList(at, at + frames.get(i));
      at += frames.get(i);
      judge(wrappings.get(i), mine, expected, wrong);
    }
    assertThat(at).isEqualTo(lines.size());
    assertThat(wrong).isEmpty();
  }

  /** One file, with an interface for each wrapping. */
  private Path writeAll(List<Wrapping> wrappings, List<TimedFrame> packets, List<Integer> counts)
      throws IOException {
    Path file = folder.resolve("wrapped.pcapng");
    try (PcapngWriter writer = new PcapngWriter(Files.newOutputStream(file))) {
      for (Wrapping wrapping : wrappings) {
        int id = writer.addInterface(wrapping.linkType(), 0);
        List<TimedFrame> frames = wrapping.wrap(packets, 0, id * packets.size());
        counts.add(frames.size());
        for (TimedFrame frame : frames) {
          byte[] bytes = frame.bytes();
          writer.write(id, frame.timeNanos(), bytes, 0, bytes.length, frame.originalLength());
        }
      }
    }
    return file;
  }

  private static void judge(
      Wrapping wrapping, List<String> lines, List<String> expected, List<String> wrong) {
    Set<String> layers = new TreeSet<>();
    lines.forEach(line -> layers.add(line.substring(0, line.indexOf('\t'))));
    layers.removeIf(each -> wrapping.judged().matcher(each).matches());
    if (wrapping.onlyIpv6()) {
      layers.removeIf(each -> Wrapping.none().judged().matcher(each).matches());
    }
    if (!layers.isEmpty()) {
      wrong.add(wrapping + ": " + layers);
    }
    if (wrapping.judge() == Judge.TSHARK && !segments(lines).equals(expected)) {
      wrong.add(wrapping + ": other segments, " + segments(lines).size());
    }
  }

  private static List<String> tshark(Path file) throws IOException, InterruptedException {
    String[] fields = {"frame.protocols", "tcp.srcport", "tcp.dstport", "tcp.seq_raw", "tcp.len"};
    List<String> arguments =
        new ArrayList<>(
            List.of("-d", "udp.port==8472,vxlan", "-T", "fields", "-E", "occurrence=l"));
    for (String field : fields) {
      arguments.addAll(List.of("-e", field));
    }
    return Tshark.read(file, arguments.toArray(String[]::new)).lines().toList();
  }

  private static List<String> segments(List<String> lines) {
    return lines.stream()
        .map(line -> line.substring(line.indexOf('\t') + 1))
        .filter(line -> !line.isBlank())
        .toList();
  }

  /** Link types that tshark 4.0.17 does not know. */
  @Test
  void tcpdumpSeesTheSameSegments() throws IOException, InterruptedException {
    Tcpdump.assumeInstalled();
    for (String sample : List.of("qos2-to-qos2", "ipv6")) {
      List<TimedFrame> packets = packets(sample);
      List<String> expected = flags(Tcpdump.read(write(Wrapping.none(), packets)));
      assertThat(expected).hasSizeGreaterThan(30);
      for (Wrapping wrapping : Wrapping.all()) {
        if (wrapping.judge() == Judge.TCPDUMP) {
          assertThat(flags(Tcpdump.read(write(wrapping, packets))))
              .as(wrapping.name())
              .isEqualTo(expected);
        }
      }
    }
  }

  /** From the addresses on. */
  private static List<String> flags(String lines) {
    return lines
        .lines()
        .filter(line -> line.contains("Flags"))
        .map(line -> line.replaceFirst("^.* (?=\\S+ > \\S+ Flags)", ""))
        .toList();
  }
}
