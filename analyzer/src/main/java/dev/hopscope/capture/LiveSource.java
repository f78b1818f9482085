package dev.hopscope.capture;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Reads another source on a thread of its own, so that its reader can tell that there is nothing
 * now. Standard input and pipes are read so; whatever captures frames live can be.
 *
 * <p>The thread copies frames into a block of at most about 1 MiB, and waits while that is full;
 * the reader takes whole blocks, so the two meet rarely where much comes and at once where little
 * does. {@link #close} never waits for a thread that waits for input: it is a daemon, ends when it
 * next gets any, and then closes the source.
 */
final class LiveSource implements CaptureSource {
  /** How many frames may pass until what is known of the input is looked at again. */
  private static final int INFO_APART = 1024;

  private final CaptureSource source;
  private final Lock lock = new ReentrantLock();
  private final Condition came = lock.newCondition();
  private final Condition room = lock.newCondition();
  private FrameBlock filling = new FrameBlock();
  private FrameBlock taking = new FrameBlock();
  private CaptureInfo info;
  private CaptureException damage;
  private RuntimeException failure;
  private boolean ended;
  private boolean closed;
  private boolean awaited;
  private int sinceInfo;

  /** Begins to read a source, which this object then owns. */
  LiveSource(CaptureSource source) {
    this.source = source;
    this.info = source.info();
    Thread reader = new Thread(this::readAll, "capture-" + info.id());
    reader.setDaemon(true);
    reader.start();
  }

  private void readAll() {
    Frame frame = new Frame();
    CaptureException damaged = null;
    RuntimeException failed = null;
    try {
      boolean going = true;
      while (going && source.next(frame)) {
        going = put(frame);
      }
    } catch (CaptureException e) {
      damaged = e;
    } catch (RuntimeException e) {
      // told on the thread that pulls, which is the one that can report it
      failed = e;
    }
    CaptureException notClosed = closeSource();
    lock.lock();
    try {
      damage = damaged == null ? notClosed : damaged;
      failure = failed;
      info = source.info();
      ended = true;
      came.signal();
    } finally {
      lock.unlock();
    }
  }

  private CaptureException closeSource() {
    try {
      source.close();
      return null;
    } catch (CaptureException e) {
      return e;
    }
  }

  /** Adds a frame once there is room; false where nobody wants it any more. */
  private boolean put(Frame frame) {
    lock.lock();
    try {
      while (filling.full() && !closed) {
        room.awaitUninterruptibly();
      }
      if (closed) {
        return false;
      }
      filling.add(frame);
      if (awaited || sinceInfo++ % INFO_APART == 0) {
        info = source.info();
      }
      came.signal();
      return true;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public boolean ready(long waitNanos) {
    if (!taking.empty()) {
      return true;
    }
    lock.lock();
    try {
      long left = waitNanos;
      awaited = left > 0;
      while (!answerable() && left > 0) {
        left = came.awaitNanos(left);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      awaited = false;
      lock.unlock();
    }
    return answerable();
  }

  private boolean answerable() {
    lock.lock();
    try {
      return !filling.empty() || ended;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public boolean next(Frame frame) throws CaptureException {
    if (taking.empty()) {
      lock.lock();
      try {
        while (!answerable()) {
          came.awaitUninterruptibly();
        }
        if (filling.empty()) {
          return end();
        }
        swap();
      } finally {
        lock.unlock();
      }
    }
    taking.take(frame);
    return true;
  }

  private boolean end() throws CaptureException {
    if (failure != null) {
      throw failure;
    }
    if (damage != null) {
      throw damage;
    }
    return false;
  }

  private void swap() {
    FrameBlock filled = filling;
    filling = taking;
    filling.clear();
    taking = filled;
    room.signal();
  }

  @Override
  public boolean live() {
    return true;
  }

  @Override
  public CaptureInfo info() {
    lock.lock();
    try {
      return info;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      room.signal();
    } finally {
      lock.unlock();
    }
  }
}
