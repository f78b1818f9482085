package dev.hopscope.net;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.hopscope.capture.Frame;
import dev.hopscope.net.TcpSegment.Checksum;
import dev.hopscope.testkit.CaptureBuilder;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Headers are written as in the diagrams of the classes that read them. */
final class SegmentDecoderTest {
  private static final int ETHERNET = 1;
  private static final int RAW = 101;
  private static final byte[] PAYLOAD = {'p', 'a', 'y', 'l', 'o', 'a', 'd'};
  private static final byte[] IPV4 = packet("10.0.0.1:40000", "192.168.255.9:1883");
  private static final byte[] IPV6 = packet("[fe80::1]:40000", "[2001:db8::ff]:1883");

  private final SegmentDecoder decoder = new SegmentDecoder();
  private final Frame frame = new Frame();
  private final TcpSegment segment = new TcpSegment();

  private static byte[] packet(String client, String server) {
    CaptureBuilder capture = new CaptureBuilder();
    capture.midStream(client, server, -2, (int) 4_000_000_000L).client(PAYLOAD);
    byte[] ethernet = capture.frames().get(0);
    return Arrays.copyOfRange(ethernet, 14, ethernet.length);
  }

  private static byte[] hex(String digits) {
    return HexFormat.of().parseHex(digits.replace(" ", ""));
  }

  private static byte[] join(byte[]... parts) {
    ByteBuffer all = ByteBuffer.allocate(Arrays.stream(parts).mapToInt(part -> part.length).sum());
    for (byte[] part : parts) {
      all.put(part);
    }
    return all.array();
  }

  private static byte[] with(byte[] original, int at, String bytes) {
    byte[] changed = original.clone();
    byte[] replacement = hex(bytes);
    System.arraycopy(replacement, 0, changed, at, replacement.length);
    return changed;
  }

  private Outcome decode(int linkType, byte[]... parts) {
    byte[] bytes = join(parts);
    return decodeCut(linkType, bytes, bytes.length);
  }

  /** Decodes what a capture with this snap length holds; the frame lies inside a larger buffer. */
  private Outcome decodeCut(int linkType, byte[] bytes, int captured) {
    byte[] buffer = new byte[captured + 10];
    Arrays.fill(buffer, (byte) 0x55);
    System.arraycopy(bytes, 0, buffer, 5, captured);
    frame.wrap(3, 17, 1_234_567_890L, linkType, buffer, 5, captured, bytes.length);
    return decoder.decode(frame, segment);
  }

  private String payload() {
    return new String(segment.data(), segment.offset(), segment.length(), UTF_8);
  }

  private void assertDecoded(int linkType, String linkHeader, byte[] packet, int scope) {
    assertThat(decode(linkType, hex(linkHeader), packet)).isEqualTo(Outcome.TCP);
    assertThat(payload()).isEqualTo("payload");
    assertThat(segment.wireLength()).isEqualTo(7);
    assertThat(segment.checksum()).isEqualTo(Checksum.VALID);
    assertThat(segment.scope()).isEqualTo(scope);
    assertThat(segment.sourcePort()).isEqualTo(40_000);
    assertThat(segment.destinationPort()).isEqualTo(1_883);
  }

  @Test
  void everyFieldOfAnIpv4Segment() {
    assertDecoded(RAW, "", IPV4, 0);
    assertThat(segment.capture()).isEqualTo(3);
    assertThat(segment.frame()).isEqualTo(17);
    assertThat(segment.timeNanos()).isEqualTo(1_234_567_890L);
    assertThat(segment.ipv6()).isFalse();
    assertThat(segment.sourceHigh()).isZero();
    assertThat(segment.sourceLow()).isEqualTo(0x0a000001L);
    assertThat(segment.destinationHigh()).isZero();
    assertThat(segment.destinationLow()).isEqualTo(0xc0a8ff09L);
    assertThat(segment.sequence()).isEqualTo(-1);
    assertThat(segment.acknowledgement()).isEqualTo((int) 4_000_000_001L);
    assertThat(segment.has(TcpSegment.PSH | TcpSegment.ACK)).isTrue();
    assertThat(segment.has(TcpSegment.SYN)).isFalse();
    assertThat(segment.window()).isEqualTo(64_240);
    assertThat(segment.ipId()).isEqualTo(0x1000);
  }

  @Test
  void everyAddressFieldOfAnIpv6Segment() {
    assertDecoded(RAW, "", IPV6, 0);
    assertThat(segment.ipv6()).isTrue();
    assertThat(segment.sourceHigh()).isEqualTo(0xfe80_0000_0000_0000L);
    assertThat(segment.sourceLow()).isEqualTo(1);
    assertThat(segment.destinationHigh()).isEqualTo(0x2001_0db8_0000_0000L);
    assertThat(segment.destinationLow()).isEqualTo(0xff);
    assertThat(segment.ipId()).isEqualTo(-1);
  }

  @ParameterizedTest
  @CsvSource({
    // tags behind the addresses, scope
    "'', 0",
    "8100 6007, 7",
    "8100 6000, 0",
    "9100 0fff, 4095",
    "88a8 0007 8100 0008, 28680",
    "8100 0007 8100 0007, 28679",
    "88a8 0001 88a8 0002 8100 0003, 16785411",
  })
  void ethernetWithVlans(String tags, int scope) {
    String addresses = "020000000001 020000000002";
    assertDecoded(ETHERNET, addresses + tags + "0800", IPV4, scope);
    assertDecoded(ETHERNET, addresses + tags + "86dd", IPV6, scope);
    assertThat(decode(ETHERNET, hex(addresses + tags + "0806"), new byte[46]))
        .isEqualTo(Outcome.NOT_IP);
    assertThat(decode(ETHERNET, hex(addresses + tags + "0026 4242 03"), new byte[46]))
        .isEqualTo(Outcome.NOT_IP);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 108})
  void loopbackInEitherByteOrder(int linkType) {
    assertDecoded(linkType, "02000000", IPV4, 0);
    assertDecoded(linkType, "00000002", IPV4, 0);
    for (String family : new String[] {"0a", "18", "1c", "1e"}) {
      assertDecoded(linkType, family + "000000", IPV6, 0);
      assertDecoded(linkType, "000000" + family, IPV6, 0);
    }
    assertThat(decode(linkType, hex("07000000"), IPV4)).isEqualTo(Outcome.NOT_IP);
    assertThat(decode(linkType, hex("ffffffff"), IPV4)).isEqualTo(Outcome.NOT_IP);
  }

  @ParameterizedTest
  @ValueSource(ints = {12, 14, 101, 228, 229})
  void rawIp(int linkType) {
    assertDecoded(linkType, "", IPV4, 0);
    assertDecoded(linkType, "", IPV6, 0);
    assertThat(decode(linkType, hex("50000000"))).isEqualTo(Outcome.NOT_IP);
    assertThat(decode(linkType)).isEqualTo(Outcome.MALFORMED);
  }

  @Test
  void linuxCookedCapture() {
    String sll = "0000 0001 0006 0200000000010000";
    assertDecoded(113, sll + "0800", IPV4, 0);
    assertDecoded(113, sll + "86dd", IPV6, 0);
    assertDecoded(113, sll + "8100 0005 0800", IPV4, 5);
    assertThat(decode(113, hex(sll + "0004"), IPV4)).isEqualTo(Outcome.NOT_IP);
    String sll2 = "0000 00000003 0001 00 06 0200000000010000";
    assertDecoded(276, "0800" + sll2, IPV4, 0);
    assertDecoded(276, "86dd" + sll2, IPV6, 0);
    assertDecoded(276, "8100" + sll2 + "0005 86dd", IPV6, 5);
    assertThat(decode(276, hex("0806" + sll2), IPV4)).isEqualTo(Outcome.NOT_IP);
  }

  @Test
  void otherLinkTypesAreUnsupported() {
    for (int linkType : new int[] {-1, 2, 147, 160, 231, 286, 511, 512, 65_535}) {
      assertThat(decode(linkType, IPV4)).isEqualTo(Outcome.UNSUPPORTED_LINK);
      assertThat(SegmentDecoder.supports(linkType)).isFalse();
    }
    assertThat(SegmentDecoder.supports(276)).isTrue();
  }

  @Test
  void onlyAnUnsupportedLinkIsNotDecodable() {
    for (Outcome outcome : Outcome.values()) {
      assertThat(outcome.decodable()).isEqualTo(outcome != Outcome.UNSUPPORTED_LINK);
      assertThat(outcome.id()).isEqualTo(outcome.name().toLowerCase(Locale.ROOT).replace('_', '-'));
    }
  }

  @Test
  void paddingBehindTheIpPacketIsNoPayload() {
    assertThat(decode(RAW, IPV4, new byte[13])).isEqualTo(Outcome.TCP);
    assertThat(payload()).isEqualTo("payload");
    assertThat(segment.wireLength()).isEqualTo(7);
    assertThat(decode(RAW, IPV6, new byte[13])).isEqualTo(Outcome.TCP);
    assertThat(payload()).isEqualTo("payload");
  }

  @Test
  void lengthZeroTakesTheFramesLength() {
    for (byte[] packet : new byte[][] {with(IPV4, 2, "0000"), with(IPV6, 4, "0000")}) {
      assertThat(decode(RAW, packet)).isEqualTo(Outcome.TCP);
      assertThat(payload()).isEqualTo("payload");
      assertThat(segment.checksum()).isEqualTo(Checksum.UNKNOWN);
      assertThat(decodeCut(RAW, packet, packet.length - 3)).isEqualTo(Outcome.TCP);
      assertThat(payload()).isEqualTo("payl");
      assertThat(segment.wireLength()).isEqualTo(7);
    }
  }

  @Test
  void ipv4OptionsAreSkipped() {
    byte[] options = hex("01010101 94040000");
    byte[] header = with(Arrays.copyOf(IPV4, 20), 0, "47");
    byte[] longer = with(header, 2, "0037");
    byte[] tcp = Arrays.copyOfRange(IPV4, 20, IPV4.length);
    assertThat(decode(RAW, longer, options, tcp)).isEqualTo(Outcome.TCP);
    assertThat(payload()).isEqualTo("payload");
    assertThat(segment.checksum()).isEqualTo(Checksum.VALID);
  }

  @Test
  void wrongIpv4Headers() {
    assertThat(decode(228, with(IPV4, 0, "44"))).isEqualTo(Outcome.MALFORMED);
    assertThat(decode(RAW, with(IPV4, 2, "0013"))).isEqualTo(Outcome.MALFORMED);
    assertThat(decode(RAW, with(IPV4, 2, "0014"))).isEqualTo(Outcome.MALFORMED);
    assertThat(decode(ETHERNET, hex("020000000001 020000000002 0800"), IPV6))
        .isEqualTo(Outcome.MALFORMED);
    assertThat(decode(ETHERNET, hex("020000000001 020000000002 86dd"), IPV4))
        .isEqualTo(Outcome.MALFORMED);
    assertThat(decode(RAW, with(IPV4, 9, "11"))).isEqualTo(Outcome.NOT_TCP);
  }

  @Test
  void ipv4Fragments() {
    assertThat(decode(RAW, with(with(IPV4, 6, "2000"), 2, "002c"))).isEqualTo(Outcome.FRAGMENT);
    assertThat(decode(RAW, with(IPV4, 4, "7777 0001"))).isEqualTo(Outcome.FRAGMENT);
    // not a multiple of 8 bytes, and more to come; beyond the longest packet
    assertThat(decode(RAW, with(IPV4, 6, "2000"))).isEqualTo(Outcome.MALFORMED);
    assertThat(decode(RAW, with(IPV4, 6, "1fff"))).isEqualTo(Outcome.MALFORMED);
    assertThat(decode(RAW, with(IPV4, 6, "c000"))).isEqualTo(Outcome.TCP);
    assertThat(decode(RAW, with(with(IPV4, 6, "2000"), 9, "11"))).isEqualTo(Outcome.NOT_TCP);
  }

  /** An IPv6 packet with extension headers before TCP; the first is of type {@code first}. */
  private static byte[] extended(int first, String extensions) {
    byte[] between = hex(extensions);
    byte[] header = Arrays.copyOf(IPV6, 40);
    header[6] = (byte) first;
    ByteBuffer.wrap(header).putShort(4, (short) (IPV6.length - 40 + between.length));
    return join(header, between, Arrays.copyOfRange(IPV6, 40, IPV6.length));
  }

  @ParameterizedTest
  @CsvSource({
    // first header, headers, checksum
    "0, 06 00 050200000100, VALID",
    "60, 06 01 010c 000000000000000000000000, VALID",
    "43, 06 02 00 00 0000000020010db8 000000000000000000000001, VALID",
    "43, 06 02 00 01 0000000020010db8 000000000000000000000001, UNKNOWN",
    "51, 06 04 0000 00000001 00000002 000000000000000000000000, VALID",
    "44, 06 00 0000 12345678, VALID",
    "0, 3c 00 050200000100 2c 00 010400000000 06 ff 0006 12345678, VALID",
  })
  void ipv6ExtensionHeadersAreSkipped(int first, String headers, Checksum checksum) {
    assertThat(decode(RAW, extended(first, headers))).isEqualTo(Outcome.TCP);
    assertThat(payload()).isEqualTo("payload");
    assertThat(segment.checksum()).isEqualTo(checksum);
  }

  @ParameterizedTest
  @CsvSource({
    "44, 06 00 0001 12345678, MALFORMED",
    "44, 06 00 0008 12345678, FRAGMENT",
    "44, 3c 00 fff8 12345678, MALFORMED",
    "44, 11 00 0001 12345678, NOT_TCP",
    "0, 11 00 050200000100, NOT_TCP",
    "0, 3b 00 050200000100, NOT_TCP",
    "50, 06 00 050200000100, NOT_TCP",
    "0, 06 ff 050200000100, MALFORMED",
    "51, 06 ff 0000 00000000, MALFORMED",
  })
  void ipv6ExtensionHeadersThatEndIt(int first, String headers, Outcome outcome) {
    assertThat(decode(RAW, extended(first, headers))).isEqualTo(outcome);
  }

  @Test
  void tcpHeaderLengths() {
    assertThat(decode(RAW, with(IPV4, 32, "40"))).isEqualTo(Outcome.MALFORMED);
    assertThat(decode(RAW, with(IPV4, 32, "70"))).isEqualTo(Outcome.MALFORMED);
    assertThat(decode(RAW, with(IPV4, 32, "60"))).isEqualTo(Outcome.TCP);
    assertThat(payload()).isEqualTo("oad");
  }

  @Test
  void aWrongChecksumIsToldWhenAsked() {
    assertThat(decode(RAW, with(IPV4, 36, "beef"))).isEqualTo(Outcome.TCP);
    assertThat(segment.checksum()).isEqualTo(Checksum.INVALID);
    assertThat(segment.checksum()).isEqualTo(Checksum.INVALID);
    assertThat(decode(RAW, IPV4)).isEqualTo(Outcome.TCP);
    assertThat(segment.checksum()).isEqualTo(Checksum.VALID);
  }

  @Test
  void aFrameCutAnywhere() {
    for (byte[] packet : new byte[][] {IPV4, IPV6}) {
      byte[] ethernet =
          join(
              hex("020000000001 020000000002 8100 0003"),
              hex(packet == IPV4 ? "0800" : "86dd"),
              packet);
      int payloadAt = ethernet.length - 7;
      for (int captured = 0; captured < ethernet.length; captured++) {
        Outcome outcome = decodeCut(ETHERNET, ethernet, captured);
        if (captured < payloadAt) {
          assertThat(outcome).as("cut to %d", captured).isEqualTo(Outcome.TRUNCATED);
        } else {
          assertThat(outcome).as("cut to %d", captured).isEqualTo(Outcome.TCP);
          assertThat(payload()).isEqualTo("payload".substring(0, captured - payloadAt));
          assertThat(segment.wireLength()).isEqualTo(7);
          assertThat(segment.checksum()).isEqualTo(Checksum.UNKNOWN);
        }
      }
    }
  }

  @Test
  void aFrameThatWasNeverLongerIsMalformed() {
    byte[] ethernet = join(hex("020000000001 020000000002 8100 0003 0800"), with(IPV4, 2, "0000"));
    for (int length = 0; length < ethernet.length - 7; length++) {
      assertThat(decode(ETHERNET, Arrays.copyOf(ethernet, length)))
          .as("length %d", length)
          .isEqualTo(Outcome.MALFORMED);
    }
  }

  @Test
  void aCaptureThatEndsInsideTheTcpOptionsStillTellsTheSegment() {
    CaptureBuilder capture = new CaptureBuilder();
    capture.open("10.0.0.1:1", "10.0.0.2:2");
    byte[] syn = capture.frames().get(0);
    assertThat(decodeCut(ETHERNET, syn, syn.length - 2)).isEqualTo(Outcome.TCP);
    assertThat(segment.has(TcpSegment.SYN)).isTrue();
    assertThat(segment.length()).isZero();
    assertThat(segment.wireLength()).isZero();
    assertThat(segment.checksum()).isEqualTo(Checksum.UNKNOWN);
  }

  @Test
  void ipLengthTellsTheWireLengthWhereTheFramesIsWrong() {
    byte[] cut = Arrays.copyOf(IPV4, IPV4.length - 3);
    assertThat(decode(RAW, cut)).isEqualTo(Outcome.TCP);
    assertThat(payload()).isEqualTo("payl");
    assertThat(segment.wireLength()).isEqualTo(7);
  }

  @Test
  void decodingAllocatesNothing() {
    byte[] ethernet =
        join(hex("020000000001 020000000002 8100 0003 86dd"), extended(0, "06 00 050200000100"));
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    frame.wrap(1, 1, 0, ETHERNET, ethernet, 0, ethernet.length, ethernet.length);
    long before = 0;
    int right = 0;
    for (int i = 0; i < 200_000; i++) {
      if (i == 100_000) {
        before = threads.getCurrentThreadAllocatedBytes();
      }
      decoder.decode(frame, segment);
      right += segment.checksum() == Checksum.VALID ? 1 : 0;
    }
    assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(10_000);
    assertThat(right).isEqualTo(200_000);
  }
}
