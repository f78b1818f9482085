package dev.hopscope.capture.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hopscope.capture.CaptureFiles;
import dev.hopscope.capture.CaptureSource;
import dev.hopscope.capture.Frame;
import dev.hopscope.testkit.Requires;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Captures datagrams that the test sends to itself over loopback. */
@EnabledOnOs(OS.LINUX)
@Timeout(60)
final class LiveCaptureTest {
  private static final int HEADERS = 14 + 20 + 8;
  private static final long SECOND = 1_000_000_000L;

  @TempDir Path folder;
  private final List<String> notices = Collections.synchronizedList(new ArrayList<>());
  private final LongSupplier ticker = realTime();

  private static LongSupplier realTime() {
    Instant now = Instant.now();
    long offset = now.getEpochSecond() * SECOND + now.getNano() - System.nanoTime();
    return () -> offset + System.nanoTime();
  }

  @BeforeEach
  void requireRoot() {
    Requires.root();
  }

  private LiveCapture start(DatagramSocket to, StopConditions stop, int blocks)
      throws LiveException {
    LiveOptions options = LiveOptions.of("lo").withFilter("udp and dst port " + to.getLocalPort());
    FileOptions file =
        new FileOptions(
            folder.resolve("c.pcapng"), RingOptions.NONE, "test", "system", ZoneId.of("UTC"));
    return LiveCapture.start(PcapHandle.open(options), file, stop, ticker, notices::add, blocks);
  }

  private static DatagramSocket receiver() throws IOException {
    return new DatagramSocket(0, InetAddress.getLoopbackAddress());
  }

  private static void send(DatagramSocket to, int count, int length) throws IOException {
    try (DatagramSocket from = new DatagramSocket()) {
      for (int i = 0; i < count; i++) {
        byte[] bytes = new byte[length];
        bytes[0] = (byte) i;
        from.send(new DatagramPacket(bytes, length, to.getLocalSocketAddress()));
      }
    }
  }

  private List<Long> numbersInFile() throws IOException {
    List<Long> numbers = new ArrayList<>();
    try (CaptureSource source = CaptureFiles.open(folder.resolve("c.pcapng"), 1)) {
      Frame frame = new Frame();
      while (source.next(frame)) {
        numbers.add(frame.number());
      }
    }
    return numbers;
  }

  @Test
  void framesComeWithinASecondAndEndWithTheirCount() throws Exception {
    try (DatagramSocket to = receiver();
        LiveCapture capture = start(to, new StopConditions(3, 0, 0), LiveCapture.MOST_BLOCKS)) {
      assertThat(capture.ready(0)).isFalse();
      long sent = ticker.getAsLong();
      send(to, 5, 10);
      assertThat(capture.ready(SECOND)).isTrue();
      Frame frame = new Frame();
      for (int i = 0; i < 3; i++) {
        assertThat(capture.next(frame)).isTrue();
        assertThat(frame.number()).isEqualTo(i + 1);
        assertThat(frame.data()[frame.offset() + HEADERS]).isEqualTo((byte) i);
        assertThat(frame.originalLength()).isEqualTo(HEADERS + 10);
        assertThat(frame.linkType()).isEqualTo(1);
        assertThat(Math.abs(frame.timeNanos() - sent)).isLessThan(SECOND);
      }
      assertThat(capture.next(frame)).isFalse();
      assertThat(capture.info().linkTypes()).containsExactly("ETHERNET");
      assertThat(capture.info().kernelDrops()).isZero();
      assertThat(capture.statistics().frames()).isEqualTo(3);
      assertThat(capture.statistics().written()).isEqualTo(3);
    }
    assertThat(numbersInFile()).containsExactly(1L, 2L, 3L);
    assertThat(notices).isEmpty();
  }

  @Test
  void whatWasSentBeforeItIsStoppedIsRead() throws Exception {
    try (DatagramSocket to = receiver();
        LiveCapture capture = start(to, StopConditions.NONE, LiveCapture.MOST_BLOCKS)) {
      send(to, 1000, 100);
      capture.stop();
      Frame frame = new Frame();
      int frames = 0;
      while (capture.next(frame)) {
        frames++;
      }
      assertThat(frames).isEqualTo(1000);
    }
    assertThat(numbersInFile()).hasSize(1000);
  }

  @Test
  void endsAfterSoLong() throws Exception {
    long begin = ticker.getAsLong();
    try (DatagramSocket to = receiver();
        LiveCapture capture =
            start(to, new StopConditions(0, SECOND / 2, 0), LiveCapture.MOST_BLOCKS)) {
      assertThat(capture.next(new Frame())).isFalse();
    }
    assertThat(ticker.getAsLong() - begin).isBetween(SECOND / 2, 3 * SECOND);
  }

  @Test
  void whoReadsTooSlowlyMissesFramesAndTheFileDoesNot() throws Exception {
    int sent = 200;
    try (DatagramSocket to = receiver();
        LiveCapture capture = start(to, StopConditions.NONE, 2)) {
      // each batch is more than a block takes
      for (int batch = 0; batch < 4; batch++) {
        send(to, sent / 4, 50_000);
        TimeUnit.MILLISECONDS.sleep(150);
      }
      capture.stop();
      List<Long> seen = new ArrayList<>();
      Frame frame = new Frame();
      while (capture.next(frame)) {
        seen.add(frame.number());
      }
      LiveStatistics counted = capture.statistics();
      assertThat(counted.frames()).isEqualTo(sent);
      assertThat(counted.skipped()).isPositive().isEqualTo(sent - seen.size());
      assertThat(capture.info().notAnalyzed()).isEqualTo(counted.skipped());
      assertThat(seen).isSorted().doesNotHaveDuplicates().contains(1L);
    }
    assertThat(notices).hasSize(1).first().asString().contains("slower than frames come");
    assertThat(numbersInFile()).hasSize(sent);
  }

  @Test
  void whatCannotBeIsToldInOneLine() {
    assertThatThrownBy(() -> PcapHandle.open(LiveOptions.of("nope0")))
        .isInstanceOfSatisfying(
            LiveException.class,
            e -> assertThat(e.reason()).isEqualTo(LiveException.Reason.NO_SUCH_INTERFACE));
    assertThatThrownBy(() -> PcapHandle.open(LiveOptions.of("lo").withFilter("porrt 1")))
        .isInstanceOfSatisfying(
            LiveException.class,
            e -> assertThat(e.reason()).isEqualTo(LiveException.Reason.BAD_FILTER))
        .hasMessageContaining("filter 'porrt 1': ");
  }

  @Test
  void aFileThatCannotBeWrittenEndsItBeforeItBegins() throws Exception {
    FileOptions nowhere =
        new FileOptions(
            folder.resolve("none/c.pcapng"), RingOptions.NONE, "", "", ZoneId.of("UTC"));
    PcapHandle handle = PcapHandle.open(LiveOptions.of("lo"));
    assertThatThrownBy(
            () -> LiveCapture.start(handle, nowhere, StopConditions.NONE, ticker, notices::add))
        .isInstanceOfSatisfying(
            LiveException.class, e -> assertThat(e.reason()).isEqualTo(LiveException.Reason.OUTPUT))
        .hasMessageContaining("no such folder");
  }

  @Test
  void interfacesAreListedAndHaveLinkTypes() throws Exception {
    assertThat(Interfaces.list())
        .anyMatch(each -> each.name().equals("lo") && each.loopback() && each.up())
        .anyMatch(each -> each.name().equals("any"));
    assertThat(Interfaces.linkType("lo")).isEqualTo("ETHERNET");
    assertThat(Interfaces.linkType("any")).isEqualTo("LINUX_SLL");
  }

  @Test
  void whatWasStoppedHasEnded() throws Exception {
    try (DatagramSocket to = receiver();
        LiveCapture capture = start(to, StopConditions.NONE, 2)) {
      capture.stop();
      assertThat(capture.next(new Frame())).isFalse();
      assertThat(capture.next(new Frame())).isFalse();
    }
  }
}
