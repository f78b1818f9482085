package dev.hopscope.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.hopscope.bytes.Digest64;
import dev.hopscope.stream.GapCause;
import dev.hopscope.stream.Provenance;
import dev.hopscope.testkit.MqttBytes;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nothing is held that need not be: large payloads, large heads, repeated topics. */
class FramerLimitsTest {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  /** A handler that looks at what the next stages look at. */
  private static final class Looker implements PacketHandler {
    int packets;
    long sum;
    String topic;

    @Override
    public void onPacket(PacketView packet, Provenance at) {
      packets++;
      sum += packet.payloadDigest() + packet.packetId() + packet.qos();
      topic = packet.topic();
    }

    @Override
    public void onGap(long position, long length, GapCause cause, Provenance at) {
      throw new AssertionError("no gap was fed");
    }

    @Override
    public void onResync(long position, long length, int evidence, Provenance at) {
      throw new AssertionError("nothing was lost");
    }
  }

  @ParameterizedTest(name = "30 with Remaining Length {0} is never held whole")
  @ValueSource(ints = {2_097_151, 2_097_152, 268_435_455})
  void theLargestPayloads(int remainingLength) {
    byte[] head = MqttBytes.publish(MqttVersion.V5_0, "t", "");
    byte[] header = new byte[1 + (remainingLength > 2_097_151 ? 4 : 3)];
    header[0] = 0x30;
    for (int i = 1, left = remainingLength; i < header.length; i++, left >>>= 7) {
      header[i] = (byte) (left & 0x7f | (i + 1 < header.length ? 0x80 : 0));
    }
    byte[] chunk = new byte[1 << 16];
    Arrays.fill(chunk, (byte) 'x');
    Digest64 digest = new Digest64();
    Looker looker = new Looker();
    MqttFramer framer = new MqttFramer(FramerLimits.DEFAULT, looker);
    framer.version(MqttVersion.V5_0);
    Provenance at = new Provenance().set(1, 1, 0);

    long before = THREADS.getCurrentThreadAllocatedBytes();
    framer.onBytes(header, 0, header.length, 0, at);
    framer.onBytes(head, 2, head.length - 2, header.length, at);
    long position = header.length + head.length - 2L;
    for (int left = remainingLength - (head.length - 2); left > 0; ) {
      int part = Math.min(left, chunk.length);
      assertThat(looker.packets).isZero();
      framer.onBytes(chunk, 0, part, position, at);
      digest.update(chunk, 0, part);
      position += part;
      left -= part;
    }
    long allocated = THREADS.getCurrentThreadAllocatedBytes() - before;

    assertThat(looker.packets).isEqualTo(1);
    assertThat(looker.sum).isEqualTo(digest.value() - 1);
    assertThat(allocated).as("bytes allocated").isLessThan(1 << 20);
  }

  @Test
  void aMillionPublishesInPlaceAllocateNothing() {
    byte[] first = MqttBytes.publish(MqttVersion.V3_1_1, "sensors/1/temperature", "21.5", 1, 7);
    byte[] second = MqttBytes.publish(MqttVersion.V3_1_1, "sensors/2/temperature", "21.5", 0, 0);
    byte[] segment = MqttBytes.concat(first, second, first, second, first);
    Looker looker = new Looker();
    MqttFramer framer = new MqttFramer(FramerLimits.DEFAULT, looker);
    framer.version(MqttVersion.V3_1_1);
    Provenance at = new Provenance().set(1, 1, 0);
    feed(framer, segment, 40_000, at);
    long before = THREADS.getCurrentThreadAllocatedBytes();
    feed(framer, segment, 200_000, at);
    long allocated = THREADS.getCurrentThreadAllocatedBytes() - before;
    assertThat(looker.packets).isEqualTo(1_200_000);
    assertThat(allocated).as("bytes for a million packets").isLessThan(100_000);
  }

  private static void feed(MqttFramer framer, byte[] segment, int times, Provenance at) {
    for (int i = 0; i < times; i++) {
      framer.onBytes(segment, 0, segment.length, (long) i * segment.length, at);
    }
  }

  @Test
  void aRepeatedTopicIsTheSameString() {
    Looker looker = new Looker();
    MqttFramer framer = new MqttFramer(FramerLimits.DEFAULT, looker);
    Provenance at = new Provenance().set(1, 1, 0);
    byte[] packet = MqttBytes.publish(MqttVersion.V3_1_1, "sensors/1", "x");
    framer.onBytes(packet, 0, packet.length, 0, at);
    String first = looker.topic;
    framer.onBytes(packet.clone(), 0, packet.length, packet.length, at);
    assertThat(looker.topic).isSameAs(first);
  }

  @Test
  void aTopicThatIsWrongIsNotedEveryTime() {
    byte[] bad = MqttBytes.publish(MqttVersion.V3_1_1, "a/+", "x");
    Recorder recorder = new Recorder(MqttVersion.V3_1_1, null).feed(bad).feed(bad);
    assertThat(recorder.packets).hasSize(2).allMatch(p -> p.has(Note.TOPIC_WILDCARD));
  }

  @Test
  void aHeadOverTheLimitIsFramedOnly() {
    FramerLimits limits = new FramerLimits(64, 16);
    byte[] publish =
        MqttBytes.publish(
            MqttVersion.V5_0,
            "topic",
            new byte[40],
            1,
            5,
            false,
            false,
            MqttBytes.properties().user("key", "v".repeat(100)));
    String[] filters = {"one", "a/very/long/filter/that/fills/the/limit/and/more/and/more", "two"};
    byte[] subscribe =
        MqttBytes.subscribe(
            MqttVersion.V5_0, 6, MqttBytes.properties(), filters, new int[] {0, 1, 2});
    byte[] stream = MqttBytes.concat(publish, subscribe, MqttBytes.puback(9));
    Recorder whole = new Recorder(MqttVersion.V5_0, null, limits).feed(stream);
    for (int cut = 1; cut < stream.length; cut++) {
      Recorder pieces = new Recorder(MqttVersion.V5_0, null, limits);
      pieces.feed(stream, 0, cut).feed(stream, cut, stream.length - cut);
      assertThat(pieces.packets).isEqualTo(whole.packets);
    }
    assertThat(whole.packets).hasSize(3).noneMatch(Recorder.Seen::malformed);
    assertThat(whole.packets.get(0).has(Note.BODY_OVER_LIMIT)).isTrue();
    assertThat(whole.packets.get(0).topic()).isEqualTo("topic");
    assertThat(whole.packets.get(0).packetId()).isEqualTo(5);
    assertThat(whole.packets.get(0).payloadLength()).isEqualTo(-1);
    assertThat(whole.packets.get(1).has(Note.BODY_OVER_LIMIT)).isTrue();
    MqttPacket.Subscribe content = (MqttPacket.Subscribe) whole.contents.get(1);
    assertThat(content.subscriptions())
        .extracting(MqttPacket.Subscription::filter)
        .containsExactly("one");
    assertThat(whole.packets.get(2).packetId()).isEqualTo(9);
  }

  @Test
  void ofAPayloadTheFirstBytesAreKept() {
    String text = "\u20ac".repeat(100);
    byte[] publish = MqttBytes.publish(MqttVersion.V3_1_1, "t", text);
    for (int cut = 1; cut < publish.length; cut++) {
      Recorder recorder = new Recorder(MqttVersion.V3_1_1, null, new FramerLimits(1000, 10));
      recorder.feed(publish, 0, cut).feed(publish, cut, publish.length - cut);
      Payload payload = ((MqttPacket.Publish) recorder.contents.get(0)).payload();
      assertThat(payload.length()).isEqualTo(300);
      assertThat(payload.utf8()).isTrue();
      assertThat(payload.text(99)).isEqualTo("\u20ac\u20ac\u20ac");
    }
  }
}
