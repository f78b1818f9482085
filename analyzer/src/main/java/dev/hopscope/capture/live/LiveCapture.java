package dev.hopscope.capture.live;

import dev.hopscope.capture.CaptureException;
import dev.hopscope.capture.CaptureInfo;
import dev.hopscope.capture.CaptureSource;
import dev.hopscope.capture.Frame;
import dev.hopscope.capture.LinkTypes;
import dev.hopscope.capture.live.PcapHandle.Fill;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Captures on a thread of its own: takes frames from libpcap, writes them to the file, then hands
 * them to the thread that pulls. The latter may fall behind by {@link #MOST_BLOCKS} blocks; what
 * comes then is written, not handed over, and counted.
 *
 * <p>Frames are numbered as in the file, or in all files of a ring behind each other. {@link #stop}
 * and {@link #statistics} may be called by any thread, the others by the one that pulls.
 */
public final class LiveCapture implements CaptureSource {
  /** How many blocks of half a MiB there are at most: 64 MiB, a second of the fastest traffic. */
  static final int MOST_BLOCKS = 128;

  private static final long SECOND = 1_000_000_000L;

  /** What came before the end is there after so long: the kernel keeps frames back. */
  private static final long GRACE_NANOS = 2L * PcapHandle.KEEP_BACK_MILLIS * 1_000_000;

  /** The clock that dates frames is not exactly the one that is asked for the time. */
  private static final long SLACK_NANOS = 1_000_000;

  /** Frames are not waited for longer than this, whatever their times say. */
  private static final long PATIENCE_NANOS = 2 * SECOND;

  private final PcapHandle handle;
  private final FrameFiles files;
  private final StopConditions stop;
  private final LongSupplier ticker;
  private final Consumer<String> notices;
  private final BlockQueue queue;
  private final Thread thread;
  private final String device;
  private final int linkType;
  private final long beganNanos;
  private volatile long stopNanos = Long.MAX_VALUE;
  private volatile LiveStatistics statistics = new LiveStatistics(0, 0, 0, 0, 0, 0, 0);
  private volatile boolean fileFailed;
  private volatile CaptureException failure;
  private volatile RuntimeException bug;
  private PacketBlock current;
  private long frames;
  private long bytes;
  private boolean toldBehind;
  private boolean toldUp = true;
  private long countedNanos;

  private LiveCapture(
      PcapHandle handle,
      FrameFiles files,
      StopConditions stop,
      LongSupplier ticker,
      Consumer<String> notices,
      int blocks) {
    this.handle = handle;
    this.files = files;
    this.stop = stop;
    this.ticker = ticker;
    this.notices = notices;
    this.queue = new BlockQueue(blocks);
    this.device = handle.options().device();
    this.linkType = handle.linkType();
    this.beganNanos = ticker.getAsLong();
    this.countedNanos = beganNanos;
    this.thread = new Thread(this::run, "capture-" + device);
    // a capture that nobody ends any more must not keep the process
    this.thread.setDaemon(true);
  }

  /**
   * Begins to capture.
   *
   * @param handle belongs to the capture from here on, also where this fails
   * @param file where to keep frames; null for nowhere
   * @param ticker real time, steadily rising, in nanoseconds since 1970-01-01T00:00:00Z
   * @param notices told on the capture's thread, which must not wait, what a user should know soon
   * @throws LiveException if the file cannot be written
   */
  public static LiveCapture start(
      PcapHandle handle,
      FileOptions file,
      StopConditions stop,
      LongSupplier ticker,
      Consumer<String> notices)
      throws LiveException {
    return start(handle, file, stop, ticker, notices, MOST_BLOCKS);
  }

  static LiveCapture start(
      PcapHandle handle,
      FileOptions file,
      StopConditions stop,
      LongSupplier ticker,
      Consumer<String> notices,
      int blocks)
      throws LiveException {
    FrameFiles files;
    try {
      files = FrameFiles.open(handle, file, notices, ticker.getAsLong());
    } catch (LiveException | RuntimeException e) {
      handle.close();
      throw e;
    }
    LiveCapture capture = new LiveCapture(handle, files, stop, ticker, notices, blocks);
    capture.thread.start();
    return capture;
  }

  private void run() {
    try {
      capture();
    } catch (LiveException e) {
      failure = new CaptureException(e.getMessage() + "; what came before was read", e);
    } catch (RuntimeException e) {
      // told on the thread that pulls, which is the one that can report it
      bug = e;
    } finally {
      handle.count();
      files.close(ticker.getAsLong());
      publish();
      handle.close();
      queue.end();
    }
  }

  private void capture() throws LiveException {
    PacketBlock block = queue.first();
    block.clear(1);
    boolean going = true;
    while (going) {
      long now = ticker.getAsLong();
      countAt(now);
      long end = endNanos();
      boolean ending = now >= end;
      long most = stop.frames() == 0 ? Long.MAX_VALUE : stop.frames() - frames;
      Fill fill;
      try {
        fill = handle.fill(block, most, ending ? end + SLACK_NANOS : Long.MAX_VALUE);
      } finally {
        // also what came before a failure
        if (!block.empty()) {
          block = handOver(block);
        }
      }
      if (fill == Fill.NOTHING) {
        files.tick(now);
        publish();
        going = !ending || now - end < GRACE_NANOS;
        if (going) {
          handle.await(waitMillis(now, end));
        }
      } else {
        going = fill == Fill.FULL && now - end < PATIENCE_NANOS;
      }
      going &= stop.fileBytes() == 0 || files.bytes() < stop.fileBytes();
    }
  }

  private long endNanos() {
    return stop.nanos() == 0 ? stopNanos : Math.min(stopNanos, beganNanos + stop.nanos());
  }

  private static int waitMillis(long now, long end) {
    long left = now < end ? end - now : GRACE_NANOS;
    return (int) Math.min(PcapHandle.KEEP_BACK_MILLIS, 1 + left / 1_000_000);
  }

  private void countAt(long now) {
    if (now - countedNanos >= SECOND) {
      countedNanos = now;
      handle.count();
      tellWhetherUp();
    }
  }

  private PacketBlock handOver(PacketBlock block) {
    files.write(block, ticker.getAsLong());
    frames += block.frames();
    bytes += block.used();
    long first = block.firstNumber();
    PacketBlock next = queue.offer(block);
    if (queue.skipped() > 0) {
      tellBehind(first);
    }
    publish();
    next.clear(frames + 1);
    return next;
  }

  private void tellBehind(long frame) {
    if (!toldBehind) {
      toldBehind = true;
      notices.accept(
          "the analysis is slower than frames come: some are not analyzed, from frame "
              + frame
              + " on; all are captured. A narrower filter or -q helps");
    }
  }

  /** libpcap waits for an interface that is switched off; nothing else would say so. */
  private void tellWhetherUp() {
    boolean up = handle.isUp();
    if (up != toldUp) {
      toldUp = up;
      notices.accept(
          device + (up ? " is up again" : " is down: no frames come until it is up again"));
    }
  }

  private void publish() {
    fileFailed = files.failed();
    statistics =
        new LiveStatistics(
            handle.received(),
            handle.kernelDrops(),
            handle.interfaceDrops(),
            frames,
            bytes,
            files.written(),
            queue.skipped());
  }

  /** Ends the capture: frames up to now are still read, written and handed over. */
  public void stop() {
    stopNanos = Math.min(stopNanos, ticker.getAsLong());
  }

  /** What was counted, at most a second ago; all of it once there are no more frames. */
  public LiveStatistics statistics() {
    return statistics;
  }

  /** Whether the file could not be written to the end. */
  public boolean fileFailed() {
    return fileFailed;
  }

  @Override
  public boolean ready(long waitNanos) {
    return current != null && current.hasMore() || queue.await(waitNanos);
  }

  @Override
  public boolean next(Frame frame) throws CaptureException {
    while (current == null || !current.hasMore()) {
      PacketBlock done = current;
      current = null;
      current = queue.take(done);
      if (current == null) {
        return end();
      }
    }
    current.take(frame, linkType);
    return true;
  }

  private boolean end() throws CaptureException {
    if (bug != null) {
      throw bug;
    }
    if (failure != null) {
      throw failure;
    }
    return false;
  }

  @Override
  public boolean live() {
    return true;
  }

  @Override
  public CaptureInfo info() {
    LiveStatistics now = statistics;
    return new CaptureInfo(
            1,
            device,
            "libpcap",
            List.of(LinkTypes.name(linkType)),
            now.bytes(),
            -1,
            now.kernelDrops(),
            now.interfaceDrops())
        .withNotAnalyzed(now.skipped());
  }

  /** Ends the capture and waits until its file is whole. */
  @Override
  public void close() {
    stop();
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
