package dev.hopscope.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import dev.hopscope.testkit.CaptureBuilder;
import dev.hopscope.testkit.Conversation;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class GzipStreamTest {
  @TempDir Path folder;

  private static CaptureBuilder sample() {
    CaptureBuilder capture = new CaptureBuilder();
    Conversation conversation = capture.open("10.0.0.1:40000", "10.0.0.9:1883");
    byte[] noise = new byte[60];
    for (int i = 0; i < noise.length; i++) {
      noise[i] = (byte) (i * i * 31);
    }
    conversation.client(new byte[] {1, 2, 3}, new byte[] {4}).server(noise).closeByClient();
    return capture;
  }

  private static byte[] gzip(byte[]... members) {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    for (byte[] member : members) {
      try (GZIPOutputStream gzip = new GZIPOutputStream(file)) {
        gzip.write(member);
      } catch (IOException e) {
        throw new AssertionError(e);
      }
    }
    return file.toByteArray();
  }

  private Captures.Result read(byte[] file) throws IOException {
    return Captures.read(Files.write(folder.resolve("some-name"), file));
  }

  @Test
  void theFramesAreThoseOfTheFileAndProgressIsByGzippedBytes() throws IOException {
    for (byte[] file : List.of(sample().pcap(), sample().pcapng())) {
      byte[] packed = gzip(file);
      Captures.Result result = read(packed);
      assertThat(result.damage()).isNull();
      assertThat(result.frames()).isEqualTo(read(file).frames()).hasSize(13);
      assertThat(result.info().bytesRead()).isEqualTo(packed.length);
      assertThat(result.info().totalBytes()).isEqualTo(packed.length);
    }
  }

  @Test
  void membersBehindEachOtherAreOneCaptureWhereverTheyAreCut() throws IOException {
    byte[] file = sample().pcap();
    List<Captures.Seen> frames = read(file).frames();
    for (int cut = 0; cut <= file.length; cut++) {
      byte[] first = Arrays.copyOf(file, cut);
      byte[] rest = Arrays.copyOfRange(file, cut, file.length);
      Captures.Result result = read(gzip(first, rest));
      assertThat(result.damage()).as("cut at %d", cut).isNull();
      assertThat(result.frames()).as("cut at %d", cut).isEqualTo(frames);
    }
  }

  @Test
  void cutAtEveryByteItTellsSoAndGivesTheFramesBefore() throws IOException {
    byte[] file = sample().pcap();
    byte[] packed = gzip(Arrays.copyOf(file, 300), Arrays.copyOfRange(file, 300, file.length));
    List<Captures.Seen> frames = read(file).frames();
    int most = 0;
    for (int length = 2; length < packed.length; length++) {
      Captures.Result result = read(Arrays.copyOf(packed, length));
      assertThat(result.frames()).isEqualTo(frames.subList(0, result.frames().size()));
      assertThat(result.frames().size()).as("cut to %d", length).isGreaterThanOrEqualTo(most);
      assertThat(result.damage()).as("cut to %d", length).contains("some-name: ", "cut short");
      most = result.frames().size();
    }
    // all that is missing at last is the trailer of the second member
    assertThat(most).isEqualTo(frames.size());
  }

  @Test
  void withAByteChangedItTellsDamageOrTheByteMeansNothing() throws IOException {
    byte[] packed = gzip(sample().pcap());
    List<Captures.Seen> frames = read(packed).frames();
    for (int at = 0; at < packed.length; at++) {
      byte[] changed = packed.clone();
      changed[at] ^= (byte) 0x55;
      Captures.Result result = read(changed);
      // time, hints and system of the header say nothing about the content
      boolean meaningless = at >= 4 && at < 10;
      assertThat(result.damage() == null).as("byte %d", at).isEqualTo(meaningless);
      if (meaningless) {
        assertThat(result.frames()).isEqualTo(frames);
      } else {
        assertThat(result.damage()).doesNotContain("\n");
      }
    }
  }

  @Test
  void optionalFieldsOfTheHeaderAreSkipped() throws IOException {
    byte[] packed = gzip(sample().pcap());
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    file.writeBytes(new byte[] {0x1f, (byte) 0x8b, 8, 0x02 | 0x04 | 0x08 | 0x10, 1, 2, 3, 4, 0, 3});
    file.writeBytes(new byte[] {3, 0, 'e', 'x', 't'});
    file.writeBytes(new byte[] {'n', 0, 'c', 'c', 0, 17, 18});
    file.write(packed, 10, packed.length - 10);
    assertThat(read(file.toByteArray()).damage()).isNull();
    assertThat(read(file.toByteArray()).frames()).hasSize(13);
  }

  @Test
  void zerosBehindItAreNothingAndOtherBytesAreDamage() throws IOException {
    byte[] packed = gzip(sample().pcap());
    byte[] padded = Arrays.copyOf(packed, packed.length + 700);
    assertThat(read(padded).damage()).isNull();
    padded[padded.length - 1] = 'x';
    assertThat(read(padded).damage()).contains("other bytes behind the gzip");
    assertThat(read(padded).frames()).hasSize(13);
  }

  @Test
  void aSlowPipeGivesAllMembers() throws IOException {
    byte[] file = sample().pcap();
    byte[] packed = gzip(Arrays.copyOf(file, 100), Arrays.copyOfRange(file, 100, file.length));
    InputStream slow =
        new ByteArrayInputStream(packed) {
          @Override
          public synchronized int read(byte[] buffer, int offset, int length) {
            return super.read(buffer, offset, Math.min(1, length));
          }

          @Override
          public synchronized int available() {
            return 0;
          }
        };
    try (GzipStream unpacked = new GzipStream(slow)) {
      assertThat(unpacked.readAllBytes()).isEqualTo(file);
    }
  }

  @Test
  void afterDamageFurtherReadsThrowAgain() throws IOException {
    byte[] packed = gzip(new byte[0]);
    packed[packed.length - 1] ^= 1;
    try (GzipStream unpacked = new GzipStream(new ByteArrayInputStream(packed))) {
      assertThatThrownBy(unpacked::read).isInstanceOf(GzipStream.Damage.class);
      assertThatThrownBy(unpacked::read).isInstanceOf(GzipStream.Damage.class);
    }
  }

  @Test
  void aBombIsReadInSmallSteps() throws IOException {
    // records without a byte, and one that claims the most that is believed
    byte[] header = Arrays.copyOf(new CaptureBuilder().pcap(), 24);
    Path file = folder.resolve("bomb.pcap.gz");
    try (GZIPOutputStream gzip = new GZIPOutputStream(Files.newOutputStream(file))) {
      gzip.write(header);
      for (int i = 0; i < 64; i++) {
        gzip.write(new byte[1 << 20]);
      }
      gzip.write(new byte[] {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 1});
    }
    assertThat(Files.size(file)).isLessThan(1 << 20);
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    long frames = 0;
    try (CaptureSource source = CaptureFiles.open(file, 1)) {
      Frame frame = new Frame();
      while (source.next(frame)) {
        frames++;
      }
    } catch (CaptureException e) {
      assertThat(e).hasMessageContaining("cut short").hasMessageContaining("of what it unpacks to");
    }
    assertThat(frames).isEqualTo(64L << 16);
    assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(1 << 20);
  }
}
