package dev.hopscope.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hopscope.testkit.MqttBytes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every note by a packet that earns it, named by first byte and clause; and no other note. */
class PacketRulesTest {
  /** version (C, S: direction), packet, notes; the name stands first. */
  private static final String RULES =
      """
      00 [table 2-1]                       | 3.1.1  | 00 00                                       | RESERVED_TYPE
      F0 before 5.0                        | 3.1.1  | F0 00                                       | RESERVED_TYPE
      C0 80 00 (2.2.3 allows it)           | 3.1.1  | C0 80 00                                    | LENGTH_NOT_MINIMAL
      C0 80 00 [MQTT-1.5.5-1]              | 5.0    | C0 80 00                                    | VARIABLE_INTEGER
      C0 long                              | 3.1.1  | C0 01 00                                    | TRAILING_BYTES
      C1 [MQTT-2.2.2-1]                    | 3.1.1  | C1 00                                       | RESERVED_FLAGS
      C1 in 3.1                            | 3.1    | C1 00                                       | UNUSED_BITS
      36 [MQTT-3.3.1-4]                    | 3.1.1  | 36 05 0001 74 0001                          | QOS_3
      38 [MQTT-3.3.1-2]                    | 3.1.1  | 38 03 0001 74                               | DUP_AT_QOS_0
      38 in 3.1                            | 3.1    | 38 03 0001 74                               | UNUSED_BITS
      32 id 0 [MQTT-2.3.1-1]               | 3.1.1  | 32 05 0001 74 0000                          | PACKET_ID_ZERO
      30 topic + [MQTT-3.3.2-2]            | 3.1.1  | 30 03 0001 2B                               | TOPIC_WILDCARD
      30 topic # [MQTT-3.3.2-2]            | 5.0    | 30 04 0001 23 00                            | TOPIC_WILDCARD
      30 topic empty [MQTT-4.7.3-1]        | 3.1.1  | 30 02 0000                                  | TOPIC_EMPTY
      30 topic empty, no alias             | 5.0    | 30 03 0000 00                               | TOPIC_EMPTY
      30 topic empty, alias                | 5.0    | 30 06 0000 03 230001                        |
      30 alias 0 [MQTT-3.3.2-8]            | 5.0    | 30 06 0000 03 230000                        | TOPIC_ALIAS_ZERO
      30 topic U+D800 [MQTT-3.3.2-1]       | 3.1.1  | 30 05 0003 EDA080                           | TOPIC_UTF8
      30 topic U+0000 [MQTT-1.5.3-2]       | 3.1.1  | 30 04 0002 7400                             | NUL_CHARACTER
      30 topic U+0001                      | 3.1.1  | 30 04 0002 7401                             | CONTROL_CHARACTER
      30 topic cut                         | 3.1.1  | 30 04 0005 7401                             | BODY_TOO_SHORT
      30 no Property Length [MQTT-2.2.2-1] | 5.0    | 30 03 0001 74                               | PROPERTIES_MISSING
      30 Property Length beyond the body   | 5.0    | 30 06 0001 74 05 0101                       | BODY_TOO_SHORT
      30 identifier from a client          | 5.0 C  | 30 06 0001 74 02 0B01                       | SUBSCRIPTION_IDENTIFIER_FROM_CLIENT
      30 identifier from a server          | 5.0 S  | 30 08 0001 74 04 0B010B02                   |
      30 identifier 0                      | 5.0 S  | 30 06 0001 74 02 0B00                       | PROPERTY_VALUE
      30 response topic [MQTT-3.3.2-14]    | 5.0    | 30 08 0001 74 04 0800012B                   | RESPONSE_TOPIC_WILDCARD
      30 response topic [MQTT-3.3.2-13]    | 5.0    | 30 08 0001 74 04 080001FF                   | RESPONSE_TOPIC_UTF8
      30 content type [MQTT-3.3.2-19]      | 5.0    | 30 08 0001 74 04 030001FF                   | CONTENT_TYPE_UTF8
      30 user property [MQTT-1.5.7-1]      | 5.0    | 30 0B 0001 74 07 26 0001FF 000161           | USER_PROPERTY_UTF8
      30 user property value               | 5.0    | 30 0B 0001 74 07 26 000161 0001FF           | USER_PROPERTY_UTF8
      30 announced as UTF-8, and is        | 5.0    | 30 07 0001 74 02 0101 61                    |
      30 announced as UTF-8, and is not    | 5.0    | 30 07 0001 74 02 0101 FF                    | PAYLOAD_NOT_UTF8
      30 property identifier of five bytes | 5.0    | 30 09 0001 74 05 8080808001                 | VARIABLE_INTEGER
      40 id 0                              | 3.1.1  | 40 02 0000                                  | PACKET_ID_ZERO
      40 long                              | 3.1.1  | 40 03 0001 00                               | TRAILING_BYTES
      40 short                             | 3.1.1  | 40 01 00                                    | BODY_TOO_SHORT
      40 code 1 [MQTT-3.4.2-1]             | 5.0    | 40 03 0001 01                               | REASON_CODE
      40 long                              | 5.0    | 40 05 0001 00 00 00                         | TRAILING_BYTES
      50 code 92 [MQTT-3.5.2-1]            | 5.0    | 50 03 0001 92                               | REASON_CODE
      60 [MQTT-3.6.1-1]                    | 3.1.1  | 60 02 0001                                  | RESERVED_FLAGS
      6A repeated in 3.1 (3.6)             | 3.1    | 6A 02 0001                                  |
      62 code 10 [MQTT-3.6.2-1]            | 5.0    | 62 03 0001 10                               | REASON_CODE
      70 code 80 [MQTT-3.7.2-1]            | 5.0    | 70 03 0001 80                               | REASON_CODE
      80 [MQTT-3.8.1-1]                    | 5.0    | 80 07 0001 00 0001 70 00                    | RESERVED_FLAGS
      8A repeated in 3.1 (3.8)             | 3.1    | 8A 06 0001 0001 70 00                       |
      80 in 3.1                            | 3.1    | 80 06 0001 0001 70 00                       | UNUSED_BITS
      82 no filter [MQTT-3.8.3-3]          | 3.1.1  | 82 02 0001                                  | NO_FILTER
      82 no filter [MQTT-3.8.3-2]          | 5.0    | 82 03 0001 00                               | NO_FILTER
      82 id 0                              | 3.1.1  | 82 06 0000 0001 70 00                       | PACKET_ID_ZERO
      82 filter empty [MQTT-4.7.3-1]       | 3.1.1  | 82 05 0001 0000 00                          | TOPIC_EMPTY
      82 filter U+DFFF [MQTT-3.8.3-1]      | 3.1.1  | 82 08 0001 0003 EDBFBF 00                   | BAD_UTF8
      82 QoS 3 [MQTT-3.8.3-4]              | 3.1.1  | 82 06 0001 0001 70 03                       | SUBSCRIPTION_OPTIONS
      82 option 04 [MQTT-3.8.3-4]          | 3.1.1  | 82 06 0001 0001 70 04                       | SUBSCRIPTION_OPTIONS
      82 option 04 in 3.1                  | 3.1    | 82 06 0001 0001 70 04                       | UNUSED_BITS
      82 QoS 3 in 3.1                      | 3.1    | 82 06 0001 0001 70 03                       | SUBSCRIPTION_OPTIONS
      82 options 2E                        | 5.0    | 82 07 0001 00 0001 70 2E                    |
      82 option 40 [MQTT-3.8.3-5]          | 5.0    | 82 07 0001 00 0001 70 40                    | SUBSCRIPTION_OPTIONS
      82 retain handling 3                 | 5.0    | 82 07 0001 00 0001 70 30                    | SUBSCRIPTION_OPTIONS
      82 a# [MQTT-4.7.1-2]                 | 3.1.1  | 82 07 0001 0002 6123 00                     | FILTER_HASH
      82 #/a [MQTT-4.7.1-2]                | 3.1.1  | 82 08 0001 0003 232F61 00                   | FILTER_HASH
      82 a+ [MQTT-4.7.1-3]                 | 3.1.1  | 82 07 0001 0002 612B 00                     | FILTER_PLUS
      82 +a [MQTT-4.7.1-2]                 | 5.0    | 82 08 0001 00 0002 2B61 00                  | FILTER_PLUS
      82 +/+/#                             | 3.1.1  | 82 0A 0001 0005 2B2F2B2F23 00               |
      82 $share//a [MQTT-4.8.2-1]          | 5.0    | 82 0F 0001 00 0009 2473686172652F2F61 00    | SHARE_NAME
      82 $share/a+/b [MQTT-4.8.2-2]        | 5.0    | 82 11 0001 00 000B 2473686172652F612B2F62 00| SHARE_FILTER
      82 $share/a [MQTT-4.8.2-2]           | 5.0    | 82 0E 0001 00 0008 2473686172652F61 00      | SHARE_FILTER
      82 $share/a/ [MQTT-4.8.2-2]          | 5.0    | 82 0F 0001 00 0009 2473686172652F612F 00    | SHARE_FILTER
      82 $share/a is a filter in 3.1.1     | 3.1.1  | 82 0D 0001 0008 2473686172652F61 00         |
      82 no local, shared [MQTT-3.8.3-4]   | 5.0    | 82 10 0001 00 000A 2473686172652F612F62 04  | NO_LOCAL_SHARED
      82 identifier twice                  | 5.0    | 82 0B 0001 04 0B010B01 0001 70 00           | PROPERTY_TWICE
      90 code 3 [MQTT-3.9.3-2]             | 3.1.1  | 90 03 0001 03                               | REASON_CODE
      90 code 87 before 5.0                | 3.1.1  | 90 03 0001 87                               | REASON_CODE
      90 code 87                           | 5.0    | 90 04 0001 00 87                            |
      90 no code                           | 3.1.1  | 90 02 0001                                  | BODY_TOO_SHORT
      A0 [MQTT-3.10.1-1]                   | 3.1.1  | A0 05 0001 0001 70                          | RESERVED_FLAGS
      A2 no filter [MQTT-3.10.3-2]         | 3.1.1  | A2 02 0001                                  | NO_FILTER
      A2 filter FF [MQTT-3.10.3-1]         | 3.1.1  | A2 05 0001 0001 FF                          | BAD_UTF8
      B0 code 10 [MQTT-3.11.3-2]           | 5.0    | B0 04 0001 00 10                            | REASON_CODE
      B0 long                              | 3.1.1  | B0 03 0001 00                               | TRAILING_BYTES
      E0 01 8E from a server               | 5.0 S  | E0 01 8E                                    |
      E0 01 8E from a client (table 3-10)  | 5.0 C  | E0 01 8E                                    | REASON_CODE_DIRECTION
      E0 01 04 from a server               | 5.0 S  | E0 01 04                                    | REASON_CODE_DIRECTION
      E0 code 01 [MQTT-3.14.2-1]           | 5.0    | E0 01 01                                    | REASON_CODE
      E0 expiry from a server              | 5.0 S  | E0 07 8E 05 1100000001                      | SESSION_EXPIRY_FROM_SERVER
      E0 expiry from a client              | 5.0 C  | E0 07 00 05 1100000001                      |
      E1 [MQTT-3.14.1-1]                   | 5.0    | E1 00                                       | RESERVED_FLAGS
      E0 long                              | 3.1.1  | E0 01 00                                    | TRAILING_BYTES
      F0 empty (3.15.2.1)                  | 5.0    | F0 00                                       |
      F0 without method (3.15.2.2.2)       | 5.0    | F0 02 18 00                                 | AUTHENTICATION_METHOD_MISSING
      F0 with method                       | 5.0    | F0 06 18 04 15000161                        |
      F0 code 01 [MQTT-3.15.2-1]           | 5.0    | F0 06 01 04 15000161                        | REASON_CODE
      F1 [MQTT-3.15.1-1]                   | 5.0    | F1 06 18 04 15000161                        | RESERVED_FLAGS
      F0 code 19 from a server             | 5.0 S  | F0 06 19 04 15000161                        | REASON_CODE_DIRECTION
      20 flags [MQTT-3.2.2-1]              | 5.0    | 20 03 02 00 00                              | CONNACK_FLAGS
      20 flags in 3.1                      | 3.1    | 20 02 01 01                                 | UNUSED_BITS
      20 session present [MQTT-3.2.2-4]    | 3.1.1  | 20 02 01 05                                 | SESSION_PRESENT_WITH_ERROR
      20 session present [MQTT-3.2.2-6]    | 5.0    | 20 03 01 87 00                              | SESSION_PRESENT_WITH_ERROR
      20 code 6 [MQTT-3.2.2-6]             | 3.1.1  | 20 02 00 06                                 | REASON_CODE
      20 code 1 [MQTT-3.2.2-8]             | 5.0    | 20 03 00 01 00                              | REASON_CODE
      20 no Property Length [MQTT-2.2.2-1] | 5.0    | 20 02 00 00                                 | PROPERTIES_MISSING
      20 receive maximum 0                 | 5.0    | 20 06 00 00 03 210000                       | PROPERTY_VALUE
      20 packet size 0                     | 5.0    | 20 08 00 00 05 2700000000                   | PROPERTY_VALUE
      20 maximum QoS 2                     | 5.0    | 20 05 00 00 02 2402                         | PROPERTY_VALUE
      20 unknown property                  | 5.0    | 20 05 00 00 02 0401                         | PROPERTY_UNKNOWN
      20 topic alias                       | 5.0    | 20 06 00 00 03 230001                       | PROPERTY_NOT_ALLOWED
      10 name MQTX [MQTT-3.1.2-1]          | 3.1.1  | 10 0D 0004 4D515458 04 02 000A 0001 70      | PROTOCOL_NAME
      10 name MQIsdp at level 4            | 3.1.1  | 10 0F 0006 4D5149736470 04 02 000A 0001 70  | PROTOCOL_NAME
      10 level 6 [MQTT-3.1.2-2]            | 3.1.1  | 10 0D 0004 4D515454 06 02 000A 0001 70      | PROTOCOL_LEVEL
      10 bridge                            | 3.1.1  | 10 0D 0004 4D515454 84 02 000A 0001 70      |
      10 flag 01 [MQTT-3.1.2-3]            | 3.1.1  | 10 0D 0004 4D515454 04 03 000A 0001 70      | CONNECT_RESERVED_FLAG
      10 flag 01 in 3.1                    | 3.1    | 10 0F 0006 4D5149736470 03 03 000A 0001 70  | UNUSED_BITS
      14 in 3.1                            | 3.1    | 14 0F 0006 4D5149736470 03 02 000A 0001 70  | UNUSED_BITS
      14 [MQTT-2.2.2-1]                    | 3.1.1  | 14 0D 0004 4D515454 04 02 000A 0001 70      | RESERVED_FLAGS
      10 will QoS alone [MQTT-3.1.2-13]    | 3.1.1  | 10 0D 0004 4D515454 04 0A 000A 0001 70      | WILL_QOS_WITHOUT_WILL
      10 will retain alone [MQTT-3.1.2-15] | 3.1.1  | 10 0D 0004 4D515454 04 22 000A 0001 70      | WILL_RETAIN_WITHOUT_WILL
      10 will QoS 3 [MQTT-3.1.2-14]        | 3.1.1  | 10 12 0004 4D515454 04 1E 000A 0001 70 0001 70 0000 | WILL_QOS_3
      10 will missing [MQTT-3.1.2-9]       | 3.1.1  | 10 0D 0004 4D515454 04 06 000A 0001 70      | WILL_MISSING
      10 will missing [MQTT-3.1.2-9]       | 5.0    | 10 0E 0004 4D515454 05 06 000A 00 0001 70   | WILL_MISSING
      10 will topic + [MQTT-4.7.1-1]       | 3.1.1  | 10 12 0004 4D515454 04 06 000A 0001 70 0001 2B 0000 | WILL_TOPIC_WILDCARD
      10 will topic FF [MQTT-3.1.3-10]     | 3.1.1  | 10 12 0004 4D515454 04 06 000A 0001 70 0001 FF 0000 | WILL_TOPIC_UTF8
      10 will topic empty [MQTT-4.7.3-1]   | 3.1.1  | 10 11 0004 4D515454 04 06 000A 0001 70 0000 0000 | TOPIC_EMPTY
      10 [MQTT-3.1.2-18]                   | 3.1.1  | 10 10 0004 4D515454 04 02 000A 0001 70 0001 70 | USERNAME_UNANNOUNCED
      10 [MQTT-3.1.2-19]                   | 3.1.1  | 10 0D 0004 4D515454 04 82 000A 0001 70      | USERNAME_MISSING
      10 name left out in 3.1 (3.1)        | 3.1    | 10 0F 0006 4D5149736470 03 C2 000A 0001 70  |
      10 user name FF [MQTT-3.1.3-11]      | 3.1.1  | 10 10 0004 4D515454 04 82 000A 0001 70 0001 FF | USERNAME_UTF8
      10 [MQTT-3.1.2-20]                   | 3.1.1  | 10 13 0004 4D515454 04 82 000A 0001 70 0001 70 0001 70 | PASSWORD_UNANNOUNCED
      10 [MQTT-3.1.2-21]                   | 3.1.1  | 10 10 0004 4D515454 04 C2 000A 0001 70 0001 70 | PASSWORD_MISSING
      10 [MQTT-3.1.2-22]                   | 3.1.1  | 10 10 0004 4D515454 04 42 000A 0001 70 0001 70 | PASSWORD_WITHOUT_USERNAME
      10 password alone                    | 5.0    | 10 11 0004 4D515454 05 42 000A 00 0001 70 0001 70 |
      10 behind the password               | 3.1.1  | 10 14 0004 4D515454 04 C2 000A 0001 70 0001 70 0001 70 00 | TRAILING_BYTES
      10 [MQTT-3.1.3-3]                    | 3.1.1  | 10 0A 0004 4D515454 04 02 000A              | CLIENT_ID_MISSING
      10 client id FF [MQTT-3.1.3-4]       | 3.1.1  | 10 0D 0004 4D515454 04 02 000A 0001 FF      | CLIENT_ID_UTF8
      10 [MQTT-3.1.3-7]                    | 3.1.1  | 10 0C 0004 4D515454 04 00 000A 0000         | CLIENT_ID_EMPTY
      10 client id empty, clean            | 3.1.1  | 10 0C 0004 4D515454 04 02 000A 0000         |
      10 client id empty in 3.1            | 3.1    | 10 0E 0006 4D5149736470 03 02 000A 0000     | CLIENT_ID_LENGTH
      10 authentication data alone         | 5.0    | 10 12 0004 4D515454 05 02 000A 04 16000161 0001 70 | AUTHENTICATION_METHOD_MISSING
      10 request problem information 2     | 5.0    | 10 10 0004 4D515454 05 02 000A 02 1702 0001 70 | PROPERTY_VALUE
      """;

  static Stream<Arguments> rules() {
    return RULES.lines().map(line -> line.split("\\|", -1)).map(Arguments::new);
  }

  /** One row. */
  record Arguments(List<String> cells) {
    Arguments(String[] cells) {
      this(Arrays.stream(cells).map(String::strip).toList());
    }

    @Override
    public String toString() {
      return cells.get(0) + " in " + cells.get(1);
    }
  }

  private static MqttVersion version(String cell) {
    String id = cell.split(" ", -1)[0];
    return Arrays.stream(MqttVersion.values()).filter(v -> v.id().equals(id)).findAny().get();
  }

  private static Direction direction(String cell) {
    return cell.endsWith("C")
        ? Direction.CLIENT_TO_SERVER
        : cell.endsWith("S") ? Direction.SERVER_TO_CLIENT : null;
  }

  private static Set<Note> notes(Recorder.Seen packet) {
    Set<Note> notes = EnumSet.noneOf(Note.class);
    Arrays.stream(Note.values()).filter(packet::has).forEach(notes::add);
    return notes;
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rules")
  void eachPacketHasItsNotes(Arguments row) {
    byte[] packet = MqttBytes.hex(row.cells().get(2));
    byte[] stream = MqttBytes.concat(packet, MqttBytes.puback(77));
    for (int cut = 0; cut < packet.length; cut++) {
      Recorder recorder = new Recorder(version(row.cells().get(1)), direction(row.cells().get(1)));
      recorder.feed(stream, 0, cut).feed(stream, cut, stream.length - cut).end();
      Set<Note> expected = EnumSet.noneOf(Note.class);
      if (!row.cells().get(3).isEmpty()) {
        expected.add(Note.valueOf(row.cells().get(3)));
      }
      assertThat(notes(recorder.packets.get(0))).isEqualTo(expected);
      assertThat(recorder.packets).hasSize(2);
      assertThat(recorder.packets.get(1).packetId()).isEqualTo(77);
    }
  }

  @Test
  void everyNoteHasARow() {
    List<String> earned = new ArrayList<>(rules().map(row -> row.cells().get(3)).toList());
    // shown in FramerGapTest and FramerLimitsTest
    earned.addAll(List.of("LENGTH_MALFORMED", "BODY_GAP", "BODY_OVER_LIMIT"));
    assertThat(Arrays.stream(Note.values()).map(Note::name)).allMatch(earned::contains);
  }
}
