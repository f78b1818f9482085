package dev.hopscope.stream;

import static dev.hopscope.stream.StreamFixture.ACK;
import static dev.hopscope.stream.StreamFixture.FIN;
import static dev.hopscope.stream.StreamFixture.SECOND;
import static dev.hopscope.stream.StreamFixture.SYN;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class StreamLimitsTest {
  private static final int CHUNK = StreamLimits.BYTES_PER_CHUNK;

  @Test
  void aFullDirectionIsForcedOn() {
    StreamLimits limits = StreamLimits.defaults().withBytes(4 * CHUNK, 1 << 20);
    StreamFixture tcp = new StreamFixture(limits).handshake();
    tcp.data(0, 102, "c").data(0, 104, "e").data(0, 106, "g").data(0, 108, "i");
    assertThat(tcp.calls).containsExactly("0:gap 0+2 limit", "0:c@2");
    assertThat(tcp.reassembler.limits().hits())
        .containsOnly(Map.entry("stream-direction-bytes", 1L));
    assertThat(tcp.reassembler.bytesHeld()).isEqualTo(3 * (CHUNK + 1));
  }

  @Test
  void aSegmentLargerThanTheStorePassesBehindAGap() {
    StreamLimits limits = StreamLimits.defaults().withBytes(10, 10);
    StreamFixture tcp = new StreamFixture(limits).handshake();
    tcp.data(0, 102, "cdefghijklmnop").end();
    assertThat(tcp.calls(0))
        .containsExactly("0:gap 0+2 limit", "0:cdefghijklmnop@2", "0:end CAPTURE_END");
  }

  @Test
  void whenAllIsFullTheLongestWaitingIsForcedOn() {
    StreamLimits limits = StreamLimits.defaults().withBytes(1 << 20, 4 * CHUNK);
    StreamFixture tcp = new StreamFixture(limits).handshake();
    tcp.data(0, 102, "c").data(0, 104, "e");
    tcp.clientPort++;
    tcp.handshake().data(0, 102, "C").data(0, 104, "E");
    assertThat(tcp.calls).containsExactly("0:gap 0+2 limit", "0:c@2");
    assertThat(tcp.reassembler.bytesHeld()).isEqualTo(3 * (CHUNK + 1));
    tcp.data(0, 106, "G");
    assertThat(tcp.calls)
        .containsExactly("0:gap 0+2 limit", "0:c@2", "#1 0:gap 0+2 limit", "#1 0:C@2");
    assertThat(tcp.reassembler.limits().hits()).containsEntry("stream-total-bytes", 2L);
  }

  @Test
  void oneConnectionTooManyEndsTheLongestIdle() {
    StreamLimits limits = StreamLimits.defaults().withConnections(2);
    StreamFixture tcp = new StreamFixture(limits).handshake();
    tcp.clientPort = 2;
    tcp.handshake();
    tcp.clientPort = 40000;
    tcp.data(0, 100, "abc");
    tcp.clientPort = 3;
    tcp.handshake();
    assertThat(tcp.calls).containsExactly("0:abc@0", "#1 0:end LIMIT", "#1 1:end LIMIT");
    assertThat(tcp.reassembler.limits().hits()).containsEntry("stream-connections", 1L);
  }

  @Test
  void endedConnectionsMakeRoomFirst() {
    StreamLimits limits = StreamLimits.defaults().withConnections(2);
    StreamFixture tcp = new StreamFixture(limits).handshake();
    tcp.clientPort = 2;
    tcp.handshake().send(0, 100, 500, FIN, "").send(1, 500, 101, FIN | ACK, "");
    tcp.clientPort = 3;
    tcp.handshake();
    assertThat(tcp.calls).containsExactly("#1 0:end FIN", "#1 1:end FIN");
    assertThat(tcp.reassembler.limits().hits()).isEmpty();
  }

  @Test
  void manyConnectionsAreAllFoundAgain() {
    StreamFixture tcp = new StreamFixture();
    for (int round = 0; round < 2; round++) {
      for (int port = 1; port <= 3000; port++) {
        tcp.clientPort = port;
        tcp.send(0, 99, 0, SYN, "");
      }
    }
    assertThat(tcp.connections).hasSize(3000);
    tcp.end();
    assertThat(tcp.calls)
        .hasSize(6000)
        .startsWith("0:end CAPTURE_END")
        .endsWith("#2999 1:end CAPTURE_END");
  }

  @Test
  void farAheadDataHoldsNoMoreThanItsOwnBytes() {
    StreamFixture tcp = new StreamFixture().handshake();
    tcp.data(0, 100 + (1 << 30), "x");
    assertThat(tcp.reassembler.bytesHeld()).isEqualTo(CHUNK + 1);
    tcp.pass(10 * SECOND);
    assertThat(tcp.calls).containsExactly("0:gap 0+1073741824 not-captured", "0:x@1073741824");
    assertThat(tcp.reassembler.bytesHeld()).isZero();
  }
}
