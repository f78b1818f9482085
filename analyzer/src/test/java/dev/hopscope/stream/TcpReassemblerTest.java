package dev.hopscope.stream;

import static dev.hopscope.stream.StreamFixture.ACK;
import static dev.hopscope.stream.StreamFixture.FIN;
import static dev.hopscope.stream.StreamFixture.MILLI;
import static dev.hopscope.stream.StreamFixture.RST;
import static dev.hopscope.stream.StreamFixture.SECOND;
import static dev.hopscope.stream.StreamFixture.SYN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hopscope.net.TcpSegment.Checksum;
import org.junit.jupiter.api.Test;

class TcpReassemblerTest {
  private final StreamFixture tcp = new StreamFixture();

  @Test
  void bytesInOrderArePassedOnAtOnce() {
    tcp.handshake().data(0, 100, "abc").data(1, 500, "xy").data(0, 103, "d");
    assertThat(tcp.calls).containsExactly("0:abc@0", "1:xy@0", "0:d@3");
    assertThat(tcp.frames).containsExactly("4<4", "5<5", "6<6");
  }

  @Test
  void bytesAheadOfTheirTurnWaitAndCarryBothFrames() {
    tcp.handshake().data(0, 103, "def").data(0, 106, "g").data(0, 100, "abc");
    assertThat(tcp.calls).containsExactly("0:abc@0", "0:def@3", "0:g@6");
    assertThat(tcp.frames).containsExactly("6<6", "6<4", "6<5");
    assertThat(tcp.reassembler.bytesHeld()).isZero();
  }

  @Test
  void aStreamMayCrossTheWrapAtEveryPosition() {
    for (int wrap : new int[] {0, Integer.MIN_VALUE}) {
      for (int cut = 1; cut < 10; cut++) {
        StreamFixture one = new StreamFixture();
        int start = wrap - 5;
        one.send(0, start - 1, 0, SYN, "");
        one.data(0, start + cut, "0123456789".substring(cut));
        one.data(0, start, "0123456789".substring(0, cut));
        assertThat(one.calls)
            .containsExactly(
                "0:" + "0123456789".substring(0, cut) + "@0",
                "0:" + "0123456789".substring(cut) + "@" + cut);
      }
    }
  }

  @Test
  void positionsGrowBeyondTheSequenceSpace() {
    tcp.handshake();
    long position = 0;
    while (position < 5L << 30) {
      tcp.send(0, (int) (100 + position), 500, ACK, "");
      // Each step is a hole of 1 GiB less a byte, acknowledged, then declared.
      position += (1 << 30) - 1;
      tcp.send(1, 500, (int) (100 + position), ACK, "").pass(251 * MILLI);
    }
    tcp.calls.clear();
    tcp.data(0, (int) (100 + position), "here");
    assertThat(tcp.calls).containsExactly("0:here@" + position);
  }

  @Test
  void retransmissionsAreCountedAndNotRepeated() {
    tcp.handshake().data(0, 100, "abcdef").data(0, 100, "abc").data(0, 103, "defgh");
    assertThat(tcp.calls).containsExactly("0:abcdef@0", "0:gh@6");
    assertThat(tcp.connections.get(0).retransmittedSegments()).isEqualTo(2);
  }

  @Test
  void theSameFrameCapturedTwiceIsNoRetransmission() {
    tcp.handshake();
    tcp.ipId = 77;
    tcp.data(0, 100, "abcdef").data(0, 100, "abcdef");
    tcp.ipId = 78;
    tcp.data(0, 100, "abcdef");
    assertThat(tcp.calls).containsExactly("0:abcdef@0");
    assertThat(tcp.connections.get(0).duplicateFrames()).isEqualTo(1);
    assertThat(tcp.connections.get(0).retransmittedSegments()).isEqualTo(1);
  }

  @Test
  void equalDuplicateAcksWithoutIdentificationAreNoDuplicateFrames() {
    tcp.handshake();
    tcp.ipId = -1;
    tcp.ack(0, 500).ack(0, 500);
    assertThat(tcp.connections.get(0).duplicateFrames()).isZero();
  }

  @Test
  void ofOverlappingCopiesTheFirstWins() {
    tcp.handshake().data(0, 103, "def").data(0, 104, "XYg").data(0, 100, "abcD");
    assertThat(String.join(" ", tcp.calls)).isEqualTo("0:abc@0 0:def@3 0:g@6");
    assertThat(tcp.connections.get(0).overlapConflicts()).isEqualTo(2);
  }

  @Test
  void aValidCopyBeatsAnInvalidOne() {
    tcp.handshake();
    tcp.checksum = Checksum.INVALID;
    tcp.data(0, 103, "dXYf");
    tcp.checksum = Checksum.VALID;
    tcp.data(0, 104, "ee").data(0, 100, "abc");
    assertThat(tcp.calls).containsExactly("0:abc@0", "0:d@3", "0:ee@4", "0:f@6");
    assertThat(tcp.connections.get(0).overlapConflicts()).isEqualTo(1);
  }

  @Test
  void anInvalidCopyDoesNotBeatAValidOne() {
    tcp.handshake();
    tcp.checksum = Checksum.VALID;
    tcp.data(0, 103, "def");
    tcp.checksum = Checksum.INVALID;
    tcp.data(0, 100, "abcXYZ");
    assertThat(tcp.calls).containsExactly("0:abc@0", "0:def@3");
  }

  @Test
  void anAckCapturedBeforeItsDataIsNoGap() {
    tcp.handshake().ack(1, 103).pass(249 * MILLI).data(0, 100, "abc").pass(20 * SECOND);
    assertThat(tcp.calls).containsExactly("0:abc@0");
  }

  @Test
  void acksAlwaysAheadOfTheirDataAreNoGap() {
    tcp.handshake();
    for (int i = 0; i < 1000; i++) {
      tcp.ack(1, 101 + i + 1).data(0, 100 + i, "a").pass(MILLI);
    }
    assertThat(tcp.calls).hasSize(1000).noneMatch(call -> call.contains("gap"));
  }

  @Test
  void acknowledgedBytesNeverSeenAreAGapAfterTheGrace() {
    tcp.handshake().data(0, 105, "fgh").ack(1, 108).pass(250 * MILLI);
    assertThat(tcp.calls).containsExactly("0:gap 0+5 acked-unseen", "0:fgh@5");
    assertThat(tcp.frames).containsExactly("5", "5<4");
  }

  @Test
  void aHoleWhoseAnswerTheSenderAcknowledgedIsLostAtOnce() {
    tcp.handshake().data(0, 105, "fgh").send(1, 500, 108, ACK, "answer");
    assertThat(tcp.calls).containsExactly("1:answer@0");
    tcp.send(0, 108, 506, ACK, "ijk");
    assertThat(tcp.calls)
        .containsExactly("1:answer@0", "0:gap 0+5 acked-unseen", "0:fgh@5", "0:ijk@8");
  }

  @Test
  void acknowledgedBytesBehindTheLastSeenAreAGapToo() {
    tcp.handshake().data(0, 100, "abc").ack(1, 110).pass(250 * MILLI).data(0, 110, "k");
    assertThat(tcp.calls).containsExactly("0:abc@0", "0:gap 3+7 acked-unseen", "0:k@10");
  }

  @Test
  void oneAckDeclaresAllTheHolesItCovers() {
    tcp.handshake().data(0, 102, "c").data(0, 105, "f").ack(1, 107).pass(250 * MILLI);
    assertThat(tcp.calls)
        .containsExactly(
            "0:gap 0+2 acked-unseen",
            "0:c@2",
            "0:gap 3+2 acked-unseen",
            "0:f@5",
            "0:gap 6+1 acked-unseen");
  }

  @Test
  void dataOfTheOtherSideIsNoProofOfLoss() {
    tcp.handshake().data(0, 103, "def").send(1, 500, 100, ACK, "answer").pass(9 * SECOND);
    tcp.data(0, 100, "abc");
    assertThat(tcp.calls).containsExactly("1:answer@0", "0:abc@0", "0:def@3");
  }

  @Test
  void aHoleNobodyAcknowledgesIsDeclaredAfterTheWait() {
    tcp.handshake().data(0, 103, "def").pass(10 * SECOND);
    assertThat(tcp.calls).containsExactly("0:gap 0+3 not-captured", "0:def@3");
  }

  @Test
  void oneDirectionAloneStillEnds() {
    tcp.send(0, 99, 0, SYN, "").data(0, 100, "abc").data(0, 106, "g").end();
    assertThat(tcp.calls)
        .containsExactly(
            "0:abc@0", "0:gap 3+3 not-captured", "0:g@6", "0:end CAPTURE_END", "1:end CAPTURE_END");
  }

  @Test
  void theEndDeclaresWhatIsMissing() {
    tcp.handshake().data(0, 105, "f").ack(1, 103).end();
    assertThat(tcp.calls)
        .containsExactly(
            "0:gap 0+3 acked-unseen",
            "0:gap 3+2 not-captured",
            "0:f@5",
            "0:end CAPTURE_END",
            "1:end CAPTURE_END");
  }

  @Test
  void bytesCutByTheSnapLengthAreAGap() {
    tcp.handshake();
    tcp.cut = 4;
    tcp.data(0, 106, "ghijkl");
    tcp.cut = 0;
    tcp.data(0, 100, "abcdef").data(0, 112, "m");
    assertThat(tcp.calls).containsExactly("0:abcdef@0", "0:gh@6", "0:gap 8+4 snaplen", "0:m@12");
  }

  @Test
  void aWholeCopyThatWaitsFillsWhatTheSnapLengthCut() {
    tcp.handshake().data(0, 103, "def");
    tcp.cut = 5;
    tcp.data(0, 100, "abcdef");
    assertThat(tcp.calls).containsExactly("0:a@0", "0:gap 1+2 snaplen", "0:def@3");
  }

  @Test
  void aFinAheadOfItsTurnActsAtItsPosition() {
    tcp.handshake().send(0, 103, 500, FIN | ACK, "def");
    assertThat(tcp.calls).isEmpty();
    tcp.data(0, 100, "abc").send(0, 106, 500, FIN | ACK, "");
    assertThat(tcp.calls).containsExactly("0:abc@0", "0:def@3", "0:end FIN");
  }

  @Test
  void dataBehindAFinIsIgnoredAndCounted() {
    tcp.handshake().send(0, 100, 500, FIN | ACK, "abc").data(0, 103, "more");
    assertThat(tcp.calls).containsExactly("0:abc@0", "0:end FIN");
    assertThat(tcp.reassembler.counters().segmentsAfterEnd()).isEqualTo(1);
  }

  @Test
  void theAckOfAFinIsNoGap() {
    tcp.handshake().ack(1, 104).send(0, 103, 500, FIN | ACK, "").pass(250 * MILLI);
    assertThat(tcp.calls).containsExactly("0:gap 0+3 acked-unseen", "0:end FIN");
  }

  @Test
  void aFinBehindAHoleThatNobodyAcknowledgesIsReachedAfterTheWait() {
    tcp.handshake().send(0, 103, 500, FIN | ACK, "").pass(10 * SECOND);
    assertThat(tcp.calls).containsExactly("0:gap 0+3 not-captured", "0:end FIN");
  }

  @Test
  void aResetEndsBothDirectionsBehindTheirGaps() {
    tcp.handshake().data(0, 103, "d").data(1, 500, "x").send(1, 501, 0, RST, "why");
    assertThat(tcp.calls)
        .containsExactly(
            "1:x@0", "1:end RESET_SENT", "0:gap 0+3 not-captured", "0:d@3", "0:end RESET_RECEIVED");
  }

  @Test
  void aResetFarOutsideOfTheWindowIsIgnored() {
    tcp.handshake().send(1, 500 + (1 << 25), 0, RST, "").data(0, 100, "abc");
    assertThat(tcp.calls).containsExactly("0:abc@0");
    assertThat(tcp.reassembler.counters().ignoredResets()).isEqualTo(1);
  }

  @Test
  void aResetThatDoesNotAnswerTheSynIsIgnored() {
    tcp.send(0, 99, 0, SYN, "").send(1, 7, 99, RST | ACK, "").send(1, 7, 0, RST, "");
    tcp.send(1, 499, 100, SYN | ACK, "").data(0, 100, "abc");
    assertThat(tcp.calls).containsExactly("0:abc@0");
    assertThat(tcp.reassembler.counters().ignoredResets()).isEqualTo(2);
  }

  @Test
  void aRefusedConnectionEnds() {
    tcp.send(0, 99, 0, SYN, "").send(1, 0, 100, RST | ACK, "");
    assertThat(tcp.calls).containsExactly("1:end RESET_SENT", "0:end RESET_RECEIVED");
    tcp.send(0, 99, 0, SYN, "");
    assertThat(tcp.connections).as("the same frame again").hasSize(1);
    tcp.pass(SECOND).send(0, 99, 0, SYN, "");
    // Wireshark counts a SYN that repeats the last one to the same stream.
    assertThat(tcp.connections).extracting(TcpConnection::tcpStream).containsExactly(0, 0);
  }

  @Test
  void aReplayedConnectionIsHandedOnAgain() {
    for (int i = 0; i < 2; i++) {
      tcp.handshake().send(0, 100, 500, FIN | ACK, "abc").send(1, 500, 104, FIN | ACK, "");
      tcp.pass(SECOND);
    }
    assertThat(tcp.calls)
        .containsExactly("0:abc@0", "0:end FIN", "1:end FIN", "0:abc@0", "0:end FIN", "1:end FIN");
  }

  @Test
  void aSecondAnswerToTheSameSynBeginsNoOther() {
    tcp.send(0, 99, 0, SYN, "").send(1, 499, 100, SYN | ACK, "");
    tcp.send(1, 899, 100, SYN | ACK, "").send(0, 100, 500, ACK, "").data(1, 500, "x");
    assertThat(tcp.connections).hasSize(1);
    assertThat(tcp.calls).containsExactly("1:x@0");
  }

  @Test
  void anAnswerToAnotherSynBeginsAnother() {
    tcp.send(1, 499, 100, SYN | ACK, "").send(1, 899, 7000, SYN | ACK, "").data(1, 900, "x");
    assertThat(tcp.calls).containsExactly("0:end REPLACED", "1:end REPLACED", "#1 1:x@0");
  }

  @Test
  void aKeepAliveProbeIsNoRetransmission() {
    tcp.handshake().data(0, 100, "abc").ack(1, 103).data(0, 102, "\0").data(0, 102, "");
    tcp.data(0, 103, "d");
    assertThat(tcp.calls).containsExactly("0:abc@0", "0:d@3");
    assertThat(tcp.connections.get(0).retransmittedSegments()).isZero();
    assertThat(tcp.reassembler.counters().keepAliveProbes()).isEqualTo(1);
  }

  @Test
  void aZeroWindowProbeIsCountedApart() {
    tcp.handshake().data(0, 100, "abc");
    tcp.window = 0;
    tcp.ack(1, 103);
    tcp.window = 1000;
    tcp.data(0, 103, "d").data(0, 103, "d").data(0, 103, "def");
    assertThat(tcp.calls).containsExactly("0:abc@0", "0:d@3", "0:ef@4");
    assertThat(tcp.reassembler.counters().zeroWindowProbes()).isEqualTo(2);
  }

  @Test
  void aSynMayCarryData() {
    tcp.send(0, 99, 0, SYN, "abc").send(1, 499, 103, SYN | ACK, "").send(0, 103, 500, ACK, "d");
    assertThat(tcp.calls).containsExactly("0:abc@0", "0:d@3");
  }

  @Test
  void theRoundTripRunsFromTheSynToTheHandshakesAck() {
    tcp.send(0, 99, 0, SYN, "");
    tcp.time += 40 * MILLI;
    tcp.send(1, 499, 100, SYN | ACK, "").send(0, 100, 500, ACK, "");
    assertThat(tcp.connections.get(0).roundTripNanos()).isEqualTo(40 * MILLI + MILLI / 50);
    assertThat(tcp.connections.get(0).synSeen()).isTrue();
  }

  @Test
  void aStreamWithoutItsStartSaysSo() {
    tcp.data(1, 500, "xyz").send(0, 100, 503, ACK, "abc");
    assertThat(tcp.calls)
        .containsExactly(
            "0:gap 0+-1 capture-start", "0:xyz@0", "1:gap 0+-1 capture-start", "1:abc@0");
    assertThat(tcp.connections.get(0).synSeen()).isFalse();
  }

  @Test
  void aStreamOfWhichOnlyAcksAreSeenIsAllGap() {
    tcp.send(1, 500, 100, ACK, "").send(1, 500, 150, ACK, "").pass(250 * MILLI);
    assertThat(tcp.calls).containsExactly("1:gap 0+-1 capture-start", "1:gap 0+50 acked-unseen");
  }

  @Test
  void theSynAckTellsWhereTheOthersStreamStarts() {
    tcp.send(1, 499, 100, SYN | ACK, "").data(0, 103, "d").ack(1, 104).pass(250 * MILLI);
    assertThat(tcp.calls).containsExactly("0:gap 0+3 acked-unseen", "0:d@3");
    assertThat(tcp.connections.get(0).endpoint(0).port()).isEqualTo(40000);
  }

  @Test
  void theHandshakesAckTellsWhereTheOthersStreamStarts() {
    tcp.send(0, 99, 0, SYN, "").send(0, 100, 500, ACK, "").data(1, 502, "z").ack(0, 503);
    tcp.pass(250 * MILLI);
    assertThat(tcp.calls).containsExactly("1:gap 0+2 acked-unseen", "1:z@2");
  }

  @Test
  void aSynCapturedBehindItsFirstDataBeginsNoOther() {
    tcp.data(0, 100, "abc").send(0, 99, 0, SYN, "").send(1, 499, 103, SYN | ACK, "");
    assertThat(tcp.connections).hasSize(1);
  }

  @Test
  void aFourTupleUsedAgainIsANewConnection() {
    tcp.handshake().data(0, 100, "abc").send(0, 99, 0, SYN, "").send(0, 5000, 0, SYN, "");
    tcp.send(1, 900, 5001, SYN | ACK, "").data(0, 5001, "new");
    assertThat(tcp.calls)
        .containsExactly("0:abc@0", "0:end REPLACED", "1:end REPLACED", "#1 0:new@0");
    assertThat(tcp.connections).extracting(TcpConnection::tcpStream).containsExactly(0, 1);
  }

  @Test
  void lateSegmentsOfAnEndedConnectionBeginNoNewOne() {
    tcp.handshake().send(0, 100, 500, FIN | ACK, "").send(1, 500, 101, FIN | ACK, "");
    tcp.send(0, 101, 501, ACK, "").send(0, 100, 500, FIN | ACK, "").pass(59 * SECOND);
    tcp.send(0, 101, 501, ACK, "");
    assertThat(tcp.connections).hasSize(1);
    assertThat(tcp.calls).containsExactly("0:end FIN", "1:end FIN");
    tcp.pass(2 * SECOND).send(0, 101, 501, ACK, "");
    assertThat(tcp.connections).hasSize(2);
  }

  @Test
  void scopesAndCapturesKeepEqualFourTuplesApart() {
    tcp.handshake();
    tcp.segment.at(1, 10, tcp.time, 7).header(7777, 0, SYN, 1000, 5);
    tcp.reassembler.onSegment(tcp.segment);
    tcp.segment.at(2, 1, tcp.time, 0).header(8888, 0, SYN, 1000, 5);
    tcp.reassembler.onSegment(tcp.segment);
    assertThat(tcp.connections).extracting(TcpConnection::tcpStream).containsExactly(0, 1, 0);
  }

  @Test
  void aFarAheadSequenceNumberIsIgnored() {
    tcp.handshake().data(0, 100 + (1 << 30) + 1, "zzz").data(0, 100, "abc").end();
    assertThat(tcp.calls(0)).containsExactly("0:abc@0", "0:end CAPTURE_END");
    assertThat(tcp.reassembler.limits().hits()).containsEntry("stream-sequence-far-ahead", 1L);
  }

  @Test
  void anIgnoredConnectionHandsOnNothingAndIsStillKnown() {
    tcp.handshake();
    tcp.reassembler.ignore(tcp.connections.get(0));
    tcp.data(0, 103, "def").data(0, 100, "abc").send(0, 106, 500, FIN, "");
    tcp.send(1, 500, 107, FIN | ACK, "").send(0, 107, 501, ACK, "").end();
    assertThat(tcp.calls).isEmpty();
    assertThat(tcp.connections).hasSize(1);
  }
}
