package dev.hopscope.capture.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hopscope.capture.Frame;
import java.util.ArrayDeque;
import java.util.Deque;
import org.junit.jupiter.api.Test;

final class BlockQueueTest {
  private static final int MOST = 8;

  private final BlockQueue queue = new BlockQueue(MOST);
  private PacketBlock filling = queue.first();
  private int handed;
  private long next = 1;

  /** Offers a block with so many frames, of which only one has room if they are the longest. */
  private void offer(int frames, int length) {
    Blocks.fill(filling, next, frames, length);
    next += frames;
    long before = queue.skipped();
    filling = queue.offer(filling);
    if (queue.skipped() == before) {
      handed++;
    }
  }

  private void offer() {
    offer(1, LiveOptions.MAX_SNAP_LENGTH);
  }

  @Test
  void blocksComeInOrderAndGoRound() {
    Deque<PacketBlock> sent = new ArrayDeque<>();
    PacketBlock done = null;
    for (int i = 0; i < 100; i++) {
      sent.add(filling);
      offer();
      if (i % 2 == 1) {
        done = queue.take(done);
        assertThat(done).isSameAs(sent.remove());
        done = queue.take(done);
        assertThat(done).isSameAs(sent.remove());
      }
    }
    assertThat(handed).isEqualTo(100);
    queue.end();
    assertThat(queue.await(0)).isTrue();
    assertThat(queue.take(done)).isNull();
  }

  @Test
  void whoIsSlowIsLeftBehindUntilHalfIsFreeAgain() {
    for (int i = 0; i < 20; i++) {
      offer();
    }
    // one block is always being filled
    assertThat(handed).isEqualTo(MOST - 1);
    assertThat(queue.skipped()).isEqualTo(20 - handed);
    PacketBlock done = queue.take(null);
    for (int free = 1; free < MOST / 2; free++) {
      done = queue.take(done);
      offer();
      assertThat(handed).isEqualTo(MOST - 1);
    }
    done = queue.take(done);
    offer();
    assertThat(handed).isEqualTo(MOST);
    assertThat(done).isNotNull();
  }

  @Test
  void framesThatComeOneByOneShareBlocks() {
    int count = 100 * MOST;
    for (int i = 0; i < count; i++) {
      offer(1, 1000);
    }
    assertThat(queue.skipped()).isZero();
    queue.end();
    Frame frame = new Frame();
    long number = 0;
    for (PacketBlock block = queue.take(null); block != null; block = queue.take(block)) {
      while (block.hasMore()) {
        block.take(frame, 1);
        assertThat(frame.number()).isEqualTo(++number);
        assertThat(frame.data()[frame.offset()]).isEqualTo((byte) number);
      }
    }
    assertThat(number).isEqualTo(count);
  }

  @Test
  void framesBehindSkippedOnesBeginABlock() {
    for (int i = 0; i < MOST; i++) {
      offer();
    }
    assertThat(queue.skipped()).isEqualTo(1);
    PacketBlock done = null;
    for (int i = 0; i < MOST - 2; i++) {
      done = queue.take(done);
    }
    offer(1, 10);
    offer(2, 10);
    assertThat(queue.take(done).firstNumber()).isEqualTo(MOST - 1);
    PacketBlock later = queue.take(null);
    assertThat(later.firstNumber()).isEqualTo(MOST + 1);
    assertThat(later.frames()).isEqualTo(3);
  }

  @Test
  void nothingIsReadyBeforeItComes() {
    assertThat(queue.await(0)).isFalse();
    assertThat(queue.await(1_000_000)).isFalse();
    offer();
    assertThat(queue.await(0)).isTrue();
  }
}
