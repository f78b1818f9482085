package dev.hopscope.net;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hopscope.capture.Frame;
import dev.hopscope.limits.Limit;
import dev.hopscope.limits.Limits;
import java.nio.ByteBuffer;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** IPv4 packets in parts: order, overlap, time, limits, and how frames are counted. */
final class FragmentsTest {
  private static final int TCP = 6;
  private static final int UDP = 17;
  private static final long SECOND = 1_000_000_000L;

  private final TcpSegment segment = new TcpSegment();
  private final Frame frame = new Frame();
  private SegmentDecoder decoder = new SegmentDecoder();
  private long number;
  private long now = 1_000 * SECOND;
  private int capture = 1;

  /** Decodes one fragment at the clock's time. */
  private Outcome fragment(int id, int protocol, int first, boolean more, byte[] content) {
    return fragment(id, protocol, first, more, content, content.length);
  }

  private Outcome fragment(
      int id, int protocol, int first, boolean more, byte[] content, int captured) {
    ByteBuffer packet = ByteBuffer.allocate(20 + content.length);
    packet.putShort((short) 0x4500).putShort((short) packet.capacity()).putShort((short) id);
    packet.putShort((short) ((more ? 0x2000 : 0) | first / 8)).put((byte) 64).put((byte) protocol);
    packet.putShort((short) 0).putInt(0x0a000001).putInt(0x0a000002).put(content);
    frame.wrap(capture, ++number, now, 101, packet.array(), 0, 20 + captured, packet.capacity());
    return decoder.decode(frame, segment);
  }

  private static byte[] header() {
    ByteBuffer tcp = ByteBuffer.allocate(24);
    tcp.putShort((short) 40_000).putShort((short) 1_883).putInt(7).putInt(8).putInt(0x5018_0400);
    return tcp.putInt(0).put("abcd".getBytes(US_ASCII)).array();
  }

  private static byte[] text(String text) {
    return text.getBytes(US_ASCII);
  }

  private String payload() {
    return new String(segment.data(), segment.offset(), segment.length(), US_ASCII);
  }

  @Test
  void theFrameThatCompletesAPacketDatesIt() {
    assertThat(fragment(1, TCP, 24, false, text("efgh"))).isEqualTo(Outcome.FRAGMENT);
    assertThat(decoder.earlierFragments()).isZero();
    now += SECOND;
    assertThat(fragment(1, TCP, 0, true, header())).isEqualTo(Outcome.TCP);
    assertThat(payload()).isEqualTo("abcdefgh");
    assertThat(segment.frame()).isEqualTo(2);
    assertThat(segment.timeNanos()).isEqualTo(now);
    assertThat(decoder.earlierFragments()).isEqualTo(1);
  }

  @Test
  void firstBytesWin() {
    fragment(1, TCP, 24, true, text("11111111"));
    fragment(1, TCP, 24, true, text("2222222233333333"));
    assertThat(fragment(1, TCP, 40, false, text("4"))).isEqualTo(Outcome.FRAGMENT);
    assertThat(fragment(1, TCP, 0, true, header())).isEqualTo(Outcome.TCP);
    assertThat(payload()).isEqualTo("abcd11111111333333334");
    assertThat(decoder.earlierFragments()).isEqualTo(3);
  }

  @Test
  void aFragmentThatContradictsTheOthersIsLeftOut() {
    fragment(1, TCP, 24, false, text("efgh"));
    assertThat(fragment(1, TCP, 24, false, text("efghi"))).isEqualTo(Outcome.MALFORMED);
    assertThat(fragment(1, TCP, 32, true, text("12345678"))).isEqualTo(Outcome.MALFORMED);
    assertThat(fragment(1, TCP, 8, false, text("1234567"))).isEqualTo(Outcome.MALFORMED);
    assertThat(fragment(1, TCP, 65_528, false, text("12345678"))).isEqualTo(Outcome.MALFORMED);
    assertThat(fragment(1, TCP, 0, true, header())).isEqualTo(Outcome.TCP);
    assertThat(payload()).isEqualTo("abcdefgh");
  }

  @Test
  void repeatsOfAWholePacketAreNoNewOne() {
    fragment(1, TCP, 0, true, header());
    assertThat(fragment(1, TCP, 24, false, text("efgh"))).isEqualTo(Outcome.TCP);
    now += 1_000_000;
    assertThat(fragment(1, TCP, 0, true, header())).isEqualTo(Outcome.FRAGMENT);
    assertThat(fragment(1, TCP, 24, false, text("efgh"))).isEqualTo(Outcome.FRAGMENT);
    // later the same number belongs to another packet
    now += SECOND;
    assertThat(fragment(1, TCP, 0, true, header())).isEqualTo(Outcome.FRAGMENT);
    assertThat(fragment(1, TCP, 24, false, text("EFGH"))).isEqualTo(Outcome.TCP);
    assertThat(payload()).isEqualTo("abcdEFGH");
    assertThat(decoder.earlierFragments()).isEqualTo(1);
  }

  @Test
  void partsOfPacketsFarApartInTimeAreNotJoined() {
    fragment(1, TCP, 0, true, header());
    now += FragmentStore.TIMEOUT_NANOS + 1;
    assertThat(fragment(1, TCP, 24, false, text("late"))).isEqualTo(Outcome.FRAGMENT);
    now -= 2 * FragmentStore.TIMEOUT_NANOS;
    assertThat(fragment(1, TCP, 0, true, header())).isEqualTo(Outcome.FRAGMENT);
    assertThat(fragment(1, TCP, 24, false, text("true"))).isEqualTo(Outcome.TCP);
    assertThat(payload()).isEqualTo("abcdtrue");
  }

  @Test
  void whatTheSnapLengthCutIsNotCaptured() {
    fragment(1, TCP, 0, true, header());
    fragment(1, TCP, 24, true, text("12345678"), 3);
    assertThat(fragment(1, TCP, 32, false, text("90"))).isEqualTo(Outcome.TCP);
    assertThat(payload()).isEqualTo("abcd123");
    assertThat(segment.wireLength()).isEqualTo(14);
  }

  @Test
  void udpThatIsNoTunnelIsNotKept() {
    byte[] datagram = ByteBuffer.allocate(16).putShort((short) 53).putShort((short) 53).array();
    assertThat(fragment(1, UDP, 16, true, text("12345678"))).isEqualTo(Outcome.FRAGMENT);
    assertThat(fragment(1, UDP, 0, true, datagram)).isEqualTo(Outcome.NOT_TCP);
    // the one before was of it too
    assertThat(decoder.earlierFragments()).isEqualTo(1);
    assertThat(fragment(1, UDP, 24, false, text("1"))).isEqualTo(Outcome.NOT_TCP);
    assertThat(decoder.earlierFragments()).isZero();
  }

  @Test
  void capturesDoNotShareFragments() {
    fragment(1, TCP, 0, true, header());
    capture = 2;
    assertThat(fragment(1, TCP, 24, false, text("efgh"))).isEqualTo(Outcome.FRAGMENT);
  }

  @Test
  void theOldestLeaveWhereThereAreTooMany() {
    Limits limits = new Limits(Map.of(Limit.FRAGMENT_DATAGRAMS, 2L), hit -> {});
    decoder = new SegmentDecoder(limits);
    for (int id = 1; id <= 3; id++) {
      fragment(id, TCP, 0, true, header());
    }
    assertThat(fragment(2, TCP, 24, false, text("2"))).isEqualTo(Outcome.TCP);
    assertThat(fragment(3, TCP, 24, false, text("3"))).isEqualTo(Outcome.TCP);
    assertThat(limits.hits()).containsEntry(Limit.FRAGMENT_DATAGRAMS.id(), 1L).hasSize(1);
    assertThat(fragment(1, TCP, 24, false, text("1"))).isEqualTo(Outcome.FRAGMENT);
  }

  @Test
  void theOldestLeaveWhereTheyTakeTooMuch() {
    Limits limits = new Limits(Map.of(Limit.FRAGMENT_BYTES, 64L), hit -> {});
    decoder = new SegmentDecoder(limits);
    for (int id = 1; id <= 3; id++) {
      fragment(id, TCP, 0, true, header());
    }
    assertThat(limits.hits()).containsEntry(Limit.FRAGMENT_BYTES.id(), 1L).hasSize(1);
    assertThat(fragment(3, TCP, 24, false, text("3"))).isEqualTo(Outcome.TCP);
    // one that is too large alone
    assertThat(fragment(9, TCP, 80, true, text("12345678"))).isEqualTo(Outcome.FRAGMENT);
    assertThat(fragment(9, TCP, 88, false, text("1"))).isEqualTo(Outcome.FRAGMENT);
  }
}
