package dev.hopscope.mqtt;

import static dev.hopscope.mqtt.Direction.CLIENT_TO_SERVER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hopscope.mqtt.Recorder.Resync;
import dev.hopscope.stream.ByteStage;
import dev.hopscope.testkit.MqttBytes;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** Bytes that were never captured: what stays framed, what is lost, and where framing is found. */
class FramerGapTest {
  private static final MqttVersion V4 = MqttVersion.V3_1_1;
  private static final byte[] PUBLISH = MqttBytes.publish(V4, "a/b", "0123456789", 1, 9);

  private static Recorder recorder() {
    return new Recorder(V4, CLIENT_TO_SERVER);
  }

  @Test
  void inAPayloadTheFramingStays() {
    Recorder recorder =
        recorder().feed(PUBLISH, 0, 12).gap(4).feed(PUBLISH, 16, 3).feed(MqttBytes.puback(1));
    Recorder.Seen seen = recorder.packets.get(0);
    assertThat(seen.topic()).isEqualTo("a/b");
    assertThat(seen.packetId()).isEqualTo(9);
    assertThat(seen.payloadLength()).isEqualTo(10);
    assertThat(seen.payloadComplete()).isFalse();
    assertThat(seen.has(Note.BODY_GAP)).isTrue();
    assertThat(seen.malformed()).isFalse();
    Payload payload = ((MqttPacket.Publish) recorder.contents.get(0)).payload();
    assertThat(payload.utf8()).isFalse();
    assertThat(payload.base64(99)).isEqualTo("MDEy");
    assertThat(recorder.packets).hasSize(2);
    assertThat(recorder.resyncs).isEmpty();
  }

  @Test
  void inATopicWhatComesBeforeDecodes() {
    byte[] five =
        MqttBytes.publish(
            MqttVersion.V5_0,
            "topic",
            new byte[9],
            1,
            9,
            false,
            false,
            MqttBytes.properties().user("a", "b").number(PropertyId.TOPIC_ALIAS, 3));
    for (int from = 3; from < five.length; from++) {
      Recorder recorder = new Recorder(MqttVersion.V5_0, null);
      recorder.feed(five, 0, from).gap(1).feed(five, from + 1, five.length - from - 1);
      Recorder.Seen seen = recorder.feed(MqttBytes.puback(5)).packets.get(0);
      assertThat(seen.malformed()).as("hole at %d", from).isFalse();
      assertThat(seen.has(Note.BODY_GAP)).isTrue();
      assertThat(seen.payloadComplete()).isFalse();
      assertThat(seen.topic()).isEqualTo(from < 9 ? null : "topic");
      assertThat(seen.packetId()).isEqualTo(from < 11 ? -1 : 9);
      assertThat(seen.payloadLength()).isEqualTo(from < 22 ? -1 : 9);
      assertThat(seen.topicAlias()).isEqualTo(from < 22 ? seen.topicAlias() : 3);
      assertThat(recorder.packets).hasSize(2);
    }
  }

  @Test
  void inOtherBodiesWhatComesBeforeDecodes() {
    byte[] subscribe = MqttBytes.subscribe(V4, 7, 1, "first", "second");
    for (int from = 2; from < subscribe.length; from++) {
      Recorder recorder = recorder().feed(subscribe, 0, from).gap(1);
      recorder.feed(subscribe, from + 1, subscribe.length - from - 1).feed(MqttBytes.puback(5));
      Recorder.Seen seen = recorder.packets.get(0);
      assertThat(seen.malformed()).as("hole at %d", from).isFalse();
      assertThat(seen.has(Note.BODY_GAP)).isTrue();
      MqttPacket.Subscribe content = (MqttPacket.Subscribe) recorder.contents.get(0);
      assertThat(content.subscriptions()).hasSize(from < 12 ? 0 : 1);
      assertThat(recorder.packets.get(1).packetId()).isEqualTo(5);
    }
  }

  @Test
  void upToTheEndOfABodyTheFramingStays() {
    int left = PUBLISH.length - 12;
    Recorder recorder = recorder().feed(PUBLISH, 0, 12).gap(left).feed(MqttBytes.puback(1)).end();
    assertThat(recorder.packets).hasSize(2);
    assertThat(recorder.packets.get(0).payloadComplete()).isFalse();
    assertThat(recorder.resyncs).isEmpty();
  }

  @Test
  void overTheNextHeaderTheFramingIsLostAndFoundAtASegmentStart() {
    byte[] acks = MqttBytes.concat(MqttBytes.puback(1), MqttBytes.puback(2));
    int left = PUBLISH.length - 12;
    Recorder recorder = recorder().feed(PUBLISH, 0, 12).gap(left + 6);
    recorder.feed(MqttBytes.hex("00 01 02 03 04")).feed(acks).end();
    assertThat(recorder.packets)
        .extracting(Recorder.Seen::type)
        .containsExactly(PacketType.PUBLISH, PacketType.PUBACK, PacketType.PUBACK);
    long behind = 12L + left + 6;
    assertThat(recorder.resyncs).containsExactly(new Resync(behind, 5, 32));
    assertThat(recorder.packets.get(1).position()).isEqualTo(behind + 5);
  }

  @Test
  void overSeveralPacketsNothingIsInvented() {
    Recorder recorder = recorder().feed(MqttBytes.puback(1)).gap(1000).feed(PUBLISH).end();
    assertThat(recorder.packets).hasSize(2);
    assertThat(recorder.resyncs).hasSize(1);
    assertThat(recorder.resyncs.get(0).length()).isZero();
    assertThat(recorder.resyncs.get(0).position()).isEqualTo(1004);
  }

  @Test
  void aLoneShortPacketIsSkippedAndCountsForTheNext() {
    byte[] ping = MqttBytes.pingreq();
    Recorder recorder = recorder().gap(50).feed(ping).feed(ping).feed(ping).end();
    assertThat(recorder.packets).hasSize(2);
    assertThat(recorder.resyncs).containsExactly(new Resync(50, 2, 32));
    // not over another gap, and not over bytes that are no packet
    assertThat(recorder().gap(50).feed(ping).gap(5).feed(ping).end().packets).isEmpty();
    assertThat(recorder().gap(50).feed(ping).feed(new byte[5]).feed(ping).end().packets).isEmpty();
  }

  @Test
  void anIdentifierInFrontOfAPingreqIsNotTakenForAnAcknowledgement() {
    byte[] stream =
        MqttBytes.concat(
            MqttBytes.puback(0x6202),
            MqttBytes.pingreq(),
            MqttBytes.puback(5),
            MqttBytes.puback(6),
            MqttBytes.puback(7));
    Recorder recorder = recorder().gap(2).feed(stream, 2, 8).feed(stream, 10, 8).end();
    assertThat(recorder.packets).extracting(Recorder.Seen::packetId).containsExactly(6, 7);
    assertThat(recorder.resyncs).containsExactly(new Resync(2, 8, 32));
  }

  @Test
  void theEndOfOneStringAndTheNextAreNotTakenForAPublish() {
    byte[] connect =
        MqttBytes.connectOf(V4, "client-32").will("status/1", new byte[9], 0, true).bytes();
    // cut in front of the 32 at the end of the client identifier: 33 32 00 08 "status/1"
    int at = new String(connect, StandardCharsets.ISO_8859_1).indexOf("32");
    Recorder recorder = recorder().gap(at).feed(connect, at, connect.length - at).end();
    assertThat(recorder.packets).isEmpty();
  }

  @Test
  void ofUnknownLengthInABodyTheFramingIsLost() {
    Recorder recorder = recorder().feed(PUBLISH, 0, 12).gap(ByteStage.UNKNOWN_LENGTH);
    recorder.feed(PUBLISH).end();
    assertThat(recorder.packets).hasSize(1);
    assertThat(recorder.packets.get(0).position()).isEqualTo(12);
    assertThat(recorder.resyncs).hasSize(1);
    assertThat(recorder.resyncs.get(0).position()).isZero();
    assertThat(recorder.resyncs.get(0).length()).isEqualTo(12);
  }

  @Test
  void inAFixedHeaderTheFramingIsLost() {
    Recorder recorder = recorder().feed(MqttBytes.hex("30 B8")).gap(1).feed(new byte[50]).end();
    assertThat(recorder.packets).isEmpty();
    assertThat(recorder.resyncs).containsExactly(new Resync(0, 52, 0));
  }

  @Test
  void aLateStartIsFramedFromTheFirstPlausibleSegment() {
    Recorder recorder = recorder().lateStart().feed(new byte[100]).feed(PUBLISH).feed(PUBLISH);
    assertThat(recorder.packets).hasSize(2);
    assertThat(recorder.resyncs).hasSize(1);
    assertThat(recorder.resyncs.get(0).length()).isEqualTo(100);
    assertThat(recorder.resyncs.get(0).evidence()).isGreaterThanOrEqualTo(16);
  }

  @Test
  void aCaptureThatEndsInAPacketReportsTheRestAsNotFramed() {
    for (int cut = 1; cut < PUBLISH.length; cut++) {
      Recorder recorder = recorder().feed(MqttBytes.puback(3)).feed(PUBLISH, 0, cut).end();
      assertThat(recorder.packets).hasSize(1);
      assertThat(recorder.resyncs).containsExactly(new Resync(4, cut, 0));
    }
    assertThat(recorder().feed(PUBLISH).end().resyncs).isEmpty();
    assertThat(recorder().feed(PUBLISH).gap(7).end().resyncs)
        .containsExactly(new Resync(PUBLISH.length + 7L, 0, 0));
  }

  @Test
  void aRemainingLengthOfFiveBytesIsOnePacketAndALoss() {
    byte[] bad = MqttBytes.hex("30 FFFFFFFF7F 0001 74");
    for (int cut = 1; cut < bad.length; cut++) {
      Recorder recorder = recorder().feed(bad, 0, cut).feed(bad, cut, bad.length - cut);
      recorder.feed(PUBLISH).end();
      assertThat(recorder.packets).hasSize(2);
      Recorder.Seen first = recorder.packets.get(0);
      assertThat(first.has(Note.LENGTH_MALFORMED)).isTrue();
      assertThat(first.type()).isEqualTo(PacketType.PUBLISH);
      assertThat(first.remainingLength()).isEqualTo(-1);
      assertThat(first.headerLength()).isEqualTo(5);
      assertThat(recorder.packets.get(1).topic()).isEqualTo("a/b");
      assertThat(recorder.resyncs).hasSize(1);
      assertThat(recorder.resyncs.get(0).position()).isEqualTo(5);
      assertThat(recorder.resyncs.get(0).length()).isEqualTo(4);
    }
  }

  /** Drops: what is reported was sent, and every byte is in a packet, a gap or a loss. */
  @Property
  void withDropsEveryPacketIsRealAndEveryByteIsAccountedFor(
      @ForAll long seed, @ForAll MqttVersion drawn, @ForAll Direction direction) {
    MqttVersion version = drawn == MqttVersion.UNKNOWN ? MqttVersion.V5_0 : drawn;
    List<byte[]> sent = new RandomPackets(seed, version, direction).list(60);
    Recorder truth = new Recorder(version, direction);
    sent.forEach(truth::feed);
    Map<Long, Recorder.Seen> real = new HashMap<>();
    truth.packets.forEach(packet -> real.put(packet.position(), packet));
    byte[] stream = MqttBytes.concat(sent.toArray(new byte[0][]));

    Random random = new Random(seed);
    Recorder recorder = new Recorder(version, random.nextBoolean() ? direction : null);
    long dropped = 0;
    for (int from = 0; from < stream.length; ) {
      int length = Math.min(stream.length - from, 1 + random.nextInt(120));
      if (random.nextInt(8) == 0) {
        recorder.gap(length);
        dropped += length;
      } else {
        recorder.feed(stream, from, length);
      }
      from += length;
    }
    recorder.end();

    long inPackets = 0;
    long gapsInPackets = 0;
    for (Recorder.Seen seen : recorder.packets) {
      Recorder.Seen original = real.get(seen.position());
      assertThat(original).as("%s", seen).isNotNull();
      assertThat(seen.type()).isEqualTo(original.type());
      assertThat(seen.remainingLength()).isEqualTo(original.remainingLength());
      assertThat(seen.malformed()).isFalse();
      if (!seen.has(Note.BODY_GAP)) {
        assertThat(seen).isEqualTo(original);
      }
      inPackets += seen.headerLength() + seen.remainingLength();
      gapsInPackets += seen.has(Note.BODY_GAP) ? 1 : 0;
    }
    long skipped = recorder.resyncs.stream().mapToLong(Resync::length).sum();
    // gaps inside packets count in both
    assertThat(inPackets + skipped + dropped).isGreaterThanOrEqualTo(stream.length);
    if (gapsInPackets == 0) {
      assertThat(inPackets + skipped + dropped).isEqualTo(stream.length);
    }
  }

  /** A payload that ends like an acknowledgement does not make its PUBLISH doubtful. */
  @Test
  void aPayloadMayEndLikeAPacket() {
    byte[][] tails = {
      MqttBytes.puback(0xc000), MqttBytes.pubcomp(1), MqttBytes.pingreq(), MqttBytes.disconnect()
    };
    for (byte[] tail : tails) {
      byte[] publish = MqttBytes.publish(V4, "a", tail, 1, 9, false, false, MqttBytes.properties());
      Recorder recorder = recorder().gap(100).feed(MqttBytes.concat(publish, MqttBytes.puback(1)));
      assertThat(recorder.packets).hasSize(2).noneMatch(Recorder.Seen::malformed);
      assertThat(recorder.packets.get(0).topic()).isEqualTo("a");
    }
  }

  /** An identifier in front of a PINGREQ looks like an acknowledgement: neither is believed. */
  @Test
  void aRestInFrontOfAPingIsNoAcknowledgement() {
    byte[] rest = MqttBytes.concat(MqttBytes.puback(0xc000), MqttBytes.puback(1));
    Recorder recorder = recorder().gap(100).feed(rest);
    assertThat(recorder.packets).isEmpty();
  }

  /** Where each segment holds whole packets, a loss costs no more than what was lost. */
  @Property(tries = 2000)
  void whereSegmentsHoldWholePacketsFramingIsFoundAtTheNext(
      @ForAll long seed, @ForAll Direction direction) {
    Random random = new Random(seed);
    RandomPackets packets = new RandomPackets(seed, V4, direction);
    Recorder recorder = new Recorder(V4, direction);
    int sent = 0;
    for (int segment = 0; segment < 50; segment++) {
      if (random.nextInt(4) == 0) {
        recorder.gap(1 + random.nextInt(1000));
      } else {
        byte[] publish = packets.publish();
        recorder.feed(MqttBytes.concat(publish, MqttBytes.puback(1), packets.publish()));
        sent += 3;
      }
    }
    recorder.end();
    assertThat(recorder.packets).hasSize(sent).noneMatch(Recorder.Seen::malformed);
    assertThat(recorder.resyncs).allMatch(resync -> resync.length() == 0);
  }
}
