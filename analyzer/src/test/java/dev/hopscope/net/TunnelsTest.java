package dev.hopscope.net;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hopscope.capture.Frame;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is a tunnel and what is not; the rest is proved by wrapped captures. */
final class TunnelsTest {
  private static final int RAW = 101;
  private static final int TCP = 6;
  private static final int UDP = 17;

  private final SegmentDecoder decoder = new SegmentDecoder();
  private final TcpSegment segment = new TcpSegment();
  private final Frame frame = new Frame();

  private Outcome decode(int linkType, byte[] bytes) {
    frame.wrap(1, 1, 0, linkType, bytes, 0, bytes.length, bytes.length);
    return decoder.decode(frame, segment);
  }

  private static byte[] hex(String digits) {
    return HexFormat.of().parseHex(digits.replace(" ", ""));
  }

  private static byte[] join(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }

  private static byte[] tcp(String text) {
    return join(hex("9c40 075b 00000007 00000008 5018 0400 0000 0000"), text.getBytes(US_ASCII));
  }

  /** An IPv4 packet whose header's checksum is not filled in. */
  private static byte[] ipv4(int protocol, byte[] content) {
    ByteBuffer header = ByteBuffer.allocate(20);
    header.putShort((short) 0x4500).putShort((short) (20 + content.length)).putInt(0x00010000);
    header.put((byte) 64).put((byte) protocol).putShort((short) 0);
    return join(header.putInt(0x0a000001).putInt(0x0a000002).array(), content);
  }

  private static byte[] ipv6(String source, String destination, byte[] content) {
    ByteBuffer header = ByteBuffer.allocate(8);
    header.putInt(0x60000000).putShort((short) content.length).put((byte) TCP).put((byte) 64);
    return join(header.array(), hex(source), hex(destination), content);
  }

  private static byte[] udp(int source, int destination, byte[] content) {
    ByteBuffer header = ByteBuffer.allocate(8).putShort((short) source);
    header.putShort((short) destination).putShort((short) (8 + content.length));
    return ipv4(UDP, join(header.array(), content));
  }

  private String payload() {
    return new String(segment.data(), segment.offset(), segment.length(), US_ASCII);
  }

  /** Random bytes, half of them behind a header as the port's tunnel has it. */
  @ParameterizedTest
  @CsvSource({
    "2152, 30ff0040 00000001",
    "4754, 00000800",
    "4789, 08000000 00002a00",
    "8472, 08000000 00002a00",
    "4790, 0c000001 00002a00",
    "6081, 00006558 00002a00",
    "6635, 00012140",
    "3544, 00000d4f 0a000001",
    "5072, 44521129 00000000",
  })
  void plainUdpIsNoTunnel(int port, String header) {
    Random random = new Random(port);
    for (int round = 0; round < 50_000; round++) {
      byte[] content = new byte[random.nextInt(120)];
      random.nextBytes(content);
      byte[] datagram = udp(40_000, port, join(round % 2 == 0 ? hex(header) : hex(""), content));
      assertThat(decode(RAW, datagram)).isIn(Outcome.NOT_TCP, Outcome.FRAGMENT);
    }
  }

  @Test
  void aGuessedTunnelNeedsARightIpHeader() {
    byte[] ethernet = hex("020000000001 020000000002 0800");
    byte[] inner = ipv4(TCP, tcp("inside"));
    byte[] vxlan = hex("08000000 00002a00");
    assertThat(decode(RAW, udp(50_000, 4789, join(vxlan, ethernet, inner)))).isEqualTo(Outcome.TCP);
    assertThat(payload()).isEqualTo("inside");
    inner[11] = 1; // the checksum is filled in, and wrong
    assertThat(decode(RAW, udp(50_000, 4789, join(vxlan, ethernet, inner))))
        .isEqualTo(Outcome.NOT_TCP);
    // where the header names its content, the checksum is not asked for
    assertThat(decode(RAW, ipv4(4, inner))).isEqualTo(Outcome.TCP);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "0000 0d4f 0a000001",
        "0001 00 00 0102030405060708 00",
        "0001 02 01 aabb cc 0102030405060708 00 0000 0d4f 0a000001"
      })
  void teredo(String before) {
    String client = "20010000 0a000001 00000000 00000001";
    String server = "20010db8 00000000 00000000 00000001";
    byte[] inner = ipv6(client, server, tcp("teredo"));
    assertThat(decode(RAW, udp(40_000, 3544, join(hex(before), inner)))).isEqualTo(Outcome.TCP);
    assertThat(payload()).isEqualTo("teredo");
    assertThat(segment.scope()).isZero();
    byte[] back = ipv6(server, client, tcp("back"));
    assertThat(decode(RAW, udp(3544, 40_000, back))).isEqualTo(Outcome.TCP);
    byte[] other = ipv6(server, server, tcp("other"));
    assertThat(decode(RAW, udp(3544, 40_000, other))).isEqualTo(Outcome.NOT_TCP);
  }

  @Test
  void asManyHeadersAsThereMayBe() {
    byte[] packet = ipv4(TCP, tcp("deep"));
    int depth = 1;
    while (decode(RAW, packet) == Outcome.TCP) {
      assertThat(payload()).isEqualTo("deep");
      packet = ipv4(4, packet);
      depth++;
    }
    assertThat(decode(RAW, packet)).isEqualTo(Outcome.MALFORMED);
    // each has a header and a step into the tunnel
    assertThat(depth).isEqualTo(SegmentDecoder.MAX_HEADERS / 2);
  }

  @Test
  void aWirelessAggregateHoldsSeveralSegments() {
    byte[] header = hex("8801 0000 020000000001 020000000002 020000000003 1000 8000");
    byte[] frame =
        join(
            header,
            part(hex("0806"), new byte[28]),
            part(hex("0800"), ipv4(TCP, tcp("one"))),
            part(hex("0800"), ipv4(TCP, tcp("three"))),
            part(hex("86dd"), new byte[2]));
    assertThat(decode(105, frame)).isEqualTo(Outcome.TCP);
    assertThat(payload()).isEqualTo("one");
    assertThat(decoder.another(segment)).isTrue();
    assertThat(payload()).isEqualTo("three");
    assertThat(decoder.another(segment)).isFalse();
  }

  /** One packet of an aggregate, filled up to four bytes. */
  private static byte[] part(byte[] type, byte[] content) {
    int length = 8 + content.length;
    byte[] all =
        join(
            hex("020000000001 020000000002"),
            ByteBuffer.allocate(2).putShort((short) length).array(),
            hex("aaaa03 000000"),
            type,
            content);
    return Arrays.copyOf(all, all.length + 3 & ~3);
  }

  @Test
  void errorMessagesThatQuoteTcpAreNone() {
    byte[] quoted = join(hex("0301 0000 00000000"), ipv4(TCP, tcp("quoted")));
    assertThat(decode(RAW, ipv4(1, quoted))).isEqualTo(Outcome.NOT_TCP);
  }

  @Test
  void whatIsNotIpInsideIpIsNoTcp() {
    assertThat(decode(RAW, ipv4(47, hex("0000 0806 0001")))).isEqualTo(Outcome.NOT_TCP);
    assertThat(decode(RAW, ipv4(47, hex("4000 0800 0001 0002")))).isEqualTo(Outcome.NOT_TCP);
    assertThat(decode(RAW, ipv4(47, hex("2001 880b 0000 0007")))).isEqualTo(Outcome.NOT_TCP);
  }
}
