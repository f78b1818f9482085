package dev.hopscope.capture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Blocks written by hand, in the order of the diagrams of draft-ietf-opsawg-pcapng. */
final class PcapngReaderTest {
  private static final int IDB = 1;
  private static final int PB = 2;
  private static final int SPB = 3;
  private static final int ISB = 5;
  private static final int EPB = 6;
  private static final int CUSTOM = 0x0bad;

  @TempDir Path folder;
  private final ByteBuffer file = ByteBuffer.allocate(4096);

  private PcapngReaderTest section(ByteOrder order) {
    file.order(order);
    return block(
        0x0a0d0d0a, b -> b.putInt(0x1a2b3c4d).putShort((short) 1).putShort((short) 0).putLong(-1));
  }

  private PcapngReaderTest block(int type, Consumer<ByteBuffer> body) {
    int start = file.position();
    file.putInt(type).putInt(0);
    body.accept(file);
    while ((file.position() & 3) != 0) {
      file.put((byte) 0);
    }
    int length = file.position() + 4 - start;
    file.putInt(length).putInt(start + 4, length);
    return this;
  }

  private PcapngReaderTest interfaceOf(int linkType, int snapLength, Consumer<ByteBuffer> options) {
    return block(
        IDB,
        b -> options.accept(b.putShort((short) linkType).putShort((short) 0).putInt(snapLength)));
  }

  private static Consumer<ByteBuffer> option(int code, byte... value) {
    return b -> {
      b.putShort((short) code).putShort((short) value.length).put(value);
      b.put(new byte[-value.length & 3]);
    };
  }

  private static Consumer<ByteBuffer> option64(int code, long value) {
    return b -> b.putShort((short) code).putShort((short) 8).putLong(value);
  }

  private static void none(ByteBuffer options) {
    options.putInt(0); // opt_endofopt
  }

  private PcapngReaderTest enhanced(int interfaceId, long ticks, int original, byte... bytes) {
    return block(
        EPB,
        b ->
            b.putInt(interfaceId)
                .putInt((int) (ticks >>> 32))
                .putInt((int) ticks)
                .putInt(bytes.length)
                .putInt(original)
                .put(bytes));
  }

  private Captures.Result read() throws IOException {
    return Captures.read(
        Files.write(folder.resolve("f.pcapng"), Arrays.copyOf(file.array(), file.position())));
  }

  private Captures.Result readWhole() throws IOException {
    Captures.Result result = read();
    assertThat(result.damage()).isNull();
    return result;
  }

  private static ByteOrder order(boolean bigEndian) {
    return bigEndian ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void allThreePacketBlocks(boolean bigEndian) throws IOException {
    section(order(bigEndian)).interfaceOf(113, 3, PcapngReaderTest::none);
    block(SPB, b -> b.putInt(2).put(new byte[] {1, 2}));
    enhanced(0, 7, 9, (byte) 3);
    block(
        PB,
        b ->
            b.putShort((short) 0)
                .putShort((short) -1)
                .putInt(0)
                .putInt(8)
                .putInt(1)
                .putInt(1)
                .put((byte) 4));
    block(SPB, b -> b.putInt(500).put(new byte[] {5, 6, 7}));
    assertThat(readWhole().frames())
        .containsExactly(
            new Captures.Seen(1, 0, 113, "0102", 2),
            new Captures.Seen(2, 7_000, 113, "03", 9),
            new Captures.Seen(3, 8_000, 113, "04", 1),
            new Captures.Seen(4, 8_000, 113, "050607", 500));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void everyInterfaceHasItsLinkTypeAndClock(boolean bigEndian) throws IOException {
    section(order(bigEndian));
    interfaceOf(1, 0, option(9, (byte) 9));
    interfaceOf(147, 0, option(9, (byte) 0x8a));
    interfaceOf(276, 0, option(2, (byte) 'l', (byte) 'o').andThen(option64(14, -1)));
    enhanced(0, 1_000_000_007L, 0);
    enhanced(1, 1024 + 512, 0);
    enhanced(2, 3_000_000, 0);
    Captures.Result result = readWhole();
    assertThat(result.frames())
        .containsExactly(
            new Captures.Seen(1, 1_000_000_007L, 1, "", 0),
            new Captures.Seen(2, 1_500_000_000L, 147, "", 0),
            new Captures.Seen(3, 2_000_000_000L, 276, "", 0));
    assertThat(result.info().linkTypes()).containsExactly("ETHERNET", "LINKTYPE_147", "LINUX_SLL2");
  }

  @Test
  void aNewSectionForgetsInterfacesAndMayChangeByteOrder() throws IOException {
    section(ByteOrder.BIG_ENDIAN).interfaceOf(1, 0, PcapngReaderTest::none).enhanced(0, 1, 0);
    section(ByteOrder.LITTLE_ENDIAN).interfaceOf(101, 0, PcapngReaderTest::none);
    enhanced(0, 2, 0);
    section(ByteOrder.BIG_ENDIAN).enhanced(0, 3, 0);
    Captures.Result result = read();
    assertThat(result.frames())
        .containsExactly(
            new Captures.Seen(1, 1_000, 1, "", 0), new Captures.Seen(2, 2_000, 101, "", 0));
    assertThat(result.damage())
        .contains("behind frame 2: a block names interface 0, and the section has described 0");
  }

  @Test
  void unknownAndCustomBlocksAreSkipped() throws IOException {
    section(ByteOrder.LITTLE_ENDIAN).block(CUSTOM, b -> b.putInt(42).put(new byte[77]));
    interfaceOf(1, 0, PcapngReaderTest::none).block(0x7fff_ffff, b -> {});
    enhanced(0, 1, 0).block(0x4000_0bad, b -> b.putLong(1));
    assertThat(readWhole().frames()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void dropsAreTheLatestOfEachInterfaceSummed(boolean bigEndian) throws IOException {
    section(order(bigEndian));
    interfaceOf(1, 0, PcapngReaderTest::none).interfaceOf(1, 0, PcapngReaderTest::none);
    statistics(0, 5, 10).statistics(0, 6, 20).statistics(1, 7, 400);
    assertThat(readWhole().info().interfaceDrops()).isEqualTo(13);
    assertThat(readWhole().info().kernelDrops()).isEqualTo(420);
    section(order(!bigEndian)).interfaceOf(1, 0, PcapngReaderTest::none).statistics(0, 1, 1);
    assertThat(readWhole().info().interfaceDrops()).isEqualTo(14);
    assertThat(readWhole().info().kernelDrops()).isEqualTo(421);
  }

  private PcapngReaderTest statistics(int interfaceId, long interfaceDrops, long kernelDrops) {
    return block(
        ISB,
        b -> {
          b.putInt(interfaceId).putLong(0);
          option64(4, 99).accept(b);
          option64(5, interfaceDrops).accept(b);
          option64(7, kernelDrops).accept(b);
          none(b);
        });
  }

  @Test
  void statisticsWithoutDropsSayNothing() throws IOException {
    section(ByteOrder.LITTLE_ENDIAN).interfaceOf(1, 0, PcapngReaderTest::none);
    block(ISB, b -> option64(4, 99).accept(b.putInt(0).putLong(0)));
    assertThat(readWhole().info().interfaceDrops()).isNull();
    assertThat(readWhole().info().kernelDrops()).isNull();
  }

  @Test
  void anOptionThatRunsPastItsBlockIsIgnored() throws IOException {
    section(ByteOrder.LITTLE_ENDIAN);
    interfaceOf(1, 0, b -> b.putShort((short) 9).putShort((short) 60).putInt(9));
    enhanced(0, 1, 0);
    assertThat(readWhole().frames().get(0).timeNanos()).isEqualTo(1_000);
  }

  @Test
  void lengthsThatContradictAreDamage() throws IOException {
    section(ByteOrder.LITTLE_ENDIAN).interfaceOf(1, 0, PcapngReaderTest::none);
    int start = file.position();
    enhanced(0, 1, 0, new byte[8]);
    int end = file.position();
    file.putInt(end - 4, 44);
    assertThat(read().damage())
        .contains("damaged at byte " + start + ", before frame 1")
        .contains("a block has length 40 at its start and 44 at its end");
    file.putInt(end - 4, 40).putInt(start + 20, 9);
    assertThat(read().damage()).contains("a block of 40 bytes claims to hold a frame of 9 bytes");
    for (int absurd : new int[] {0, 8, 41, 16 * 1024 * 1024 + 4, -4}) {
      file.putInt(start + 4, absurd);
      assertThat(read().damage())
          .contains(
              "a block claims a length of "
                  + (absurd & 0xffff_ffffL)
                  + " bytes, which is no multiple of 4 between 12 and 16777216");
    }
  }

  @Test
  void blocksTooShortForTheirFieldsAreDamage() throws IOException {
    int[] types = {IDB, PB, SPB, ISB, EPB};
    String[] told = {
      "an interface description has 12 bytes and needs 20",
      "a Packet Block has 12 bytes and needs 32",
      "a Simple Packet Block has 12 bytes and needs 16",
      "an interface statistics block has 12 bytes and needs 24",
      "an Enhanced Packet Block has 12 bytes and needs 32"
    };
    for (int i = 0; i < types.length; i++) {
      file.clear();
      section(ByteOrder.BIG_ENDIAN).interfaceOf(1, 0, PcapngReaderTest::none);
      block(types[i], b -> {});
      assertThat(read().damage()).contains(told[i]);
    }
  }

  @Test
  void aSectionWithoutByteOrderIsDamage() throws IOException {
    section(ByteOrder.BIG_ENDIAN);
    file.putInt(8, 0x1a2b3c4e);
    assertThat(read().damage()).contains("a section header has no byte-order magic");
  }

  @Test
  void interfacesAreLimited() throws IOException {
    byte[] header = new byte[28];
    ByteBuffer.wrap(header).putInt(0x0a0d0d0a).putInt(28).putInt(0x1a2b3c4d).putInt(0x10000);
    ByteBuffer.wrap(header).putLong(16, -1).putInt(24, 28);
    int count = PcapngReader.MAX_INTERFACES + 1;
    ByteBuffer many = ByteBuffer.allocate(28 + 20 * count).put(header);
    for (int i = 0; i < count; i++) {
      many.putInt(IDB).putInt(20).putLong(1L << 48).putInt(20);
    }
    Path path = Files.write(folder.resolve("many.pcapng"), many.array());
    assertThat(Captures.read(path).damage())
        .contains("a section describes more than 65536 interfaces");
  }
}
