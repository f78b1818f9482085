package dev.hopscope.capture.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hopscope.capture.CaptureFiles;
import dev.hopscope.capture.CaptureSource;
import dev.hopscope.capture.Frame;
import dev.hopscope.capture.PcapngWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CaptureFileTest {
  private static final long NOW = 1_795_245_840_000_000_000L;
  private static final long SECOND = 1_000_000_000L;

  @TempDir Path folder;

  private CaptureFile open(RingOptions ring) throws IOException {
    Path file = folder.resolve("x.pcapng");
    return new CaptureFile(
        file,
        ring,
        new FileNames(file, ZoneId.of("UTC")),
        out -> {
          PcapngWriter writer = new PcapngWriter(out, null, "test", "system");
          writer.addInterface(1, 100, "if0", "tcp", "system");
          return writer;
        },
        writer -> writer.statistics(0, NOW, NOW + SECOND, 10, 3, 2, 7),
        NOW);
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.sorted().toList();
    }
  }

  /** The first bytes of the frames in a file, which tell their numbers. */
  private static List<Byte> frames(Path file) throws IOException {
    List<Byte> first = new ArrayList<>();
    try (CaptureSource source = CaptureFiles.open(file, 1)) {
      Frame frame = new Frame();
      while (source.next(frame)) {
        first.add(frame.data()[frame.offset()]);
      }
      assertThat(source.info().kernelDrops()).isEqualTo(3);
      assertThat(source.info().interfaceDrops()).isEqualTo(2);
    }
    return first;
  }

  @Test
  void oneFileHasEveryFrameAndWhatWasCounted() throws IOException {
    try (CaptureFile file = open(RingOptions.NONE)) {
      file.write(Blocks.of(1, 3, 1), NOW);
      file.write(Blocks.of(4, 2, 5), NOW);
      assertThat(Files.size(folder.resolve("x.pcapng"))).isEqualTo(file.bytes());
    }
    assertThat(files()).containsExactly(folder.resolve("x.pcapng"));
    assertThat(frames(files().get(0)))
        .containsExactly((byte) 1, (byte) 2, (byte) 3, (byte) 4, (byte) 5);
  }

  @Test
  void aFileIsFullBehindTheFrameThatFillsIt() throws IOException {
    try (CaptureFile file = open(new RingOptions(2_000, 0, 0))) {
      file.write(Blocks.of(1, 100, 100), NOW);
      file.write(Blocks.of(101, 20, 100), NOW + SECOND);
    }
    List<Byte> all = new ArrayList<>();
    for (Path each : files()) {
      assertThat(Files.size(each)).isLessThan(2_000 + 132 + 120);
      all.addAll(frames(each));
    }
    assertThat(files().size()).isGreaterThan(7);
    assertThat(files().get(0).getFileName()).hasToString("x_00001_20261121072400.pcapng");
    assertThat(files().get(files().size() - 1).getFileName().toString()).endsWith("401.pcapng");
    assertThat(all).hasSize(120);
    for (int i = 0; i < all.size(); i++) {
      assertThat(all.get(i)).isEqualTo((byte) (i + 1));
    }
  }

  @Test
  void aFileIsFullAfterSoLongAlsoWhereNothingComes() throws IOException {
    try (CaptureFile file = open(new RingOptions(0, 10 * SECOND, 2))) {
      file.write(Blocks.of(1, 1, 1), NOW);
      file.rotate(NOW + 10 * SECOND - 1);
      assertThat(file.files()).isEqualTo(1);
      file.rotate(NOW + 10 * SECOND);
      assertThat(file.files()).isEqualTo(2);
      file.write(Blocks.of(2, 1, 1), NOW + 20 * SECOND);
      assertThat(file.files()).isEqualTo(3);
    }
    // the oldest is gone
    assertThat(files()).hasSize(2);
    assertThat(frames(files().get(0))).isEmpty();
    assertThat(frames(files().get(1))).containsExactly((byte) 2);
  }

  @Test
  void namesAreRingNames() {
    FileNames names = new FileNames(Path.of("dir.d/name"), ZoneId.of("+02:00"));
    assertThat(names.name(123_456, NOW)).hasToString("dir.d/name_123456_20261121092400");
  }
}
