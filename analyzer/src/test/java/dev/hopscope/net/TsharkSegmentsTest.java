package dev.hopscope.net;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hopscope.capture.CaptureException;
import dev.hopscope.capture.CaptureFiles;
import dev.hopscope.capture.CaptureSource;
import dev.hopscope.capture.Frame;
import dev.hopscope.testkit.OutsideCaptures;
import dev.hopscope.testkit.Tshark;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every frame of the outside captures and our samples: tshark's TCP segments against ours. */
final class TsharkSegmentsTest {
  /** TCP right behind link, VLANs and one IP header; tshark would also look into tunnels. */
  private static final Pattern FIRST_LAYER =
      Pattern.compile(
          "((eth|null|raw|sll)(:(ethertype|vlan|ieee8021ad))*:)?"
              + "(ip|ipv6(:ipv6\\.(hopopts|routing|dstopts|fraghdr))*)(:ah)?:tcp(:.*)?");

  /**
   * Where tshark differs: file, frames, and why we keep to ours. In the first two a microsecond or
   * nanosecond fraction of 2^31 overflows in tshark. In the third the capture was cut and its
   * original lengths were rewritten: IP says 1500 bytes, the frame says fewer on the wire.
   */
  private static final Map<String, Set<Integer>> DIFFERENCES =
      Map.of(
          "sll__tcpdump__timestamp_invalid_micro.pcap", Set.of(3),
          "sll__tcpdump__timestamp_invalid_nano.pcap", Set.of(3),
          "tcp__zeek__tcp_reassembly.pcap", Set.of(7, 26, 35, 39, 85));

  /** Files that tshark refuses or guesses about; see also the capture package's test. */
  private static final Set<String> NOT_COMPARED =
      Set.of("fmt__gopacket__le_test901.pcapng", "fmt__suricata-verify__bug-6875-01_fuzz.pcap");

  // Times that a pcapng file counts back from 1970 are unsigned microseconds to tshark.
  private static final BigInteger UNSIGNED_MICROSECONDS =
      BigInteger.ONE.shiftLeft(64).multiply(BigInteger.valueOf(1_000));

  /** A frame: its time, null where tshark shows none, and its segment, empty where it has none. */
  private record Line(BigInteger nanos, String segment) {
    boolean sameAs(Line their) {
      BigInteger time = their.nanos;
      return segment.equals(their.segment)
          && (time == null || time.equals(nanos) || time.equals(nanos.add(UNSIGNED_MICROSECONDS)));
    }
  }

  @Test
  void sameFramesTimesPortsNumbersAndLengths() throws IOException, InterruptedException {
    Tshark.assumeInstalled();
    List<String> differences = new ArrayList<>();
    Map<String, Set<Integer>> explained = new TreeMap<>();
    int segments = 0;
    int files = 0;
    for (Path file : captures()) {
      String name = file.getFileName().toString();
      List<Line> ours = ours(file);
      if (NOT_COMPARED.contains(name) || ours.isEmpty()) {
        continue;
      }
      List<Line> theirs = theirs(file);
      files++;
      for (int i = 0; i < Math.max(ours.size(), theirs.size()); i++) {
        Line our = i < ours.size() ? ours.get(i) : null;
        Line their = i < theirs.size() ? theirs.get(i) : null;
        if (our != null && their != null && our.sameAs(their)) {
          segments += our.segment.isEmpty() ? 0 : 1;
        } else if (DIFFERENCES.getOrDefault(name, Set.of()).contains(i + 1)) {
          explained.computeIfAbsent(name, key -> new TreeSet<>()).add(i + 1);
        } else {
          differences.add(file + " frame " + (i + 1) + " ours " + our + " theirs " + their);
        }
      }
    }
    System.out.println(files + " captures, " + segments + " segments compared with tshark");
    assertThat(differences).isEmpty();
    assertThat(explained).isEqualTo(new TreeMap<>(DIFFERENCES));
    assertThat(segments).isGreaterThan(2_500);
  }

  private static List<Path> captures() throws IOException {
    List<Path> files = new ArrayList<>(OutsideCaptures.all());
    Path samples = OutsideCaptures.projectRoot().resolve("sample-pcaps");
    if (Files.isDirectory(samples)) {
      try (Stream<Path> found = Files.walk(samples)) {
        found.filter(file -> file.toString().endsWith(".pcapng")).forEach(files::add);
      }
    }
    return files;
  }

  /** The frames of a capture; none where none of its link types is supported. */
  private static List<Line> ours(Path file) throws CaptureException {
    List<Line> lines = new ArrayList<>();
    Frame frame = new Frame();
    TcpSegment segment = new TcpSegment();
    SegmentDecoder decoder = new SegmentDecoder();
    boolean supported = false;
    try (CaptureSource source = CaptureFiles.open(file, 1)) {
      while (source.next(frame)) {
        Outcome outcome = decoder.decode(frame, segment);
        supported |= outcome.decodable();
        String text =
            outcome == Outcome.TCP
                ? String.join(
                    "\t",
                    Integer.toString(segment.sourcePort()),
                    Integer.toString(segment.destinationPort()),
                    Integer.toUnsignedString(segment.sequence()),
                    Integer.toString(segment.wireLength()))
                : "";
        lines.add(new Line(BigInteger.valueOf(frame.timeNanos()), text));
      }
    } catch (CaptureException e) {
      assertThat(e.getMessage()).startsWith(file.toString());
    }
    return supported ? lines : List.of();
  }

  private static List<Line> theirs(Path file) throws IOException, InterruptedException {
    String fields =
        Tshark.read(
            file,
            "-o",
            "ip.defragment:FALSE",
            "-o",
            "ipv6.defragment:FALSE",
            "-E",
            "occurrence=f",
            "-T",
            "fields",
            "-e",
            "frame.time_epoch",
            "-e",
            "frame.protocols",
            "-e",
            "tcp.srcport",
            "-e",
            "tcp.dstport",
            "-e",
            "tcp.seq_raw",
            "-e",
            "tcp.len",
            "-e",
            "ip.flags.mf");
    List<Line> lines = new ArrayList<>();
    for (String line : fields.split("\n", -1)) {
      String[] cells = line.split("\t", -1);
      // Custom and journal blocks of pcapng are frames to tshark, shown as bare data.
      if (cells.length == 7 && !cells[1].equals("data")) {
        boolean wholeHeader = !cells[5].isEmpty();
        boolean fragment = cells[6].equals("1") || cells[6].equals("True");
        boolean first = FIRST_LAYER.matcher(cells[1]).matches() && wholeHeader && !fragment;
        String segment = String.join("\t", cells[2], cells[3], cells[4], cells[5]);
        lines.add(new Line(nanos(cells[0]), first ? segment : ""));
      }
    }
    return lines;
  }

  /** Seconds and nanoseconds; an invalid fraction of ten digits carries over. */
  private static BigInteger nanos(String epoch) {
    if (epoch.isEmpty()) {
      return null;
    }
    String[] parts = epoch.split("\\.", -1);
    BigInteger second = BigInteger.valueOf(1_000_000_000L);
    return new BigInteger(parts[0]).multiply(second).add(new BigInteger(parts[1]));
  }
}
