package dev.hopscope.transport;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hopscope.stream.ByteStage;
import dev.hopscope.stream.EndCause;
import dev.hopscope.stream.GapCause;
import dev.hopscope.stream.Provenance;
import dev.hopscope.stream.TcpConnection;
import dev.hopscope.testkit.FixedConnection;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TransportDetectorTest {
  private static final String CONNECT = "\u0010\u000e\0\4MQTT\4\2\0\74\0\2ab";
  private static final String CONNACK = "\40\2\0\0";
  private static final String UPGRADE =
      "GET /mqtt HTTP/1.1\r\nHost: example\r\nuPGRADE: WebSocket\r\n\r\n";

  private final List<String> calls = new ArrayList<>();
  private final Provenance at = new Provenance();
  private int evidence;
  private String evidenceAt = "";
  private int port = 5000;
  private long frame;
  private long[] positions = new long[2];
  private ByteStage[] stages;

  @BeforeEach
  void open() {
    calls.clear();
    positions = new long[2];
    MidStreamCheck check =
        (data, offset, length) ->
            new String(data, offset, length, ISO_8859_1).startsWith(evidenceAt) ? evidence : 0;
    stages =
        new TransportDetector(TransportOptions.defaults(), check, new Recorder())
            .onConnection(new FixedConnection(port, true), at);
  }

  @Test
  void connectIsMqttOnAnyPortFromEitherSide() {
    for (int side = 0; side < 2; side++) {
      open();
      bytes(side, CONNECT);
      bytes(1 - side, CONNACK);
      assertThat(calls)
          .containsExactly(
              "MQTT client " + side + " connect",
              side + ":" + CONNECT + "@0",
              (1 - side) + ":" + CONNACK + "@0");
    }
  }

  @Test
  void theOldProtocolNameIsMqttToo() {
    bytes(0, "\u0010\u0012\0\6MQIsdp\3\2\0\74\0\4abcd");
    assertThat(calls).first().isEqualTo("MQTT client 0 connect");
  }

  @Test
  void aConnectMayBeCutAtEveryByteAndKeepsItsFrames() {
    for (int cut = 1; cut < CONNECT.length(); cut++) {
      open();
      frame = 0;
      bytes(0, CONNECT.substring(0, cut));
      bytes(0, CONNECT.substring(cut));
      assertThat(calls)
          .containsExactly(
              "MQTT client 0 connect",
              "0:" + CONNECT.substring(0, cut) + "@0",
              "0:" + CONNECT.substring(cut) + "@" + cut);
    }
  }

  @Test
  void heldBytesKeepTheirFrames() {
    List<Long> frames = new ArrayList<>();
    TransportListener listener =
        (connection, what, decided) -> {
          ByteStage stage = new FrameRecorder(frames);
          return new ByteStage[] {stage, stage};
        };
    stages =
        new TransportDetector(TransportOptions.defaults(), (d, o, l) -> 0, listener)
            .onConnection(new FixedConnection(port, true), at);
    bytes(0, "\u0010\u000e");
    bytes(1, "\40");
    bytes(0, "\0\4MQ");
    bytes(0, "TT");
    assertThat(frames).containsExactly(1L, 2L, 3L, 4L);
  }

  @Test
  void aLongRemainingLengthIsReadOverAnyCut() {
    String connect = "\u0010\u00ff\u00ff\u00ff\177\0\4MQTT\5";
    for (int i = 0; i < connect.length(); i++) {
      bytes(0, connect.substring(i, i + 1));
    }
    assertThat(calls).first().isEqualTo("MQTT client 0 connect");
    assertThat(calls).hasSize(1 + connect.length());
    open();
    bytes(0, "\u0010\u00ff\u00ff\u00ff\u00ff\u0001\0\4MQTT");
    assertThat(calls).containsExactly("other");
  }

  @Test
  void tlsIsNamedAndDropped() {
    bytes(0, "\u0016\3\1\0\u0080\1rest");
    bytes(1, "\u0016\3\3\0\u0080\2rest");
    assertThat(calls).containsExactly("TLS client 0 client-hello");
    open();
    bytes(1, "\u0016\3\3\0\u0080\2rest");
    assertThat(calls).containsExactly("TLS client 0 server-hello");
  }

  @Test
  void webSocketIsNamedWhateverTheCutAndTheCase() {
    for (int cut = 1; cut < UPGRADE.length(); cut++) {
      open();
      bytes(1, UPGRADE.substring(0, cut));
      bytes(1, UPGRADE.substring(cut));
      assertThat(calls).containsExactly("WEBSOCKET client 1 upgrade-request");
    }
    open();
    bytes(1, "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n\r\n");
    assertThat(calls).containsExactly("WEBSOCKET client 0 upgrade-response");
  }

  @Test
  void anHttpRequestWithoutUpgradeIsOther() {
    bytes(0, "GET / HTTP/1.1\r\nHost: a\r\n\r\n\u0010\u000e\0\4MQTT");
    assertThat(calls).containsExactly("other");
  }

  @Test
  void anHttpBodyThatHoldsAProtocolNameIsOther() {
    port = 1883;
    open();
    bytes(0, "POST / HTTP/1.1\r\nContent-Length: 8\r\n\r\n");
    bytes(0, CONNECT);
    assertThat(calls).containsExactly("other");
  }

  @Test
  void anEndlessRequestIsGivenUp() {
    bytes(0, "GET /");
    for (int i = 0; i < 100 && calls.isEmpty(); i++) {
      bytes(0, "x".repeat(100));
      assertThat(positions[0]).isLessThanOrEqualTo(TransportOptions.HELD_HTTP_BYTES + 100);
    }
    assertThat(calls).containsExactly("other");
  }

  @Test
  void otherTrafficOnAnMqttPortIsNotForcedIntoPackets() {
    port = 1883;
    evidence = 39;
    open();
    bytes(0, "SSH-2.0-OpenSSH\r\n");
    bytes(0, CONNECT);
    assertThat(calls).containsExactly("other");
  }

  @Test
  void aFirstPacketThatIsNoConnectIsMqttOnAnMqttPortIfItsEvidenceIsStrong() {
    port = 1883;
    evidence = 40;
    open();
    bytes(0, "\60\4\0\1tx");
    assertThat(calls).containsExactly("MQTT client -1 first-packet", "0:\60\4\0\1tx@0");
  }

  @Test
  void aStreamWithoutItsStartNeedsEvidenceThatDependsOnThePort() {
    for (int threshold : new int[] {16, 40}) {
      port = threshold == 16 ? 1883 : 5000;
      evidence = threshold - 1;
      open();
      startUnknown(0);
      bytes(0, "\60\4\0\1tx");
      assertThat(calls).isEmpty();
      evidence = threshold;
      open();
      startUnknown(0);
      bytes(0, "\60\4\0\1tx");
      assertThat(calls)
          .containsExactly(
              "MQTT client -1 mid-stream", "0:gap 0+-1 capture-start", "0:\60\4\0\1tx@0");
    }
  }

  @Test
  void smallSegmentsAddUpToEvidence() {
    evidence = 40;
    evidenceAt = "\u00c0\0\u00c0\0\u00c0\0";
    startUnknown(1);
    bytes(1, "\u00c0\0");
    bytes(1, "\u00c0\0");
    assertThat(calls).isEmpty();
    bytes(1, "\u00c0\0");
    assertThat(calls).hasSize(5).startsWith("MQTT client -1 mid-stream");
  }

  @Test
  void onAnMqttPortTheFirstPacketIsLookedForAtLaterSegments() {
    port = 1883;
    evidence = 16;
    evidenceAt = "\60";
    open();
    startUnknown(0);
    bytes(0, "x".repeat(1000));
    bytes(0, "y".repeat(10));
    bytes(0, "\60\4\0\1tx");
    assertThat(calls)
        .containsExactly(
            "MQTT client -1 mid-stream",
            "0:gap 0+-1 capture-start",
            "0:gap 0+1010 limit",
            "0:\60\4\0\1tx@1010");
  }

  @Test
  void elsewhereTwoHopelessDirectionsAreOther() {
    startUnknown(0);
    startUnknown(1);
    bytes(0, "x".repeat(64));
    assertThat(calls).isEmpty();
    bytes(1, "y".repeat(64));
    assertThat(calls).containsExactly("other");
  }

  @Test
  void aSkippedDirectionGoesOnWhenTheOtherIsRecognised() {
    evidence = 40;
    evidenceAt = "\60";
    startUnknown(0);
    startUnknown(1);
    bytes(0, "x".repeat(100));
    bytes(0, "x".repeat(100));
    bytes(1, "\60\4\0\1tx");
    bytes(0, "z");
    assertThat(calls)
        .containsExactly(
            "MQTT client -1 mid-stream",
            "0:gap 0+-1 capture-start",
            "1:gap 0+-1 capture-start",
            "0:gap 0+200 limit",
            "1:\60\4\0\1tx@0",
            "0:z@200");
  }

  @Test
  void anAnswerWaitsForTheLostConnectsDirection() {
    evidence = 40;
    evidenceAt = "\u0082";
    bytes(1, CONNACK);
    assertThat(calls).isEmpty();
    gap(0, 20, GapCause.ACKED_UNSEEN);
    bytes(0, "\u0082\6\0\1\0\1a\0");
    assertThat(calls)
        .containsExactly(
            "MQTT client -1 mid-stream",
            "1:" + CONNACK + "@0",
            "0:gap 0+20 acked-unseen",
            "0:\u0082\6\0\1\0\1a\0@20");
  }

  @Test
  void anAnswerWithoutConnectIsJudgedByItsEvidence() {
    port = 1883;
    evidence = 16;
    open();
    bytes(1, CONNACK);
    assertThat(calls).containsExactly("MQTT client -1 mid-stream", "1:" + CONNACK + "@0");
  }

  @Test
  void anAnswerBesideAnotherProtocolIsOther() {
    bytes(1, CONNACK);
    bytes(0, "HELO example.org\r\n");
    assertThat(calls).containsExactly("other");
  }

  @Test
  void theEndOfADirectionIsHandedOnToo() {
    bytes(1, CONNACK);
    stages[1].onEnd(EndCause.FIN, next());
    bytes(0, CONNECT);
    stages[0].onEnd(EndCause.CAPTURE_END, next());
    assertThat(calls)
        .containsExactly(
            "MQTT client 0 connect",
            "1:" + CONNACK + "@0",
            "1:end FIN",
            "0:" + CONNECT + "@0",
            "0:end CAPTURE_END");
  }

  @Test
  void whatEndsUnjudgedIsOther() {
    bytes(0, "\u0010\u000e\0");
    stages[0].onEnd(EndCause.FIN, next());
    stages[1].onEnd(EndCause.FIN, next());
    assertThat(calls).containsExactly("other");
  }

  private Provenance next() {
    return at.set(1, ++frame, frame * 1000);
  }

  private void bytes(int side, String text) {
    byte[] data = ("??" + text + "?").getBytes(ISO_8859_1);
    stages[side].onBytes(data, 2, text.length(), positions[side], next());
    positions[side] += text.length();
  }

  private void startUnknown(int side) {
    stages[side].onGap(0, ByteStage.UNKNOWN_LENGTH, GapCause.CAPTURE_START, next());
  }

  private void gap(int side, long length, GapCause cause) {
    stages[side].onGap(positions[side], length, cause, next());
    positions[side] += length;
  }

  private final class Recorder implements TransportListener {
    @Override
    public ByteStage[] onRecognised(TcpConnection connection, Recognition what, Provenance at) {
      calls.add(what.transport() + " client " + what.clientSide() + " " + what.basis());
      return what.transport() == Transport.MQTT ? new ByteStage[] {new Side(0), new Side(1)} : null;
    }

    @Override
    public void onOther(TcpConnection connection) {
      calls.add("other");
    }
  }

  private final class Side implements ByteStage {
    private final int side;

    Side(int side) {
      this.side = side;
    }

    @Override
    public void onBytes(byte[] data, int offset, int length, long position, Provenance at) {
      calls.add(side + ":" + new String(data, offset, length, ISO_8859_1) + "@" + position);
    }

    @Override
    public void onGap(long position, long length, GapCause cause, Provenance at) {
      calls.add(side + ":gap " + position + "+" + length + " " + cause.id());
    }

    @Override
    public void onEnd(EndCause cause, Provenance at) {
      calls.add(side + ":end " + cause);
    }
  }

  private record FrameRecorder(List<Long> frames) implements ByteStage {
    @Override
    public void onBytes(byte[] data, int offset, int length, long position, Provenance at) {
      frames.add(at.frame());
    }

    @Override
    public void onGap(long position, long length, GapCause cause, Provenance at) {
      frames.add(at.frame());
    }

    @Override
    public void onEnd(EndCause cause, Provenance at) {
      frames.add(at.frame());
    }
  }
}
