package dev.hopscope.mqtt;

import static dev.hopscope.mqtt.Direction.CLIENT_TO_SERVER;
import static dev.hopscope.mqtt.Direction.SERVER_TO_CLIENT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hopscope.testkit.MqttBytes;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is MQTT gets its bits, and random bytes do not. */
class PlausibilityTest {
  private static final MqttVersion ANY = MqttVersion.UNKNOWN;

  private static int bits(byte[] data) {
    return Plausibility.evidence(data, 0, data.length, ANY, null);
  }

  private static int bits(String hex) {
    return bits(MqttBytes.hex(hex));
  }

  @ParameterizedTest(name = "{0}: at least {1} bits")
  @CsvSource({
    "C0 00, 16",
    "40 02 0001, 16",
    "62 02 0007 62 02 0008, 32",
    "E0 01 8E, 16",
    "20 02 00 00, 16",
    "20 09 00 00 06 22000A 210014, 24",
    "90 03 1234 01, 14",
    "30 0E 0005 746F706963 7061796C6F6164, 24",
    "30 0F 0005 746F706963 00 7061796C6F6164, 24",
    "82 06 1234 0001 70 00, 24",
    "10 0D 0004 4D515454 04 02 000A 0001 70, 40",
    "10 0D 0004 4D515454 04, 40",
    "30 8A 01 0005 746F706963 7061, 18"
  })
  void packetsHaveEvidence(String hex, int least) {
    assertThat(bits(hex)).isGreaterThanOrEqualTo(least);
  }

  @ParameterizedTest(name = "{0} is impossible")
  @ValueSource(
      strings = {
        "00 00", // type 0
        "36 07 0001 74 0001 00 00", // QoS 3
        "38 03 0001 74", // DUP at QoS 0
        "C1 00", // flags
        "C0 01 00", // length
        "C0 80 00", // needless byte of length
        "40 02 0000", // identifier 0
        "30 04 0002 2B2F", // wildcard
        "30 04 0002 7401", // control character
        "30 05 0005 74", // body too short
        "E0 00 C0 00", // behind DISCONNECT
        "C0 00 D0 00", // both sides' packets
        "40 02 0001 10 0D 0004 4D515454 04 02 000A 0001 70", // CONNECT is not the first
        "40 02 0001 FF", // no packet behind
        "10 0D 0004 4D515458", // no CONNECT
        "F0 00 30" // AUTH needs 5.0, and a method
      })
  void oneWrongByteMakesItImpossible(String hex) {
    int asOlder =
        Plausibility.evidence(
            MqttBytes.hex(hex), 0, MqttBytes.hex(hex).length, MqttVersion.V3_1_1, null);
    assertThat(asOlder).isZero();
  }

  @Test
  void theDirectionRulesOutWhatTheOtherSideSends() {
    byte[] ping = MqttBytes.pingreq();
    assertThat(Plausibility.evidence(ping, 0, 2, ANY, CLIENT_TO_SERVER)).isEqualTo(16);
    assertThat(Plausibility.evidence(ping, 0, 2, ANY, SERVER_TO_CLIENT)).isZero();
  }

  @Test
  void equalPingsAddLittle() {
    byte[] pings = new byte[2000];
    for (int i = 0; i < pings.length; i += 2) {
      pings[i] = (byte) 0xc0;
    }
    assertThat(Plausibility.evidence(pings, 0, 6, ANY, null)).isEqualTo(20);
    // audio or counters may look so: C0 00 twice over is not 32 bits
    assertThat(Plausibility.evidence(pings, 0, 4, ANY, null)).isLessThan(24);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET / HTTP/1.1\r\nHost: example\r\n\r\n",
        "0123456789 plain text, and more of it",
        "{\"temperature\":21.5,\"unit\":\"C\"}",
        "220 mail.example.org ESMTP\r\n",
        "SSH-2.0-OpenSSH_9.2\r\n"
      })
  void textIsNoMqtt(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    for (int from = 0; from < bytes.length; from++) {
      assertThat(Plausibility.evidence(bytes, from, bytes.length - from, ANY, null))
          .isLessThan(MqttFramer.EXACT_RESYNC_BITS);
    }
  }

  @Test
  void realPacketsReachTheThresholdOfAResync() {
    for (MqttVersion version : new MqttVersion[] {MqttVersion.V3_1_1, MqttVersion.V5_0}) {
      RandomPackets packets = new RandomPackets(1, version, CLIENT_TO_SERVER);
      for (int i = 0; i < 2000; i++) {
        byte[] two = MqttBytes.concat(packets.publish(), packets.publish());
        assertThat(Plausibility.evidence(two, 0, two.length, version, CLIENT_TO_SERVER))
            .isGreaterThanOrEqualTo(MqttFramer.RESYNC_BITS);
      }
    }
  }

  /** 600,000 buffers of random bytes, of random bytes that are mostly zero, and of random text. */
  @Test
  void randomBytesHardlyEverPass() {
    Random random = new Random(20261121);
    int tries = 200_000;
    int[] at16 = new int[3];
    int at24 = 0;
    for (int i = 0; i < tries; i++) {
      byte[] bytes = new byte[1 + random.nextInt(64)];
      for (int kind = 0; kind < 3; kind++) {
        for (int j = 0; j < bytes.length; j++) {
          int drawn = random.nextInt(256);
          boolean zero = random.nextInt(3) > 0;
          bytes[j] = (byte) (kind == 0 ? drawn : kind == 1 ? zero ? 0 : drawn : 32 + drawn % 95);
        }
        int bits = bits(bytes);
        at16[kind] += bits >= 16 ? 1 : 0;
        at24 += bits >= 24 ? 1 : 0;
        assertThat(bits).isLessThan(40);
      }
    }
    System.out.printf(
        "random buffers of %d with 16 bits or more: %d uniform, %d mostly zero, %d text; with 24: %d%n",
        tries, at16[0], at16[1], at16[2], at24);
    assertThat(at16[0]).isLessThan(tries / 5000);
    assertThat(at16[1]).isLessThan(tries / 500);
    assertThat(at16[2]).isZero();
    assertThat(at24).isLessThan(tries / 50_000);
  }
}
