package dev.hopscope.mqtt;

import static dev.hopscope.mqtt.Direction.CLIENT_TO_SERVER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hopscope.testkit.MqttBytes;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** However TCP cuts the stream, the packets are the same. */
class FramerSegmentationTest {

  private static Recorder feed(byte[] stream, MqttVersion version, Random random, int largest) {
    Recorder recorder = new Recorder(version, null);
    for (int from = 0; from < stream.length; ) {
      int length = Math.min(stream.length - from, 1 + random.nextInt(largest));
      recorder.feed(stream, from, length);
      from += length;
    }
    return recorder.end();
  }

  private static byte[] join(List<byte[]> packets) {
    return MqttBytes.concat(packets.toArray(new byte[0][]));
  }

  @Property
  void anySegmentationGivesTheSamePackets(
      @ForAll long seed, @ForAll MqttVersion version, @ForAll boolean told) {
    MqttVersion sent = version == MqttVersion.UNKNOWN ? MqttVersion.V5_0 : version;
    List<byte[]> packets = new RandomPackets(seed, sent).list(40);
    byte[] stream = join(packets);
    MqttVersion known = told ? version : MqttVersion.UNKNOWN;
    Recorder whole = new Recorder(known, null);
    for (byte[] packet : packets) {
      whole.feed(packet);
    }
    assertThat(whole.packets).hasSameSizeAs(packets).noneMatch(p -> told && p.malformed());
    Random random = new Random(seed);
    for (int largest : new int[] {1, 3, 50, 1460, 60_000}) {
      Recorder pieces = feed(stream, known, random, largest);
      assertThat(pieces.packets).isEqualTo(whole.packets);
      assertThat(pieces.resyncs).isEmpty();
    }
  }

  @Property
  void brokenBodiesToo(@ForAll long seed, @ForAll MqttVersion version) {
    List<byte[]> packets = new RandomPackets(seed, MqttVersion.V5_0).list(30);
    Random random = new Random(seed);
    for (byte[] packet : packets) {
      int header = packet.length < 130 ? 2 : 4;
      for (int i = 0; i < 3 && packet.length > header; i++) {
        int at = header + random.nextInt(Math.min(packet.length, 60) - header);
        packet[at] = (byte) random.nextInt(random.nextBoolean() ? 4 : 256);
      }
    }
    Recorder whole = new Recorder(version, CLIENT_TO_SERVER).feed(join(packets)).end();
    assertThat(whole.packets).hasSameSizeAs(packets);
    for (int largest : new int[] {1, 20, 1000}) {
      Recorder pieces = new Recorder(version, CLIENT_TO_SERVER);
      byte[] stream = join(packets);
      for (int from = 0; from < stream.length; ) {
        int length = Math.min(stream.length - from, 1 + random.nextInt(largest));
        pieces.feed(stream, from, length);
        from += length;
      }
      assertThat(pieces.end().packets).isEqualTo(whole.packets);
    }
  }

  @ParameterizedTest(name = "30 with {0} bytes of Remaining Length, cut everywhere")
  @CsvSource({"1, 60", "2, 128", "2, 16383", "3, 16384", "4, 2097152"})
  void everyCutOfTheFixedHeader(int size, int remainingLength) {
    byte[] payload = new byte[remainingLength - 3];
    Arrays.fill(payload, (byte) 'p');
    byte[] publish =
        MqttBytes.publish(
            MqttVersion.V3_1_1, "t", payload, 0, 0, false, false, MqttBytes.properties());
    byte[] stream = MqttBytes.concat(MqttBytes.puback(1), publish, MqttBytes.puback(2));
    for (int cut = 1; cut < 16; cut++) {
      Recorder recorder = new Recorder(MqttVersion.V3_1_1, CLIENT_TO_SERVER);
      recorder.feed(stream, 0, cut).feed(stream, cut, stream.length - cut).end();
      assertThat(recorder.packets).hasSize(3).noneMatch(Recorder.Seen::malformed);
      Recorder.Seen seen = recorder.packets.get(1);
      assertThat(seen.headerLength()).isEqualTo(1 + size);
      assertThat(seen.position()).isEqualTo(4);
      assertThat(seen.remainingLength()).isEqualTo(remainingLength);
      assertThat(seen.payloadLength()).isEqualTo(payload.length);
      assertThat(recorder.packets.get(2).position()).isEqualTo(4L + publish.length);
      assertThat(recorder.packets.get(2).packetId()).isEqualTo(2);
      assertThat(recorder.resyncs).isEmpty();
    }
  }

  @ParameterizedTest(name = "offsets of notes behind a header of {0} bytes")
  @CsvSource({"2, 20", "3, 200", "4, 20000", "5, 2200000"})
  void offsetsOfNotes(int header, int payloadLength) {
    byte[] publish =
        MqttBytes.publish(
            MqttVersion.V3_1_1,
            "t/+",
            new byte[payloadLength],
            1,
            0,
            false,
            false,
            MqttBytes.properties());
    Recorder recorder = new Recorder(MqttVersion.V3_1_1, null).feed(publish);
    assertThat(recorder.only().headerLength()).isEqualTo(header);
    assertThat(recorder.only().has(Note.PACKET_ID_ZERO)).isTrue();
    assertThat(recorder.only().has(Note.TOPIC_WILDCARD)).isTrue();
    // behind Topic Length, and behind the topic; in the order of the notes
    assertThat(recorder.only().noteOffsets()).containsExactly(header + 5, header + 2);
  }

  @ParameterizedTest
  @EnumSource(names = {"V3_1", "V3_1_1", "V5_0"})
  void severalPacketsInOneSegmentAreReportedAlone(MqttVersion version) {
    byte[] stream =
        MqttBytes.concat(
            MqttBytes.publish(version, "a", "1", 1, 1),
            MqttBytes.publish(version, "a", "2", 2, 2),
            MqttBytes.pubrel(2),
            MqttBytes.pingreq());
    Recorder recorder = new Recorder(version, CLIENT_TO_SERVER).feed(stream);
    assertThat(recorder.packets)
        .extracting(Recorder.Seen::type)
        .containsExactly(
            PacketType.PUBLISH, PacketType.PUBLISH, PacketType.PUBREL, PacketType.PINGREQ);
    assertThat(recorder.packets).extracting(Recorder.Seen::packetId).containsExactly(1, 2, 2, -1);
  }

  @ParameterizedTest(name = "36, 80 ..., {0}: one finding, and the packets behind it decode")
  @ValueSource(
      strings = {
        "36 05 0001 74 0001", // QoS 3 [MQTT-3.3.1-4]
        "32 05 0001 74 0000", // identifier 0 [MQTT-2.3.1-1]
        "30 04 0002 2B2F", // wildcard in a topic [MQTT-3.3.2-2]
        "10 0D 0004 4D515454 04 03 000A 0001 70", // reserved flag [MQTT-3.1.2-3]
        "00 03 010203", // type 0
        "F0 00", // type 15 before 5.0
        "80 06 0001 0001 70 00", // flags [MQTT-3.8.1-1]
        "40 00", // too short
        "C0 01 00" // too long
      })
  void theOneBadPacket(String bad) {
    byte[] stream = MqttBytes.concat(MqttBytes.puback(1), MqttBytes.hex(bad), MqttBytes.puback(2));
    for (int largest : new int[] {1, 4, 100}) {
      Recorder recorder = feed(stream, MqttVersion.V3_1_1, new Random(3), largest);
      assertThat(recorder.packets)
          .extracting(Recorder.Seen::malformed)
          .containsExactly(false, true, false);
      assertThat(Long.bitCount(recorder.packets.get(1).noteBits())).isEqualTo(1);
      assertThat(recorder.packets.get(2).packetId()).isEqualTo(2);
      assertThat(recorder.resyncs).isEmpty();
    }
  }

  @Test
  void twoMegabytesInOneByteSegmentsHaveTheDigestOfTheWhole() {
    byte[] payload = new byte[2_097_152];
    new Random(5).nextBytes(payload);
    byte[] publish =
        MqttBytes.publish(
            MqttVersion.V5_0, "t", payload, 0, 0, false, false, MqttBytes.properties());
    Recorder whole = new Recorder(MqttVersion.V5_0, null).feed(publish);
    Recorder pieces = new Recorder(MqttVersion.V5_0, null);
    for (int i = 0; i < publish.length; i++) {
      pieces.framer.onBytes(publish, i, 1, i, pieces.at);
    }
    assertThat(pieces.packets).isEqualTo(whole.packets);
    assertThat(pieces.contents).hasSize(1);
  }
}
