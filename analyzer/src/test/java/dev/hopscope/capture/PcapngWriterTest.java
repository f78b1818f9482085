package dev.hopscope.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PcapngWriterTest {
  @TempDir Path folder;

  @Test
  void whatIsWrittenIsReadAgain() throws IOException {
    Path file = folder.resolve("w.pcapng");
    try (PcapngWriter writer = new PcapngWriter(Files.newOutputStream(file))) {
      int ethernet = writer.addInterface(1, 100);
      int sll2 = writer.addInterface(276, 0);
      writer.write(sll2, 1_795_245_840_123_456_789L, new byte[] {9, 1, 2, 3}, 1, 3, 3);
      writer.write(ethernet, 5, new byte[5000], 0, 5000, 70_000);
      writer.write(sll2, Long.MAX_VALUE, new byte[0], 0, 0, 0);
    }
    Captures.Result result = Captures.read(file);
    assertThat(result.damage()).isNull();
    assertThat(result.frames())
        .containsExactly(
            new Captures.Seen(1, 1_795_245_840_123_456_789L, 276, "010203", 3),
            new Captures.Seen(2, 5, 1, "00".repeat(5000), 70_000),
            new Captures.Seen(3, Long.MAX_VALUE, 276, "", 0));
  }

  @Test
  void anInterfaceMustBeDescribedFirst() throws IOException {
    try (PcapngWriter writer = new PcapngWriter(new ByteArrayOutputStream())) {
      assertThatThrownBy(() -> writer.write(0, 0, new byte[0], 0, 0, 0))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void whatWasCountedIsReadAgain() throws IOException {
    Path file = folder.resolve("s.pcapng");
    byte[] block = new byte[EnhancedPacket.length(3)];
    block[EnhancedPacket.HEADER] = 9;
    int length = EnhancedPacket.wrap(block, 0, 5_000_000_000L, 3, 70);
    try (PcapngWriter writer =
        new PcapngWriter(Files.newOutputStream(file), null, "program", "system")) {
      int number = writer.addInterface(1, 100, "eth0", "tcp port 1883", "system");
      writer.frames(block, 0, length);
      writer.statistics(number, 5_000_000_000L, 6_000_000_000L, 10, 1L << 33, 2, 7);
    }
    Captures.Result result = Captures.read(file);
    assertThat(result.damage()).isNull();
    assertThat(result.frames())
        .containsExactly(new Captures.Seen(1, 5_000_000_000L, 1, "090000", 70));
    assertThat(result.info().kernelDrops()).isEqualTo(1L << 33);
    assertThat(result.info().interfaceDrops()).isEqualTo(2);
  }
}
