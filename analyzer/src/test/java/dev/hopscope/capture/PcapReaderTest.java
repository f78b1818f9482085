package dev.hopscope.capture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hopscope.testkit.CaptureBuilder;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PcapReaderTest {
  private static final int MICROSECONDS = 0xa1b2c3d4;
  private static final int NANOSECONDS = 0xa1b23c4d;

  @TempDir Path folder;

  private static ByteBuffer header(ByteOrder order, int magic, int linkType) {
    ByteBuffer file = ByteBuffer.allocate(200).order(order);
    file.putInt(magic).putShort((short) 2).putShort((short) 4);
    return file.putLong(0).putInt(65_535).putInt(linkType);
  }

  private Captures.Result read(ByteBuffer file) throws IOException {
    byte[] bytes = new byte[file.position()];
    file.duplicate().flip().get(bytes);
    return Captures.read(Files.write(folder.resolve("f.pcap"), bytes));
  }

  private Captures.Seen readOne(ByteBuffer file) throws IOException {
    Captures.Result result = read(file);
    assertThat(result.damage()).isNull();
    assertThat(result.frames()).hasSize(1);
    return result.frames().get(0);
  }

  @Test
  void bothByteOrdersAndBothResolutions() throws IOException {
    for (ByteOrder order : List.of(ByteOrder.BIG_ENDIAN, ByteOrder.LITTLE_ENDIAN)) {
      for (boolean nanoseconds : List.of(true, false)) {
        CaptureBuilder capture =
            new CaptureBuilder().at(1_000_000_000_123_456_789L).frame(new byte[] {1, 2, 3});
        Path file = folder.resolve("f.pcap");
        Captures.Result result = Captures.read(Files.write(file, capture.pcap(order, nanoseconds)));
        assertThat(result.frames())
            .containsExactly(
                new Captures.Seen(
                    1,
                    nanoseconds ? 1_000_000_000_123_456_789L : 1_000_000_000_123_456_000L,
                    1,
                    "010203",
                    3));
      }
    }
  }

  @Test
  void secondsAreUnsigned() throws IOException {
    ByteBuffer file = header(ByteOrder.LITTLE_ENDIAN, NANOSECONDS, 1);
    file.putInt(0xffff_ffff).putInt(5).putInt(0).putInt(0);
    assertThat(readOne(file).timeNanos()).isEqualTo(4_294_967_295_000_000_005L);
  }

  @Test
  void aFractionOfASecondOrMoreIsAddedAsItIs() throws IOException {
    ByteBuffer nano = header(ByteOrder.BIG_ENDIAN, NANOSECONDS, 1);
    nano.putInt(10).putInt(0xffff_ffff).putInt(0).putInt(0);
    assertThat(readOne(nano).timeNanos()).isEqualTo(14_294_967_295L);
    ByteBuffer micro = header(ByteOrder.BIG_ENDIAN, MICROSECONDS, 1);
    micro.putInt(10).putInt(2_000_000).putInt(0).putInt(0);
    assertThat(readOne(micro).timeNanos()).isEqualTo(12_000_000_000L);
  }

  @Test
  void aCutFrameKeepsItsOriginalLength() throws IOException {
    ByteBuffer file = header(ByteOrder.LITTLE_ENDIAN, MICROSECONDS, 1);
    file.putInt(1).putInt(0).putInt(2).putInt(1500).put((byte) 9).put((byte) 8);
    assertThat(readOne(file)).isEqualTo(new Captures.Seen(1, 1_000_000_000L, 1, "0908", 1500));
  }

  @Test
  void anOriginalLengthBelowTheCapturedOneIsRaised() throws IOException {
    ByteBuffer file = header(ByteOrder.LITTLE_ENDIAN, MICROSECONDS, 1);
    file.putInt(1).putInt(0).putInt(2).putInt(1).put((byte) 9).put((byte) 8);
    assertThat(readOne(file).originalLength()).isEqualTo(2);
  }

  @Test
  void theLengthOfTheFrameCheckSequenceIsNoPartOfTheLinkType() throws IOException {
    ByteBuffer file = header(ByteOrder.BIG_ENDIAN, MICROSECONDS, 0x2400_0000 | 113);
    file.putInt(1).putInt(0).putInt(0).putInt(0);
    assertThat(readOne(file).linkType()).isEqualTo(113);
    assertThat(read(file).info().linkTypes()).containsExactly("LINUX_SLL");
  }

  @Test
  void theModifiedFormatHasLongerRecordHeaders() throws IOException {
    ByteBuffer file = header(ByteOrder.LITTLE_ENDIAN, 0xa1b2cd34, 1);
    file.putInt(1).putInt(2).putInt(1).putInt(1).putLong(0x0102030405060708L).put((byte) 9);
    assertThat(readOne(file)).isEqualTo(new Captures.Seen(1, 1_000_002_000L, 1, "09", 1));
  }

  @Test
  void anAbsurdLengthIsDamage() throws IOException {
    ByteBuffer file = header(ByteOrder.LITTLE_ENDIAN, MICROSECONDS, 1);
    file.putInt(1).putInt(2).putInt(1).putInt(1).put((byte) 9);
    file.putInt(1).putInt(2).putInt(0xffff_fff0).putInt(1).put((byte) 9);
    Captures.Result result = read(file);
    assertThat(result.frames()).hasSize(1);
    assertThat(result.damage())
        .isEqualTo(
            folder.resolve("f.pcap")
                + ": damaged at byte 41, behind frame 1: a record claims 4294967280 captured bytes,"
                + " more than the 16777216 allowed; what comes before was read, for the rest copy"
                + " or capture it again");
  }

  @Test
  void anUnknownVersionIsDamage() throws IOException {
    ByteBuffer file = header(ByteOrder.LITTLE_ENDIAN, MICROSECONDS, 1);
    file.putShort(4, (short) 9);
    assertThat(read(file).damage()).contains("the file says pcap version 9, and only version 2");
  }
}
