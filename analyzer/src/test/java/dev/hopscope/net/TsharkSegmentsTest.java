package dev.hopscope.net;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hopscope.capture.CaptureException;
import dev.hopscope.capture.CaptureFiles;
import dev.hopscope.capture.CaptureSource;
import dev.hopscope.capture.Frame;
import dev.hopscope.testkit.OutsideCaptures;
import dev.hopscope.testkit.Tables;
import dev.hopscope.testkit.Tshark;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Every frame of the outside captures and our samples: tshark's TCP segments against ours, inside
 * tunnels and put together from fragments too.
 */
final class TsharkSegmentsTest {
  /** TCP that is not quoted in an error message. */
  private static final Pattern CARRIES_TCP = Pattern.compile("(?!.*\\bicmp(v6)?:)(.*:)?tcp(:.*)?");

  /**
   * Where tshark differs and why we keep to ours: file, frame, reason. A frame of {@code *} is a
   * file that tshark refuses or guesses about.
   */
  private static final String DIFFERENCES = "/dev/hopscope/tshark-segments.tsv";

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
    Set<String> listed =
        Tables.read(DIFFERENCES, 3).stream().map(TsharkSegmentsTest::key).collect(toSet());
    List<String> differences = new ArrayList<>();
    Set<String> explained = new TreeSet<>();
    int segments = 0;
    int files = 0;
    for (Path file : captures()) {
      String name = file.getFileName().toString();
      List<Line> ours = ours(file);
      if (listed.contains(name + " *")) {
        explained.add(name + " *");
        continue;
      }
      List<Line> theirs = theirs(file);
      files++;
      for (int i = 0; i < Math.max(ours.size(), theirs.size()); i++) {
        Line our = i < ours.size() ? ours.get(i) : null;
        Line their = i < theirs.size() ? theirs.get(i) : null;
        if (our != null && their != null && our.sameAs(their)) {
          segments += our.segment.isEmpty() ? 0 : 1;
        } else if (listed.contains(name + " " + (i + 1))) {
          explained.add(name + " " + (i + 1));
        } else {
          differences.add(file + " frame " + (i + 1) + " ours " + our + " theirs " + their);
        }
      }
    }
    System.out.println(files + " captures, " + segments + " segments compared with tshark");
    assertThat(differences).isEmpty();
    assertThat(explained).isEqualTo(new TreeSet<>(listed));
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

  private static String key(List<String> cells) {
    return cells.get(0) + " " + cells.get(1);
  }

  /** The frames of a capture. */
  private static List<Line> ours(Path file) throws CaptureException {
    List<Line> lines = new ArrayList<>();
    Frame frame = new Frame();
    TcpSegment segment = new TcpSegment();
    SegmentDecoder decoder = new SegmentDecoder();
    try (CaptureSource source = CaptureFiles.open(file, 1)) {
      while (source.next(frame)) {
        Outcome outcome = decoder.decode(frame, segment);
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
    return lines;
  }

  private static List<Line> theirs(Path file) throws IOException, InterruptedException {
    String fields =
        Tshark.read(
            file,
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
            "tcp.len");
    List<Line> lines = new ArrayList<>();
    for (String line : fields.split("\n", -1)) {
      String[] cells = line.split("\t", -1);
      // Custom and journal blocks of pcapng are frames to tshark, shown as bare data.
      if (cells.length == 6 && !cells[1].equals("data")) {
        boolean wholeHeader = !cells[5].isEmpty();
        boolean carried = CARRIES_TCP.matcher(cells[1]).matches() && wholeHeader;
        String segment = String.join("\t", cells[2], cells[3], cells[4], cells[5]);
        lines.add(new Line(nanos(cells[0]), carried ? segment : ""));
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
