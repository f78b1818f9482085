package dev.hopscope.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import dev.hopscope.testkit.CaptureBuilder;
import dev.hopscope.testkit.Conversation;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CaptureFilesTest {
  @TempDir Path folder;

  private static CaptureBuilder sample() {
    CaptureBuilder capture = new CaptureBuilder();
    Conversation conversation = capture.open("10.0.0.1:40000", "10.0.0.9:1883");
    conversation.client(new byte[] {1, 2, 3}, new byte[] {4}).server(new byte[300]);
    conversation.closeByClient();
    return capture;
  }

  private String messageFor(String name, String hex) throws IOException {
    Path file = Files.write(folder.resolve(name), HexFormat.of().parseHex(hex));
    String message = Captures.read(file).damage();
    assertThat(message).startsWith(file + ": ").doesNotContain("\n");
    return message.substring(file.toString().length() + 2);
  }

  @Test
  void whatIsNoCaptureIsToldInOneLine() throws IOException {
    assertThat(messageFor("empty", "")).isEqualTo("is empty; copy or capture it again");
    assertThat(messageFor("three", "d4c3b2"))
        .isEqualTo("is cut inside its first 4 bytes; copy or capture it again");
    assertThat(messageFor("some.pcap.gz", "1f8b080000000000"))
        .isEqualTo(
            "the gzip is cut short at byte 8; what comes before was read,"
                + " for the rest copy or capture it again");
    assertThat(messageFor("some.png", "89504e470d0a1a0a"))
        .isEqualTo(
            "is neither pcap nor pcapng (it starts with 89504e47);"
                + " if it is a capture, convert it with: editcap -F pcapng");
    assertThat(Captures.read(folder).damage())
        .isEqualTo(folder + ": is a folder; name the capture files inside it");
    Path none = folder.resolve("none.pcap");
    assertThat(Captures.read(none).damage()).isEqualTo(none + ": no such file; check the name");
  }

  @Test
  void bothFormatsGiveTheSameFrames() throws IOException {
    Captures.Result pcap = Captures.read(sample().writeTo(folder.resolve("a.pcap")));
    Captures.Result pcapng = Captures.read(sample().writeTo(folder.resolve("a.pcapng")));
    assertThat(pcapng.frames()).isEqualTo(pcap.frames()).hasSize(13);
    assertThat(pcap.info().format()).isEqualTo("pcap");
    assertThat(pcapng.info().format()).isEqualTo("pcapng");
    for (Captures.Result result : List.of(pcap, pcapng)) {
      assertThat(result.damage()).isNull();
      assertThat(result.info().linkTypes()).containsExactly("ETHERNET");
      assertThat(result.info().bytesRead()).isEqualTo(result.info().totalBytes()).isPositive();
      assertThat(result.info().kernelDrops()).isNull();
    }
    Captures.Seen first = pcap.frames().get(0);
    assertThat(first.number()).isEqualTo(1);
    assertThat(first.timeNanos()).isEqualTo(CaptureBuilder.START_NANOS);
    assertThat(first.bytes()).isEqualTo(HexFormat.of().formatHex(sample().frames().get(0)));
  }

  @Test
  void aFileCutAnywhereGivesAllWholeFramesThenOneLine() throws IOException {
    checkEveryCut(sample().pcap(), 24, "cut.pcap");
    checkEveryCut(sample().pcap(ByteOrder.BIG_ENDIAN, false), 24, "cut-be.pcap");
    checkEveryCut(sample().pcapng(), 28 + 32, "cut.pcapng");
  }

  private void checkEveryCut(byte[] whole, int headers, String name) throws IOException {
    Path file = folder.resolve(name);
    boolean pcapng = name.endsWith("ng");
    for (int length = 0; length < whole.length; length++) {
      Captures.Result result = Captures.read(Files.write(file, Arrays.copyOf(whole, length)));
      int frames = 0;
      int at = headers;
      for (byte[] bytes : sample().frames()) {
        at += pcapng ? 32 + (bytes.length + 3 & ~3) : 16 + bytes.length;
        if (at > length) {
          break;
        }
        frames++;
      }
      assertThat(result.frames()).as("%s cut to %d", name, length).hasSize(frames);
      boolean between = isBoundary(length, headers, pcapng);
      if (between) {
        assertThat(result.damage()).as("%s cut to %d", name, length).isNull();
      } else {
        assertThat(result.damage())
            .as("%s cut to %d", name, length)
            .startsWith(file + ": ")
            .doesNotContain("\n");
      }
      if (!between && length >= headers) {
        assertThat(result.damage())
            .startsWith(file + ": cut short at byte " + length + ", ")
            .contains(frames == 0 ? "before frame 1" : "behind frame " + frames);
      }
    }
  }

  private static boolean isBoundary(int length, int headers, boolean pcapng) {
    int at = headers;
    if (length == at || pcapng && length == 28) {
      return true;
    }
    for (byte[] bytes : sample().frames()) {
      at += pcapng ? 32 + (bytes.length + 3 & ~3) : 16 + bytes.length;
      if (at == length) {
        return true;
      }
    }
    return false;
  }

  @Test
  void afterDamageFurtherCallsThrowAgain() throws IOException {
    byte[] cut = Arrays.copyOf(sample().pcap(), 24 + 16 + 20);
    try (CaptureSource source = CaptureFiles.open(Files.write(folder.resolve("x"), cut), 1)) {
      Frame frame = new Frame();
      assertThatThrownBy(() -> source.next(frame)).isInstanceOf(CaptureException.class);
      assertThatThrownBy(() -> source.next(frame)).isInstanceOf(CaptureException.class);
    }
  }

  @Test
  void framesLargerThanTheBufferAreWhole() throws IOException {
    CaptureBuilder capture = new CaptureBuilder();
    byte[] large = new byte[3 * 1024 * 1024];
    Arrays.fill(large, (byte) 7);
    capture.frame(new byte[20]).frame(large).frame(new byte[30]);
    for (String name : List.of("large.pcap", "large.pcapng")) {
      Captures.Result result = Captures.read(capture.writeTo(folder.resolve(name)));
      assertThat(result.damage()).isNull();
      assertThat(result.frames()).hasSize(3);
      assertThat(result.frames().get(1).bytes()).isEqualTo(HexFormat.of().formatHex(large));
    }
  }

  @Test
  void aLengthThatLiesAllocatesNothingLarge() throws IOException {
    byte[] lie = new CaptureBuilder().frame(new byte[8]).pcap();
    lie[24 + 8 + 2] = (byte) 0xff; // captured: 16,711,688, still to be believed
    Path file = Files.write(folder.resolve("lie.pcap"), lie);
    Captures.read(file);
    long before = allocated();
    Captures.Result result = Captures.read(file);
    assertThat(allocated() - before).isLessThan(1024 * 1024);
    assertThat(result.damage())
        .isEqualTo(
            file
                + ": cut short at byte 48, before frame 1: a record at byte 24 needs 16711704 bytes"
                + " and 24 are left; what comes before was read, for the rest copy or capture it"
                + " again");
  }

  @Test
  void readingAllocatesNothingPerFrame() throws IOException {
    CaptureBuilder capture = new CaptureBuilder();
    for (int i = 0; i < 50_000; i++) {
      capture.frame(new byte[60]);
    }
    for (String name : List.of("many.pcap", "many.pcapng")) {
      Path file = capture.writeTo(folder.resolve(name));
      count(file);
      long before = allocated();
      assertThat(count(file)).isEqualTo(50_000);
      assertThat(allocated() - before).isLessThan(1024 * 1024);
    }
  }

  private static int count(Path file) throws IOException {
    try (CaptureSource source = CaptureFiles.open(file, 1)) {
      Frame frame = new Frame();
      int count = 0;
      while (source.next(frame)) {
        count++;
      }
      return count;
    }
  }

  private static long allocated() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    return threads.getCurrentThreadAllocatedBytes();
  }
}
