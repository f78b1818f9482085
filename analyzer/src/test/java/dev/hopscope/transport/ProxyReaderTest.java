package dev.hopscope.transport;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hopscope.testkit.MqttBytes;
import dev.hopscope.testkit.ProxyBytes;
import dev.hopscope.transport.ProxyReader.State;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProxyReaderTest {
  private static final byte[] REST = {0x10, 0x0e, 0};

  static List<byte[]> whole() {
    return List.of(
        ProxyBytes.line("TCP4 192.0.2.1 192.0.2.2 40000 1883"),
        ProxyBytes.line("TCP6 2001:db8::1 ::ffff:192.0.2.2 65535 0"),
        ProxyBytes.line("UNKNOWN"),
        ProxyBytes.line("UNKNOWN " + "f".repeat(90)),
        ProxyBytes.block(0x21, 0x11, ProxyBytes.ipv4(), 0),
        ProxyBytes.block(0x21, 0x12, ProxyBytes.ipv4(), 37),
        ProxyBytes.block(0x21, 0x21, ProxyBytes.ipv6(), 0),
        ProxyBytes.block(0x21, 0x21, ProxyBytes.ipv6(), 300),
        ProxyBytes.block(0x21, 0x31, new byte[216], 5),
        ProxyBytes.block(0x21, 0x00, new byte[0], 9),
        ProxyBytes.block(0x20, 0x00, new byte[0], 0),
        ProxyBytes.block(0x20, 0x11, ProxyBytes.ipv4(), 3),
        ProxyBytes.block(0x20, 0xff, new byte[0], 65_535));
  }

  @ParameterizedTest
  @MethodSource("whole")
  void endsWhereItEndsWhateverTheCut(byte[] header) {
    byte[] all = MqttBytes.concat(header, REST);
    for (int cut = 1; cut <= header.length; cut = cut < 400 ? cut + 1 : header.length + 1) {
      ProxyReader reader = new ProxyReader();
      assertThat(reader.accept(all, 0, cut)).isEqualTo(cut);
      assertThat(reader.state()).isEqualTo(cut < header.length ? State.MORE : State.DONE);
      int taken = reader.accept(all, cut, all.length - cut);
      assertThat(taken).as("cut at %s", cut).isEqualTo(header.length - cut);
      expectDone(reader, header);
    }
    ProxyReader byByte = new ProxyReader();
    for (int i = 0; i < header.length; i++) {
      assertThat(byByte.state()).isEqualTo(State.MORE);
      assertThat(byByte.accept(all, i, 1)).isEqualTo(1);
    }
    expectDone(byByte, header);
  }

  private static void expectDone(ProxyReader reader, byte[] header) {
    assertThat(reader.state()).isEqualTo(State.DONE);
    assertThat(reader.header().length()).isEqualTo(header.length);
    assertThat(reader.header().malformed()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "TCP4 192.0.2.1 192.0.2.2 40000 1883, 192.0.2.1:40000, 192.0.2.2:1883",
    "TCP4 255.255.255.255 0.0.0.0 65535 0, 255.255.255.255:65535, 0.0.0.0:0",
    "TCP6 ::1 :: 1 2, [::1]:1, [::]:2",
    "TCP6 1:2:3:4:5:6:7:8 1::8 1 2, [1:2:3:4:5:6:7:8]:1, [1::8]:2",
    "TCP6 ::ffff:192.0.2.2 fe80::a:0:b 1 2, [::ffff:c000:202]:1, [fe80::a:0:b]:2"
  })
  void theLineTellsBothEnds(String line, String client, String server) {
    ProxyHeader header = read(ProxyBytes.line(line));
    assertThat(header.client()).hasToString(client);
    assertThat(header.server()).hasToString(server);
  }

  @Test
  void theBlockTellsBothEnds() {
    ProxyHeader four = read(ProxyBytes.block(0x21, 0x11, ProxyBytes.ipv4(), 20));
    assertThat(four.client()).hasToString("192.0.2.1:40000");
    assertThat(four.server()).hasToString("192.0.2.2:1883");
    ProxyHeader six = read(ProxyBytes.block(0x21, 0x21, ProxyBytes.ipv6(), 20));
    assertThat(six.client()).hasToString("[2001:db8::1]:40000");
    assertThat(six.server()).hasToString("[2001:db8::2]:1883");
  }

  @Test
  void unknownLocalAndUnixTellNoEnds() {
    for (byte[] header :
        List.of(
            ProxyBytes.line("UNKNOWN 192.0.2.1 192.0.2.2 1 2"),
            ProxyBytes.block(0x20, 0x11, ProxyBytes.ipv4(), 0),
            ProxyBytes.block(0x21, 0x00, ProxyBytes.ipv4(), 0),
            ProxyBytes.block(0x21, 0x31, new byte[216], 0))) {
      assertThat(read(header).client()).isNull();
      assertThat(read(header).server()).isNull();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "TCP5 192.0.2.1 192.0.2.2 1 2",
        "UNKNOWNS",
        "TCP4",
        "TCP4 192.0.2.1 192.0.2.2 1",
        "TCP4 192.0.2.1 192.0.2.2 1 2 3",
        "TCP4  192.0.2.1 192.0.2.2 1 2",
        "TCP4 192.0.2 192.0.2.2 1 2",
        "TCP4 192.0.2.256 192.0.2.2 1 2",
        "TCP4 192.0.02.2 192.0.2.2 1 2",
        "TCP4 ::1 ::1 1 2",
        "TCP6 192.0.2.1 ::1 1 2",
        "TCP6 1:2:3:4:5:6:7 ::1 1 2",
        "TCP6 1::2::3 ::1 1 2",
        "TCP6 1:2:3:4:5:6:7:8:9 ::1 1 2",
        "TCP6 12345:: ::1 1 2",
        "TCP6 ::192.0.2 ::1 1 2",
        "TCP4 192.0.2.1 192.0.2.2 65536 2",
        "TCP4 192.0.2.1 192.0.2.2 -1 2",
        "TCP4 192.0.2.1 192.0.2.2 01 2"
      })
  void aWrongLineIsWrong(String line) {
    assertThat(read(ProxyBytes.line(line)).malformed()).isTrue();
  }

  @Test
  void aLineHas107BytesAtMost() {
    byte[] longest = ProxyBytes.line("UNKNOWN " + "f".repeat(107 - 16));
    assertThat(longest).hasSize(107);
    assertThat(read(longest).malformed()).isFalse();
    assertThat(read(ProxyBytes.line("UNKNOWN " + "f".repeat(108 - 16))).malformed()).isTrue();
  }

  @Test
  void aWrongBlockIsWrong() {
    assertThat(read(ProxyBytes.block(0x11, 0x11, ProxyBytes.ipv4(), 0)).malformed()).isTrue();
    assertThat(read(ProxyBytes.block(0x22, 0x11, ProxyBytes.ipv4(), 0)).malformed()).isTrue();
    assertThat(read(ProxyBytes.block(0x21, 0x41, ProxyBytes.ipv4(), 0)).malformed()).isTrue();
    assertThat(read(ProxyBytes.block(0x21, 0x13, ProxyBytes.ipv4(), 0)).malformed()).isTrue();
    assertThat(read(ProxyBytes.block(0x21, 0x21, ProxyBytes.ipv4(), 0)).malformed()).isTrue();
    assertThat(read(ProxyBytes.block(0x21, 0x31, ProxyBytes.ipv6(), 0)).malformed()).isTrue();
  }

  @ParameterizedTest
  @MethodSource("whole")
  void aGapKeepsTheEndWhereThatIsKnown(byte[] header) {
    byte[] all = MqttBytes.concat(header, REST);
    boolean line = header[0] == 'P';
    boolean anything = line && new String(header, ISO_8859_1).contains("UNKNOWN f");
    int known = line ? 6 : 16;
    for (int from = known; from < Math.min(header.length, 120); from += 3) {
      for (int to = from + 1; to <= Math.min(header.length, from + 80); to += 5) {
        ProxyReader reader = new ProxyReader();
        reader.accept(all, 0, from);
        reader.gap(to - from);
        int taken = reader.state() == State.MORE ? reader.accept(all, to, all.length - to) : 0;
        boolean lineLost = line && to >= header.length;
        if (lineLost || anything && reader.state() == State.LOST) {
          assertThat(reader.state()).isEqualTo(State.LOST);
          assertThat(reader.header().length()).isEqualTo(-1);
        } else {
          assertThat(reader.state()).as("gap %s to %s", from, to).isEqualTo(State.DONE);
          assertThat(to + taken).isEqualTo(header.length);
        }
      }
    }
  }

  @Test
  void aGapHidesTheAddresses() {
    byte[] header = ProxyBytes.block(0x21, 0x11, ProxyBytes.ipv4(), 20);
    ProxyReader reader = new ProxyReader();
    reader.accept(header, 0, 20);
    reader.gap(2);
    reader.accept(header, 22, header.length - 22);
    assertThat(reader.state()).isEqualTo(State.DONE);
    assertThat(reader.header().client()).isNull();
    assertThat(reader.hasGap()).isTrue();
  }

  @Test
  void aGapBehindTheEndLosesIt() {
    byte[] header = ProxyBytes.block(0x21, 0x11, ProxyBytes.ipv4(), 0);
    ProxyReader reader = new ProxyReader();
    reader.accept(header, 0, 20);
    reader.gap(9);
    assertThat(reader.state()).isEqualTo(State.LOST);
    byte[] line = Arrays.copyOf(ProxyBytes.line("TCP4 192.0.2.1 192.0.2.2 1 2"), 20);
    ProxyReader other = new ProxyReader();
    other.accept(line, 0, 20);
    other.gap(100);
    assertThat(other.state()).isEqualTo(State.LOST);
  }

  private static ProxyHeader read(byte[] header) {
    ProxyReader reader = new ProxyReader();
    reader.accept(header, 0, header.length);
    return reader.header();
  }
}
