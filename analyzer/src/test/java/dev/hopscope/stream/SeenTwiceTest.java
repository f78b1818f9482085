package dev.hopscope.stream;

import static dev.hopscope.stream.StreamFixture.ACK;
import static dev.hopscope.stream.StreamFixture.MILLI;
import static dev.hopscope.stream.StreamFixture.RST;
import static dev.hopscope.stream.StreamFixture.SYN;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hopscope.net.TcpSegment;
import org.junit.jupiter.api.Test;

/** What a capture, or a run of several, shows more than once; and what a reset shows. */
class SeenTwiceTest {
  private final StreamFixture tcp = new StreamFixture();

  @Test
  void theSameConnectionTaggedAndUntaggedIsOne() {
    tcp.handshake();
    tcp.segment.at(1, 10, tcp.time, 7).header(99, 0, SYN, 1000, 5);
    tcp.reassembler.onSegment(tcp.segment);
    tcp.segment.at(1, 11, tcp.time, 7).header(100, 500, ACK, 1000, 6);
    tcp.segment.payload("ab".getBytes(ISO_8859_1), 0, 2, 2, TcpSegment.Checksum.UNKNOWN);
    tcp.reassembler.onSegment(tcp.segment);
    tcp.segment.at(1, 12, tcp.time + 20 * MILLI, 0);
    tcp.reassembler.onSegment(tcp.segment);
    assertThat(tcp.connections).hasSize(1);
    assertThat(tcp.calls(0)).containsExactly("0:ab@0");
    assertThat(tcp.connections.get(0).duplicateFrames()).isEqualTo(1);
    assertThat(tcp.connections.get(0).retransmittedSegments()).isZero();
  }

  @Test
  void theSameConnectionInAnotherCaptureIsCountedAndIgnored() {
    tcp.handshake().data(0, 100, "abc");
    tcp.segment.at(2, 1, tcp.time, 0).header(103, 500, ACK, 1000, 6);
    tcp.segment.payload("xyz".getBytes(ISO_8859_1), 0, 3, 3, TcpSegment.Checksum.UNKNOWN);
    tcp.reassembler.onSegment(tcp.segment);
    tcp.reassembler.onSegment(tcp.segment);
    assertThat(tcp.connections).hasSize(1);
    assertThat(tcp.calls(0)).containsExactly("0:abc@0");
    assertThat(tcp.connections.get(0).twinFrames()).isEqualTo(2);
    assertThat(tcp.connections.get(0).twinCaptures()).containsExactly(2);
  }

  @Test
  void aTupleUsedAgainInAnotherCaptureIsNoTwin() {
    tcp.handshake().data(0, 100, "abc");
    tcp.segment.at(2, 1, tcp.time, 0).header(99, 0, SYN, 1000, 5);
    tcp.reassembler.onSegment(tcp.segment);
    assertThat(tcp.connections).hasSize(1);
    tcp.segment.at(2, 2, tcp.time, 0).header(5000, 0, SYN, 1000, 5);
    tcp.reassembler.onSegment(tcp.segment);
    assertThat(tcp.connections).hasSize(2);
  }

  @Test
  void aCopyWithTheSameIdentificationIsADuplicateForASecond() {
    tcp.handshake();
    tcp.ipId = 900;
    tcp.data(0, 100, "abc");
    tcp.pass(900 * MILLI);
    tcp.ipId = 900;
    tcp.data(0, 100, "abc");
    assertThat(tcp.connections.get(0).duplicateFrames()).isEqualTo(1);
    tcp.pass(900 * MILLI);
    tcp.ipId = 950;
    tcp.data(0, 100, "abc");
    assertThat(tcp.connections.get(0).duplicateFrames()).isEqualTo(1);
    assertThat(tcp.connections.get(0).retransmittedSegments()).isEqualTo(1);
  }

  @Test
  void aResetShowsWhatWasSentBeforeIt() {
    tcp.handshake().data(0, 100, "abc").send(0, 110, 504, RST | ACK, "");
    assertThat(tcp.calls(0))
        .containsExactly("0:abc@0", "0:gap 3+7 not-captured", "0:end RESET_SENT");
    assertThat(tcp.calls(1)).containsExactly("1:gap 0+4 acked-unseen", "1:end RESET_RECEIVED");
  }
}
