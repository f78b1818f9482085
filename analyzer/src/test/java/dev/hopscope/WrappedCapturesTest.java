package dev.hopscope;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hopscope.report.json.DecodeJsonWriter;
import dev.hopscope.testkit.OutsideCaptures;
import dev.hopscope.testkit.Samples;
import dev.hopscope.testkit.TimedFrame;
import dev.hopscope.testkit.wrapping.CaptureForm;
import dev.hopscope.testkit.wrapping.IpPackets;
import dev.hopscope.testkit.wrapping.Wrapping;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real captures, wrapped into every link type, tunnel and form of file, hold the same packets. */
final class WrappedCapturesTest {
  private static final List<String> SAMPLES =
      List.of("ipv6", "large-message", "mqtt-5.0", "qos2-reconnect", "topic-alias");
  private static final Pattern FRAME = Pattern.compile(",\"frame\":\\d+");
  private static final Pattern CONNECTION = Pattern.compile("\"(connection|tcpStream)\":\\d+,");
  private static final Pattern TIME = Pattern.compile("\"time\":\"[^\"]*\",");
  private static final List<ByteOrder> ORDERS =
      List.of(ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN);

  @TempDir Path folder;

  private static List<Path> captures() throws IOException {
    List<Path> files = new ArrayList<>(OutsideCaptures.mqtt());
    SAMPLES.forEach(name -> files.add(Samples.capture(name)));
    return files;
  }

  private Path write(CaptureForm form, ByteOrder order, int linkType, List<TimedFrame> frames)
      throws IOException {
    return Files.write(folder.resolve("wrapped"), form.write(order, linkType, frames));
  }

  /** The packets and gaps of a capture as lines of JSON. */
  private static List<String> decode(Path file) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    RunResult result =
        Analyzer.decode(AnalyzerOptions.DEFAULT, DecodeJsonWriter.lines(out, "0", 256))
            .run(List.of(file), Progress.NONE);
    assertThat(result.problems()).isEmpty();
    return out.toString(UTF_8).lines().skip(1).toList();
  }

  private static List<String> without(Pattern what, List<String> lines) {
    return lines.stream().map(line -> what.matcher(line).replaceAll("")).toList();
  }

  private static void assertSame(String what, List<String> lines, List<String> expected) {
    for (int i = 0; i < Math.min(lines.size(), expected.size()); i++) {
      assertThat(lines.get(i)).as("%s, packet %d", what, i + 1).isEqualTo(expected.get(i));
    }
    assertThat(lines.size()).as(what).isEqualTo(expected.size());
  }

  @Test
  void everyWrappingGivesTheSamePackets() throws IOException {
    int runs = 0;
    int packets = 0;
    for (Path capture : captures()) {
      List<TimedFrame> ip = IpPackets.read(capture);
      Path plain = write(CaptureForm.PCAP_NANOS, ORDERS.get(0), 101, ip);
      List<String> expected = decode(plain);
      assertThat(expected).isNotEmpty();
      for (Wrapping wrapping : Wrapping.all()) {
        CaptureForm form = runs % 2 == 0 ? CaptureForm.PCAP_NANOS : CaptureForm.PCAPNG_ENHANCED;
        List<TimedFrame> frames = wrapping.wrap(ip);
        List<String> lines =
            decode(write(form, ORDERS.get(runs / 2 % 2), wrapping.linkType(), frames));
        // Where a packet became several frames, they are counted otherwise.
        boolean same = frames.size() == ip.size();
        assertSame(
            capture.getFileName() + " in " + wrapping,
            same ? lines : without(FRAME, lines),
            same ? expected : without(FRAME, expected));
        runs++;
        packets += lines.size();
      }
    }
    System.out.println(runs + " wrapped captures, " + packets + " packets, as without");
    assertThat(runs).isGreaterThan(SAMPLES.size() * 80);
  }

  @Test
  void everyFormOfFileGivesTheSamePackets() throws IOException {
    int runs = 0;
    for (Path capture : captures()) {
      List<String> expected = without(FRAME, decode(capture));
      List<TimedFrame> ip = IpPackets.read(capture);
      for (CaptureForm form : CaptureForm.values()) {
        for (ByteOrder order : ORDERS) {
          List<String> lines = without(FRAME, decode(write(form, order, 101, ip)));
          boolean times = form.keepsTimes();
          assertSame(
              capture.getFileName() + " as " + form + ", " + order,
              times ? lines : without(TIME, lines),
              times ? expected : without(TIME, expected));
          runs++;
        }
      }
    }
    assertThat(runs).isGreaterThanOrEqualTo(SAMPLES.size() * 10);
  }

  /** Connections between the same ends, one in each of two networks, frame by frame in turn. */
  @Test
  void sameAddressesInTwoNetworksStayApart() throws IOException {
    List<TimedFrame> ip = IpPackets.read(Samples.capture("mqtt-5.0"));
    List<String> once = decode(write(CaptureForm.PCAP_NANOS, ORDERS.get(0), 101, ip));
    List<TimedFrame> other = IpPackets.renumbered(ip, 1 << 30);
    List<String> names = new ArrayList<>();
    for (Wrapping wrapping : Wrapping.all()) {
      List<TimedFrame> first = wrapping.wrap(ip, 0);
      if (Arrays.equals(first.get(0).bytes(), wrapping.wrap(ip, 1).get(0).bytes())) {
        continue;
      }
      List<TimedFrame> second = wrapping.wrap(other, 1);
      names.add(wrapping.name());
      List<TimedFrame> both = new ArrayList<>();
      for (int i = 0; i < ip.size(); i++) {
        both.add(first.get(i));
        both.add(second.get(i));
      }
      List<String> lines =
          decode(write(CaptureForm.PCAP_NANOS, ORDERS.get(0), wrapping.linkType(), both));
      for (int network = 0; network < 2; network++) {
        int odd = 1 - network;
        List<String> mine = lines.stream().filter(line -> frameOf(line) % 2 == odd).toList();
        assertSame(
            wrapping + ", network " + network,
            without(CONNECTION, without(FRAME, mine)),
            without(CONNECTION, without(FRAME, once)));
      }
    }
    System.out.println("kept apart: " + names);
    assertThat(names).hasSizeGreaterThan(25);
  }

  private static int frameOf(String line) {
    Matcher frame = FRAME.matcher(line);
    assertThat(frame.find()).isTrue();
    return Integer.parseInt(line, frame.start() + 9, frame.end(), 10);
  }
}
