package dev.hopscope;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hopscope.mqtt.MqttVersion;
import dev.hopscope.net.TcpSegment;
import dev.hopscope.qos.Outcome;
import dev.hopscope.testkit.CaptureBuilder;
import dev.hopscope.testkit.Conversation;
import dev.hopscope.testkit.MqttBytes;
import org.junit.jupiter.api.Test;

/** A session whose client comes back, and what the capture lost of the connection it came on. */
class LostConnackTest {
  private static final MqttVersion V3 = MqttVersion.V3_1_1;
  private static final int DATA = TcpSegment.PSH | TcpSegment.ACK;
  private static final byte[] CONNECT = MqttBytes.connect(V3, "c", false, 60);
  private static final byte[] CONNACK = MqttBytes.connack(V3, true, 0);
  private static final byte[] PUBREL = MqttBytes.pubrel(7);
  private static final byte[] PUBCOMP = MqttBytes.pubcomp(7);

  private final CaptureBuilder capture = new CaptureBuilder();

  private Conversation cameBackAfterPubrec() {
    capture
        .open("10.0.0.1:40000", "10.0.0.2:1883")
        .client(CONNECT)
        .server(MqttBytes.connack(V3, false, 0))
        .client(MqttBytes.publish(V3, "t", "x", 2, 7))
        .server(MqttBytes.pubrec(7))
        .resetByClient();
    return capture.open("10.0.0.1:40001", "10.0.0.2:1883");
  }

  private Outcome outcome() {
    Heard heard = Heard.of(capture.timedFrames());
    assertThat(heard.flows).hasSize(1);
    return heard.flows.get(0).outcome();
  }

  @Test
  void whatFollowedTheLostAnswerMayHaveFinishedAFlow() {
    cameBackAfterPubrec()
        .client(CONNECT)
        .serverUnseen(CONNACK.length)
        .clientUnseen(PUBREL.length)
        .serverUnseen(PUBCOMP.length)
        .client(MqttBytes.pingreq())
        .server(MqttBytes.pingresp());
    assertThat(outcome()).isEqualTo(Outcome.UNKNOWN);
  }

  @Test
  void theLossMayBeKnownBeforeTheConnect() {
    // the frame of the CONNECT comes late
    Conversation back = cameBackAfterPubrec().clientUnseen(CONNECT.length);
    back.segment(false, CONNACK.length, 0, DATA, MqttBytes.pingresp());
    back.serverUnseen(CONNACK.length + MqttBytes.pingresp().length).clientAck();
    capture.advance(300_000_000);
    back.clientAck().segment(true, 0, DATA, CONNECT);
    assertThat(outcome()).isEqualTo(Outcome.UNKNOWN);
  }

  @Test
  void withTheAnswerCapturedTheFlowGoesOn() {
    cameBackAfterPubrec().client(CONNECT).server(CONNACK).client(PUBREL).server(PUBCOMP);
    assertThat(outcome()).isEqualTo(Outcome.COMPLETE);
  }

  @Test
  void withNothingLostTheFlowIsOpen() {
    cameBackAfterPubrec().client(CONNECT);
    assertThat(outcome()).isEqualTo(Outcome.OPEN);
  }
}
