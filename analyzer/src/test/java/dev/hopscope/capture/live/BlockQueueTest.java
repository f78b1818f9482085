package dev.hopscope.capture.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Deque;
import org.junit.jupiter.api.Test;

final class BlockQueueTest {
  private static final int MOST = 8;

  private final BlockQueue queue = new BlockQueue(MOST);
  private PacketBlock filling = queue.first();
  private int handed;
  private int kept;

  private void offer() {
    PacketBlock next = queue.offer(filling);
    if (next.equals(filling)) {
      kept++;
    } else {
      handed++;
    }
    filling = next;
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
    assertThat(kept).isEqualTo(20 - handed);
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
  void nothingIsReadyBeforeItComes() {
    assertThat(queue.await(0)).isFalse();
    assertThat(queue.await(1_000_000)).isFalse();
    offer();
    assertThat(queue.await(0)).isTrue();
  }
}
