package dev.hopscope.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The builder against tshark, which checks its sequence numbers and checksums. */
final class CaptureBuilderTest {
  @TempDir Path folder;

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }

  private static CaptureBuilder sample() {
    CaptureBuilder capture = new CaptureBuilder();
    Conversation first = capture.open("10.0.0.1:40000", "10.0.0.9:1883", -3, -4);
    first.client(bytes("odd"), bytes("even")).server(bytes("answer"));
    Conversation second = capture.open("[::1]:40001", "[fe80::1:2]:1883").vlan(7);
    second.acks(false).clientSegmented(4, bytes("one two"), bytes(" three"));
    second.serverAck().closeByClient();
    first.vlan(7, 8).resetByServer();
    return capture;
  }

  @Test
  void framesAre100MicrosecondsApart() {
    List<TimedFrame> frames = sample().timedFrames();
    assertThat(frames.get(0).timeNanos()).isEqualTo(1_795_245_840_000_000_000L);
    assertThat(frames.get(1).timeNanos()).isEqualTo(1_795_245_840_000_100_000L);
    assertThat(frames).hasSize(3 + 6 + 3 + 4 + 1 + 4 + 1);
  }

  @Test
  void swapAndMoveKeepTheTimes() {
    CaptureBuilder capture = sample();
    List<byte[]> before = capture.frames();
    List<Long> times = capture.timedFrames().stream().map(TimedFrame::timeNanos).toList();
    capture.move(3, 5).swap(0, 1);
    assertThat(capture.frames().get(5)).isSameAs(before.get(3));
    assertThat(capture.frames().get(3)).isSameAs(before.get(4));
    assertThat(capture.frames().get(0)).isSameAs(before.get(1));
    assertThat(capture.timedFrames().stream().map(TimedFrame::timeNanos)).isEqualTo(times);
  }

  @Test
  void dropAndDuplicateTakeIndexes() {
    CaptureBuilder capture = sample();
    List<byte[]> before = capture.frames();
    capture.drop(0, 2).duplicate(0);
    assertThat(capture.frames().subList(0, 3))
        .containsExactly(before.get(1), before.get(1), before.get(3));
  }

  @Test
  void tsharkFindsNothingToComplainAbout() throws IOException, InterruptedException {
    Tshark.assumeInstalled();
    for (String name : List.of("built.pcap", "built.pcapng")) {
      Path file = sample().writeTo(folder.resolve(name));
      String fields =
          Tshark.read(
              file,
              "-o",
              "tcp.check_checksum:TRUE",
              "-o",
              "ip.check_checksum:TRUE",
              "-T",
              "fields",
              "-e",
              "tcp.seq",
              "-e",
              "tcp.ack",
              "-e",
              "tcp.len",
              "-e",
              "tcp.checksum.status",
              "-e",
              "ip.checksum.status",
              "-e",
              "vlan.id",
              "-e",
              "_ws.expert.severity");
      assertThat(fields.lines().skip(3).limit(2))
          .containsExactly("1\t1\t3\t1\t1\t\t", "1\t4\t0\t1\t1\t\t");
      assertThat(fields.lines().map(line -> line.split("\t", -1)[3])).containsOnly("1");
      assertThat(fields.lines().map(line -> line.split("\t", -1)[4])).containsOnly("1", "");
      assertThat(fields.lines().map(line -> line.split("\t", -1)[5])).contains("", "7", "8");
      String doubts =
          Tshark.read(
              file,
              "-Y",
              "tcp.analysis.flags || _ws.malformed",
              "-T",
              "fields",
              "-e",
              "frame.number");
      assertThat(doubts).isEmpty();
    }
  }
}
