package dev.hopscope.stream;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.hopscope.net.TcpSegment;
import dev.hopscope.net.TcpSegment.Checksum;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

class ReassemblyAllocationTest implements StreamListener, ByteStage {
  private static final int SEGMENTS = 1_000_000;
  private final TcpSegment segment = new TcpSegment();
  private final byte[] payload = new byte[64];
  private final TcpReassembler reassembler = new TcpReassembler(StreamLimits.defaults(), this);
  private final int[] sequences = new int[100];
  private long bytes;
  private long gaps;

  @Test
  void segmentsInOrderAllocateNothing() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    feed(0, 100_000);
    long before = threads.getCurrentThreadAllocatedBytes();
    feed(100_000, SEGMENTS);
    long allocated = threads.getCurrentThreadAllocatedBytes() - before;
    assertThat(bytes).isEqualTo((100_000L + SEGMENTS) * payload.length);
    assertThat(gaps).isEqualTo(100);
    assertThat(allocated).isLessThan(SEGMENTS / 10);
  }

  // A hundred connections, both directions, each segment acknowledging the other side's bytes.
  private void feed(long firstFrame, int count) {
    for (long frame = firstFrame + 1; frame <= firstFrame + count; frame++) {
      int connection = (int) (frame % 50);
      int side = (int) (frame / 50 % 2);
      int mine = connection * 2 + side;
      int client = 10_000 + connection;
      segment
          .at(1, frame, frame * 1000, 0)
          .header(sequences[mine], sequences[mine ^ 1], TcpSegment.ACK, 1000, (int) frame & 0xffff)
          .payload(payload, 0, payload.length, payload.length, Checksum.VALID);
      if (side == 0) {
        segment.addresses(true, 1, 2, client, 3, 4, 1883);
      } else {
        segment.addresses(true, 3, 4, 1883, 1, 2, client);
      }
      sequences[mine] += payload.length;
      reassembler.onSegment(segment);
    }
  }

  @Override
  public ByteStage[] onConnection(TcpConnection connection, Provenance at) {
    return new ByteStage[] {this, this};
  }

  @Override
  public void onBytes(byte[] data, int offset, int length, long position, Provenance at) {
    bytes += length;
  }

  @Override
  public void onGap(long position, long length, GapCause cause, Provenance at) {
    gaps++;
  }

  @Override
  public void onEnd(EndCause cause, Provenance at) {
    throw new AssertionError("no connection ends here");
  }
}
