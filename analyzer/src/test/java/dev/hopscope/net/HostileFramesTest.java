package dev.hopscope.net;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hopscope.capture.Frame;
import dev.hopscope.testkit.Samples;
import dev.hopscope.testkit.TimedFrame;
import dev.hopscope.testkit.wrapping.IpPackets;
import dev.hopscope.testkit.wrapping.Wrapping;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** One packet in every wrapping, cut at every length, and with every byte changed. */
final class HostileFramesTest {
  private static final String[] SAMPLES = {"qos2-to-qos2", "ipv6"};
  private static final int[] FLIPS = {0x01, 0x80, 0xff, 0x40, 0x7f};

  private final Frame frame = new Frame();
  private final TcpSegment segment = new TcpSegment();

  /** What a packet is in each wrapping. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Case(Wrapping wrapping, byte[] packet, List<TimedFrame> frames) {
    @Override
    public String toString() {
      return wrapping.name();
    }
  }

  static List<Case> cases() throws IOException {
    List<Case> cases = new ArrayList<>();
    for (String sample : SAMPLES) {
      TimedFrame packet = withPayload(IpPackets.read(Samples.capture(sample)));
      for (Wrapping wrapping : Wrapping.all()) {
        cases.add(new Case(wrapping, packet.bytes(), wrapping.wrap(List.of(packet))));
      }
    }
    return cases;
  }

  /** A packet that carries more than a few bytes of TCP. */
  private static TimedFrame withPayload(List<TimedFrame> packets) {
    return packets.stream().filter(packet -> packet.bytes().length > 75).findFirst().orElseThrow();
  }

  private Outcome decode(SegmentDecoder decoder, int linkType, byte[] bytes, int length, int wire) {
    byte[] buffer = new byte[length + 9];
    Arrays.fill(buffer, (byte) 0x45);
    System.arraycopy(bytes, 0, buffer, 4, length);
    frame.wrap(1, 1, 1_000_000_000L, linkType, buffer, 4, length, wire);
    Outcome outcome = decoder.decode(frame, segment);
    while (outcome == Outcome.TCP) {
      assertThat(segment.length()).isBetween(0, segment.wireLength());
      assertThat(segment.offset()).isNotNegative();
      boolean inFrame = segment.data() == buffer;
      int end = inFrame ? 4 + length : segment.data().length;
      assertThat(segment.offset() + segment.length()).isLessThanOrEqualTo(end);
      assertThat(segment.checksum()).isNotNull();
      if (!decoder.another(segment)) {
        break;
      }
    }
    return outcome;
  }

  private static byte[] payload(TcpSegment segment) {
    return Arrays.copyOfRange(
        segment.data(), segment.offset(), segment.offset() + segment.length());
  }

  /** Cut by a snap length: what is found is a part of what was there, and from its start. */
  @ParameterizedTest
  @MethodSource("cases")
  void cutAtEveryLength(Case each) {
    int linkType = each.wrapping.linkType();
    SegmentDecoder whole = new SegmentDecoder();
    Outcome last = null;
    for (TimedFrame part : each.frames) {
      last = decode(whole, linkType, part.bytes(), part.bytes().length, part.originalLength());
    }
    assertThat(last).isIn(Outcome.TCP, Outcome.FRAGMENT);
    byte[] content = payload(content(each.packet));
    for (int cut = 0; cut < each.frames.size(); cut++) {
      byte[] bytes = each.frames.get(cut).bytes();
      for (int length = 0; length < bytes.length; length++) {
        SegmentDecoder decoder = new SegmentDecoder();
        for (int i = 0; i < each.frames.size(); i++) {
          byte[] part = each.frames.get(i).bytes();
          Outcome outcome =
              decode(decoder, linkType, part, i == cut ? length : part.length, part.length);
          if (outcome == Outcome.TCP) {
            byte[] found = payload(segment);
            assertThat(found).isEqualTo(Arrays.copyOf(content, found.length));
            assertThat(segment.wireLength()).isEqualTo(content.length);
          }
        }
      }
    }
  }

  private TcpSegment content(byte[] packet) {
    assertThat(decode(new SegmentDecoder(), 101, packet, packet.length, packet.length))
        .isEqualTo(Outcome.TCP);
    return segment;
  }

  /** Never longer on the wire either: no more is found than there is. */
  @ParameterizedTest
  @MethodSource("cases")
  void shortenedToEveryLength(Case each) {
    byte[] bytes = each.frames.get(0).bytes();
    for (int length = 0; length < bytes.length; length++) {
      assertThat(decode(new SegmentDecoder(), each.wrapping.linkType(), bytes, length, length))
          .isNotNull();
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void everyByteChanged(Case each) {
    for (TimedFrame part : each.frames.subList(0, Math.min(3, each.frames.size()))) {
      for (int at = 0; at < part.bytes().length; at++) {
        for (int flip : FLIPS) {
          byte[] changed = part.bytes().clone();
          changed[at] ^= (byte) flip;
          int length = changed.length;
          assertThat(
                  decode(new SegmentDecoder(), each.wrapping.linkType(), changed, length, length))
              .isNotNull();
        }
      }
    }
  }

  /** Bytes of one kind of link read as any other. */
  @Test
  void everyLinkTypeReadsEveryFrame() throws IOException {
    long segments = 0;
    for (Case each : cases()) {
      for (int linkType = 0; linkType < 300; linkType++) {
        byte[] bytes = each.frames.get(0).bytes();
        Outcome outcome = decode(new SegmentDecoder(), linkType, bytes, bytes.length, bytes.length);
        segments += outcome == Outcome.TCP ? 1 : 0;
      }
    }
    assertThat(segments).isPositive();
  }
}
