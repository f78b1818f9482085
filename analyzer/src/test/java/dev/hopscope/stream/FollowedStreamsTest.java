package dev.hopscope.stream;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hopscope.capture.CaptureException;
import dev.hopscope.capture.CaptureFiles;
import dev.hopscope.capture.CaptureSource;
import dev.hopscope.capture.Frame;
import dev.hopscope.net.Outcome;
import dev.hopscope.net.SegmentDecoder;
import dev.hopscope.net.TcpSegment;
import dev.hopscope.testkit.OutsideCaptures;
import dev.hopscope.testkit.Tables;
import dev.hopscope.testkit.Tshark;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Compares every stream's bytes, gaps left out, with those of tshark's "follow TCP stream". */
class FollowedStreamsTest {
  private static final Pattern FILTER = Pattern.compile("Filter: tcp.stream eq (\\d+)");
  private static final Pattern MISSING =
      Pattern.compile("\\[\\d+ bytes missing in capture file]\\x00?");

  /** Where the two rightly differ: file, stream and sender, bytes of tshark and here, why. */
  private static final String DIFFERENCES = "/dev/hopscope/followed-streams.tsv";

  private static final byte[] NOTHING = {};

  /** Files that tshark 4.0.17 refuses: unknown link types, and a version of pcapng. */
  private static final Set<String> NOT_FOLLOWED =
      Set.of(
          "dsa__tcpdump__brcm-tag.pcap",
          "dsa__tcpdump__edsa.pcap",
          "fmt__gopacket__le_test901.pcapng");

  @Test
  void streamsHoldTheBytesThatTsharkFollows() throws Exception {
    Tshark.assumeInstalled();
    Map<String, String> differences = new TreeMap<>();
    int compared = 0;
    for (Path file : OutsideCaptures.all()) {
      String name = file.getFileName().toString();
      if (NOT_FOLLOWED.contains(name)) {
        continue;
      }
      Map<String, byte[]> ours = reassemble(file);
      Map<String, byte[]> theirs = follow(file, ours.size());
      Set<String> streams = new TreeSet<>(theirs.keySet());
      streams.addAll(ours.keySet());
      for (String stream : streams) {
        compared++;
        String expected = new String(theirs.getOrDefault(stream, NOTHING), ISO_8859_1);
        String actual = new String(ours.getOrDefault(stream, NOTHING), ISO_8859_1);
        if (!MISSING.matcher(expected).replaceAll("").equals(actual)) {
          differences.put(
              name + " " + stream, expected.length() + " by tshark, " + actual.length() + " here");
        }
      }
    }
    Map<String, String> explained = new TreeMap<>();
    for (List<String> row : Tables.read(DIFFERENCES, 4)) {
      explained.put(row.get(0) + " " + row.get(1), row.get(2));
    }
    System.out.println(compared + " streams compared with tshark");
    assertThat(differences).isEqualTo(explained);
    assertThat(compared).isGreaterThan(400);
  }

  private static Map<String, byte[]> reassemble(Path file) {
    Map<String, ByteArrayOutputStream> streams = new TreeMap<>();
    TcpReassembler reassembler =
        new TcpReassembler(
            StreamLimits.defaults(),
            (connection, at) ->
                new ByteStage[] {
                  collector(streams, connection, 0), collector(streams, connection, 1)
                });
    SegmentDecoder decoder = new SegmentDecoder();
    TcpSegment segment = new TcpSegment();
    Frame frame = new Frame();
    try (CaptureSource source = CaptureFiles.open(file, 1)) {
      while (source.next(frame)) {
        if (decoder.decode(frame, segment) == Outcome.TCP) {
          reassembler.onSegment(segment);
        }
      }
    } catch (CaptureException e) {
      assertThat(e.getMessage()).startsWith(file.toString()); // what came before counts
    }
    reassembler.end();
    Map<String, byte[]> result = new TreeMap<>();
    streams.forEach((name, bytes) -> result.put(name, bytes.toByteArray()));
    return result;
  }

  private static ByteStage collector(
      Map<String, ByteArrayOutputStream> streams, TcpConnection connection, int side) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    streams.put(connection.tcpStream() + " " + connection.endpoint(side), bytes);
    return new ByteStage() {
      @Override
      public void onBytes(byte[] data, int offset, int length, long position, Provenance at) {
        bytes.write(data, offset, length);
      }

      @Override
      public void onGap(long position, long length, GapCause cause, Provenance at) {}

      @Override
      public void onEnd(EndCause cause, Provenance at) {}
    };
  }

  private static Map<String, byte[]> follow(Path file, int ends)
      throws IOException, InterruptedException {
    List<String> arguments = new ArrayList<>(List.of("-q"));
    // two more than there should be, to see that there are not
    for (int stream = 0; stream < ends / 2 + 2; stream++) {
      arguments.addAll(List.of("-z", "follow,tcp,raw," + stream));
    }
    Map<String, ByteArrayOutputStream> streams = new TreeMap<>();
    String stream = "";
    ByteArrayOutputStream[] nodes = new ByteArrayOutputStream[2];
    String output = Tshark.read(file, arguments.toArray(String[]::new));
    for (String line : output.lines().toList()) {
      Matcher filter = FILTER.matcher(line);
      if (filter.matches()) {
        stream = filter.group(1);
      } else if (line.startsWith("Node ") && !line.endsWith(": :0")) {
        int node = line.charAt(5) - '0';
        nodes[node] = new ByteArrayOutputStream();
        streams.put(stream + " " + line.substring(8), nodes[node]);
      } else if (line.matches("\t?([0-9a-f]{2})+")) {
        int node = line.startsWith("\t") ? 1 : 0;
        nodes[node].writeBytes(HexFormat.of().parseHex(line.strip()));
      }
    }
    Map<String, byte[]> result = new TreeMap<>();
    streams.forEach((name, bytes) -> result.put(name, bytes.toByteArray()));
    return result;
  }
}
