package dev.hopscope.lab.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hopscope.capture.CaptureFiles;
import dev.hopscope.capture.CaptureSource;
import dev.hopscope.capture.Frame;
import dev.hopscope.lab.LabException;
import dev.hopscope.lab.proxy.WireTap;
import dev.hopscope.lab.proxy.WireTap.Event;
import dev.hopscope.mqtt.Direction;
import dev.hopscope.net.Outcome;
import dev.hopscope.net.SegmentDecoder;
import dev.hopscope.net.TcpSegment;
import dev.hopscope.testkit.Tshark;
import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SynthesizedCaptureTest {
  private static final Direction UP = Direction.CLIENT_TO_SERVER;
  private static final Direction DOWN = Direction.SERVER_TO_CLIENT;
  private static final int FRAMES = 3 + 2 * (1 + 4 + 1) + 2 * 2;

  @TempDir private Path folder;
  private final byte[] small = {(byte) 0xc0, 0};
  private final byte[] large = new byte[100_001];
  private Path file;

  @BeforeEach
  void write() throws Exception {
    file = folder.resolve("capture.pcapng");
    new Random(1).nextBytes(large);
    AtomicLong clock = new AtomicLong(1_700_000_000_000_000_000L);
    try (SynthesizedCapture capture =
        SynthesizedCapture.start(file, "test", () -> clock.addAndGet(1_000))) {
      WireTap tap = capture.tap();
      InetSocketAddress client = address(40_000);
      InetSocketAddress server = address(1883);
      tap.on(client, server, UP, Event.OPEN, null);
      tap.on(client, server, UP, Event.BYTES, small);
      tap.on(client, server, DOWN, Event.BYTES, large);
      tap.on(client, server, UP, Event.BYTES, small);
      tap.on(client, server, DOWN, Event.END, null);
      tap.on(client, server, UP, Event.END, null);
    }
  }

  private static InetSocketAddress address(int port) throws Exception {
    return new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port);
  }

  @Test
  void holdsAWholeConnection() throws Exception {
    ByteArrayOutputStream down = new ByteArrayOutputStream();
    int frames = 0;
    int nextUp = 0;
    int nextDown = 0;
    try (CaptureSource source = CaptureFiles.open(file, 1)) {
      SegmentDecoder decoder = new SegmentDecoder();
      TcpSegment segment = new TcpSegment();
      Frame frame = new Frame();
      while (source.next(frame)) {
        frames++;
        assertThat(decoder.decode(frame, segment)).isEqualTo(Outcome.TCP);
        assertThat(segment.checksum()).isEqualTo(TcpSegment.Checksum.VALID);
        boolean up = segment.sourcePort() == 40_000;
        if (frames > 2) {
          assertThat(segment.sequence()).isEqualTo(up ? nextUp : nextDown);
          assertThat(segment.acknowledgement()).isEqualTo(up ? nextDown : nextUp);
        }
        boolean counts = segment.has(TcpSegment.SYN) || segment.has(TcpSegment.FIN);
        int next = segment.sequence() + segment.length() + (counts ? 1 : 0);
        if (up) {
          nextUp = next;
        } else {
          nextDown = next;
          down.write(segment.data(), segment.offset(), segment.length());
        }
      }
    }
    assertThat(frames).isEqualTo(FRAMES);
    assertThat(down.toByteArray()).isEqualTo(large);
  }

  @Test
  void saysThatItIsSynthesized() throws Exception {
    String text = Files.readString(file, StandardCharsets.ISO_8859_1);
    assertThat(text).contains(SynthesizedCapture.COMMENT).contains("(synthesized)");
  }

  @Test
  void tsharkFindsNothingWrong() throws Exception {
    Tshark.assumeInstalled();
    String all =
        Tshark.read(
            file,
            "-o",
            "ip.check_checksum:TRUE",
            "-o",
            "tcp.check_checksum:TRUE",
            "-T",
            "fields",
            "-e",
            "ip.checksum.status",
            "-e",
            "tcp.checksum.status",
            "-e",
            "tcp.analysis.flags");
    List<String> lines = all.lines().map(String::strip).toList();
    assertThat(lines).hasSize(FRAMES).containsOnly("1\t1");
  }

  @Test
  void aFolderThatIsNotThereIsOneLine() {
    Path nowhere = folder.resolve("none/capture.pcapng");
    assertThatThrownBy(() -> SynthesizedCapture.start(nowhere, "test", () -> 0))
        .isInstanceOf(LabException.class)
        .hasMessageStartingWith(nowhere + ": cannot be written (");
  }
}
