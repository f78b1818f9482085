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
}
