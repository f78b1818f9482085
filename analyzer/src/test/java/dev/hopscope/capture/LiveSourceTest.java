package dev.hopscope.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hopscope.testkit.CaptureBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class LiveSourceTest {
  private static final long SECOND = 1_000_000_000L;

  private static LiveSource of(InputStream stream) {
    PointSource point =
        new PointSource(
            1,
            0,
            damage -> {
              throw new IllegalStateException(damage);
            });
    CaptureInfo known = new CaptureInfo(1, "-", null, List.of(), 0, -1, null, null);
    point.add(known, () -> CaptureFiles.open("-", stream, -1, 1, false));
    return new LiveSource(point);
  }

  @Test
  void saysThatThereIsNothingNowAndGoesOn() throws IOException {
    byte[] file = new CaptureBuilder().frame(new byte[] {1}).frame(new byte[] {2}).pcap();
    PipedInputStream in = new PipedInputStream();
    PipedOutputStream out = new PipedOutputStream(in);
    try (LiveSource source = of(in)) {
      Frame frame = new Frame();
      assertThat(source.live()).isTrue();
      assertThat(source.ready(SECOND / 100)).isFalse();
      assertThat(source.info().format()).isNull();
      out.write(file, 0, 24 + 17);
      out.flush();
      assertThat(source.ready(30 * SECOND)).isTrue();
      assertThat(source.next(frame)).isTrue();
      assertThat(frame.data()[frame.offset()]).isEqualTo((byte) 1);
      assertThat(source.ready(SECOND / 100)).isFalse();
      out.write(file, 24 + 17, 17);
      out.flush();
      assertThat(source.ready(30 * SECOND)).isTrue();
      assertThat(source.next(frame)).isTrue();
      assertThat(frame.number()).isEqualTo(2);
      assertThat(source.info().format()).isEqualTo("pcap");
      assertThat(source.info().linkTypes()).containsExactly("ETHERNET");
      out.close();
      assertThat(source.ready(30 * SECOND)).isTrue();
      assertThat(source.next(frame)).isFalse();
      assertThat(source.next(frame)).isFalse();
      assertThat(source.info().bytesRead()).isEqualTo(file.length);
    }
  }

  /**
   * Frames without an end, of growing length; tells how many were read and whether it is closed.
   */
  private static final class Endless implements CaptureSource {
    final AtomicInteger count = new AtomicInteger();
    final CountDownLatch closed = new CountDownLatch(1);
    private final byte[] bytes = new byte[FrameBlock.BYTES * 3];
    private final int length;
    private final int end;

    Endless(int length, int end) {
      this.length = length;
      this.end = end;
    }

    @Override
    public boolean next(Frame frame) throws CaptureException {
      int number = count.incrementAndGet();
      if (number > end) {
        throw new CaptureException("the end");
      }
      Arrays.fill(bytes, 0, length, (byte) number);
      frame.wrap(1, number, number * 1000L, 1, bytes, 0, length, length + 1);
      return true;
    }

    @Override
    public CaptureInfo info() {
      return new CaptureInfo(1, "endless", "pcap", List.of(), count.get(), -1, null, null);
    }

    @Override
    public void close() {
      closed.countDown();
    }
  }

  @Test
  void holdsABlockOrTwoAndEndsWhenNobodyWantsMore() throws Exception {
    for (int length : new int[] {0, 60, 9_000, FrameBlock.BYTES * 2}) {
      Endless endless = new Endless(length, Integer.MAX_VALUE);
      LiveSource source = new LiveSource(endless);
      assertThat(source.ready(30 * SECOND)).isTrue();
      TimeUnit.MILLISECONDS.sleep(100);
      int most = Math.min(FrameBlock.FRAMES, FrameBlock.BYTES / Math.max(1, length) + 1) + 1;
      assertThat(endless.count.get()).isLessThanOrEqualTo(most);
      source.close();
      assertThat(endless.closed.await(30, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void handsOverEveryFrameAsItWasAndThenTheDamage() throws Exception {
    for (int length : new int[] {1, 700, FrameBlock.BYTES + 7}) {
      int end = length > 1_000 ? 50 : 20_000;
      try (LiveSource source = new LiveSource(new Endless(length, end))) {
        Frame frame = new Frame();
        for (int i = 1; i <= end; i++) {
          assertThat(source.next(frame)).isTrue();
          assertThat(frame.number()).isEqualTo(i);
          assertThat(frame.timeNanos()).isEqualTo(i * 1000L);
          assertThat(frame.capturedLength()).isEqualTo(length);
          assertThat(frame.originalLength()).isEqualTo(length + 1);
          assertThat(frame.data()[frame.offset()]).isEqualTo((byte) i);
          assertThat(frame.data()[frame.offset() + length - 1]).isEqualTo((byte) i);
        }
        for (int i = 0; i < 2; i++) {
          assertThatThrownBy(() -> source.next(frame)).hasMessage("the end");
        }
      }
    }
  }

  @Test
  void aBugOfTheSourceIsThrownWhereFramesArePulled() {
    CaptureSource broken =
        new CaptureSource() {
          @Override
          public boolean next(Frame frame) {
            throw new IllegalStateException("oops");
          }

          @Override
          public CaptureInfo info() {
            return new CaptureInfo(1, "broken", "pcap", List.of(), 0, -1, null, null);
          }

          @Override
          public void close() {}
        };
    try (LiveSource source = new LiveSource(broken)) {
      assertThatThrownBy(() -> source.next(new Frame())).hasMessage("oops");
    }
  }
}
