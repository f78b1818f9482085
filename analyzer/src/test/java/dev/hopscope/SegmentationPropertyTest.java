package dev.hopscope;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hopscope.Dialogue.Payloads;
import dev.hopscope.Wire.Cut;
import dev.hopscope.Wire.Segment;
import dev.hopscope.bytes.Digest64;
import dev.hopscope.mqtt.Direction;
import dev.hopscope.mqtt.PacketType;
import dev.hopscope.testkit.CaptureBuilder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.IntRange;

/** However TCP carried the packets, the same packets come out. */
class SegmentationPropertyTest {
  private static final int TRIES = 1000;

  @Provide
  Arbitrary<Integer> starts() {
    return Arbitraries.of(-1, -2, -3, -60, -700, 1 << 31, (1 << 31) - 40, 0, 77_777);
  }

  @Property(tries = TRIES / 2, seed = "20261121", shrinking = ShrinkingMode.BOUNDED)
  void packetsComeOutAsTheyWereSent(@ForAll long seed, @ForAll @IntRange(max = 60) int size) {
    Dialogue dialogue = Dialogue.of(seed, size, Payloads.ANY);
    Heard heard = Heard.of(Wire.capture(Wire.plain(dialogue), 1883, 1, 2).timedFrames());
    expectWhole(heard);
    assertThat(heard.packets).hasSameSizeAs(dialogue.packets());
    for (int i = 0; i < heard.packets.size(); i++) {
      expect(dialogue, dialogue.packets().get(i), heard.packets.get(i));
    }
  }

  private static void expect(Dialogue dialogue, Dialogue.Sent sent, Heard.Packet packet) {
    assertThat(packet.type()).isEqualTo(sent.type());
    assertThat(packet.direction() == Direction.CLIENT_TO_SERVER).isEqualTo(sent.fromClient());
    assertThat(packet.position()).isEqualTo(sent.position());
    assertThat(packet.end() - packet.position()).isEqualTo(sent.bytes().length);
    assertThat(packet.version()).isEqualTo(dialogue.version());
    assertThat(packet.packetId()).isEqualTo(sent.packetId());
    assertThat(packet.topic()).isEqualTo(sent.topic());
    assertThat(packet.notes()).isEqualTo("0");
    if (sent.type() == PacketType.PUBLISH) {
      byte[] payload = sent.payload();
      assertThat(packet.payloadLength()).isEqualTo(payload.length);
      assertThat(packet.payloadDigest()).isEqualTo(Digest64.of(payload, 0, payload.length));
    }
  }

  @Property(tries = TRIES, seed = "20261121", shrinking = ShrinkingMode.BOUNDED)
  void anyTransportOfThemChangesNothing(
      @ForAll long seed,
      @ForAll @IntRange(max = 40) int size,
      @ForAll Cut cut,
      @ForAll @IntRange(max = 9) int disorder,
      @ForAll @IntRange(max = 40) int repeats,
      @ForAll @IntRange(max = 40) int duplicates,
      @ForAll("starts") int clientInitial,
      @ForAll("starts") int serverInitial) {
    Dialogue dialogue = Dialogue.of(seed, size, Payloads.ANY);
    Random random = new Random(~seed);
    int port = random.nextBoolean() ? 1883 : 4711;
    List<Segment> segments = Wire.cut(dialogue, cut, false, random);
    segments = Wire.repeat(Wire.reorder(segments, disorder, random), repeats, random);
    CaptureBuilder capture = Wire.capture(segments, port, clientInitial, serverInitial);
    duplicate(capture, duplicates, random);

    Heard plain = Heard.of(Wire.capture(Wire.plain(dialogue), port, 1, 2).timedFrames());
    Heard heard = Heard.of(capture.timedFrames());
    expectWhole(heard);
    assertThat(heard.packets).isEqualTo(plain.packets);
    assertThat(heard.flows).isEqualTo(plain.flows);
    assertThat(heard.findings).isEqualTo(plain.findings);
  }

  // where frames of both directions change places, an answer may come before what it answers
  @Property(tries = TRIES / 2, seed = "20261121", shrinking = ShrinkingMode.BOUNDED)
  void directionsKeepTheirPacketsWhateverTheirFramesDoToEachOther(
      @ForAll long seed,
      @ForAll @IntRange(max = 40) int size,
      @ForAll Cut cut,
      @ForAll @IntRange(min = 1, max = 9) int disorder) {
    Dialogue dialogue = Dialogue.of(seed, size, Payloads.ANY);
    Random random = new Random(~seed);
    List<Segment> segments = Wire.cut(dialogue, cut, false, random);
    Wire.disturb(segments, disorder, random);
    Heard plain = Heard.of(Wire.capture(Wire.plain(dialogue), 1883, 1, 2).timedFrames());
    Heard heard = Heard.of(Wire.capture(segments, 1883, -30, -40).timedFrames());
    expectWhole(heard);
    for (Direction direction : Direction.values()) {
      assertThat(heard.packets(direction)).isEqualTo(plain.packets(direction));
    }
  }

  private static void duplicate(CaptureBuilder capture, int percent, Random random) {
    for (int i = capture.size() - 1; i >= 0; i--) {
      if (random.nextInt(100) < percent) {
        capture.duplicate(i);
      }
    }
  }

  private static void expectWhole(Heard heard) {
    assertThat(heard.connections).hasSize(1);
    assertThat(heard.gaps).isEmpty();
    assertThat(heard.resyncs).isEmpty();
  }

  @Property(tries = TRIES / 10, seed = "20261121")
  void everyCutOfAPacketIsTheSamePacket(@ForAll long seed) {
    Dialogue dialogue = Dialogue.of(seed, 1, Payloads.ANY);
    Heard plain = Heard.of(Wire.capture(Wire.plain(dialogue), 1883, 1, 2).timedFrames());
    List<Segment> whole = Wire.plain(dialogue);
    int last = whole.size() - 1;
    Segment packet = whole.get(last);
    for (int at = 1; at < Math.min(packet.bytes().length, 64); at++) {
      List<Segment> cut = new ArrayList<>(whole.subList(0, last));
      cut.add(part(packet, 0, at));
      cut.add(part(packet, at, packet.bytes().length));
      Heard heard = Heard.of(Wire.capture(cut, 1883, -at, -at).timedFrames());
      assertThat(heard.packets).isEqualTo(plain.packets);
    }
  }

  private static Segment part(Segment whole, int from, int to) {
    return new Segment(
        whole.flight(),
        whole.fromClient(),
        whole.position() + from,
        whole.acknowledged(),
        whole.flags(),
        Arrays.copyOfRange(whole.bytes(), from, to),
        0);
  }
}
