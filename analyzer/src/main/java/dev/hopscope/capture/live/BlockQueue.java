package dev.hopscope.capture.live;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Hands blocks from the thread that captures to the one that analyzes, and back. The first never
 * waits: where all blocks are in use its frames are skipped. Blocks that wait are filled up, so
 * that all of them hold as much whether frames come one by one or by the thousand.
 *
 * <p>Once that happened, nothing is handed over until half of the blocks are free again: one long
 * gap tells more than many short ones, each of which would hit every connection.
 */
final class BlockQueue {
  private final int most;
  private final Lock lock = new ReentrantLock();
  private final Condition came = lock.newCondition();
  private final Deque<PacketBlock> filled = new ArrayDeque<>();
  private final Deque<PacketBlock> free = new ArrayDeque<>();
  private int made;
  private long skipped;
  private boolean behind;
  private boolean ended;

  /**
   * Creates an empty queue.
   *
   * @param most blocks that there may be; they are made when they are needed
   */
  BlockQueue(int most) {
    this.most = most;
  }

  /** A first block to fill. */
  PacketBlock first() {
    made++;
    return new PacketBlock();
  }

  /**
   * Hands over a block's frames, or skips them where all blocks are in use.
   *
   * @return the block to clear and fill next, maybe the same
   */
  PacketBlock offer(PacketBlock block) {
    lock.lock();
    try {
      PacketBlock last = filled.peekLast();
      if (last != null && !behind && last.append(block)) {
        return block;
      }
      int available = free.size() + most - made;
      behind = available == 0 || behind && available < most / 2;
      if (behind) {
        skipped += block.frames();
        return block;
      }
      filled.add(block);
      came.signal();
      PacketBlock next = free.poll();
      if (next == null) {
        made++;
        next = new PacketBlock();
      }
      return next;
    } finally {
      lock.unlock();
    }
  }

  /** How many frames were skipped; for the thread that captures. */
  long skipped() {
    return skipped;
  }

  /** No more blocks will come. */
  void end() {
    lock.lock();
    try {
      ended = true;
      came.signal();
    } finally {
      lock.unlock();
    }
  }

  /** Waits for a block or the end; whether one of them is there. */
  boolean await(long waitNanos) {
    lock.lock();
    try {
      long left = waitNanos;
      while (filled.isEmpty() && !ended && left > 0) {
        left = came.awaitNanos(left);
      }
      return !filled.isEmpty() || ended;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits for the next block.
   *
   * @param done is given back; null for none
   * @return null where none will come
   */
  PacketBlock take(PacketBlock done) {
    lock.lock();
    try {
      if (done != null) {
        free.push(done);
      }
      while (filled.isEmpty() && !ended) {
        came.awaitUninterruptibly();
      }
      return filled.poll();
    } finally {
      lock.unlock();
    }
  }
}
