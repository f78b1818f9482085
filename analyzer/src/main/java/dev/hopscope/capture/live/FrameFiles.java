package dev.hopscope.capture.live;

import dev.hopscope.capture.PcapngWriter;
import dev.hopscope.capture.live.LiveException.Reason;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.function.Consumer;

/**
 * Writes blocks to the file that was asked for, if any, as long as that goes: the first failure is
 * told, and nothing is written from there on.
 */
final class FrameFiles {
  private final PcapHandle handle;
  private final FileOptions options;
  private final Consumer<String> notices;
  private final long beganNanos;
  private CaptureFile file; // null where none was asked for, or any more
  private long nowNanos;
  private long written;
  private boolean failed;

  private FrameFiles(
      PcapHandle handle, FileOptions options, Consumer<String> notices, long nowNanos) {
    this.handle = handle;
    this.options = options;
    this.notices = notices;
    this.beganNanos = nowNanos;
    this.nowNanos = nowNanos;
  }

  /**
   * Begins the file.
   *
   * @param options null for none
   * @throws LiveException if it cannot be written
   */
  static FrameFiles open(
      PcapHandle handle, FileOptions options, Consumer<String> notices, long nowNanos)
      throws LiveException {
    FrameFiles files = new FrameFiles(handle, options, notices, nowNanos);
    if (options != null) {
      try {
        FileNames names = new FileNames(options.path(), options.zone());
        files.file =
            new CaptureFile(
                options.path(), options.ring(), names, files::header, files::footer, nowNanos);
      } catch (IOException e) {
        throw new LiveException(
            Reason.OUTPUT,
            options.path()
                + ": cannot be written ("
                + reason(e)
                + "): give -w a file in a folder that this user may write",
            e);
      }
    }
    return files;
  }

  private PcapngWriter header(OutputStream out) throws IOException {
    PcapngWriter writer =
        new PcapngWriter(
            out, null, options.application() + ", " + handle.library(), options.system());
    LiveOptions live = handle.options();
    writer.addInterface(
        handle.linkType(), live.snapLength(), live.device(), handle.filter(), options.system());
    return writer;
  }

  private void footer(PcapngWriter writer) throws IOException {
    handle.count();
    writer.statistics(
        0,
        beganNanos,
        nowNanos,
        handle.received(),
        handle.kernelDrops(),
        handle.interfaceDrops(),
        written);
  }

  /** Writes a block's frames. */
  void write(PacketBlock block, long now) {
    nowNanos = now;
    if (file != null) {
      try {
        file.write(block, now);
        written += block.frames();
      } catch (IOException e) {
        giveUp(e);
      }
    }
  }

  /** Takes notice of the time, where no frames come. */
  void tick(long now) {
    nowNanos = now;
    if (file != null) {
      try {
        file.rotate(now);
      } catch (IOException e) {
        giveUp(e);
      }
    }
  }

  private void giveUp(IOException failure) {
    notices.accept(
        file.path()
            + ": cannot be written any more ("
            + reason(failure)
            + "): it is whole up to here; the analysis goes on");
    failed = true;
    try {
      file.close();
    } catch (IOException e) {
      // the same again, which was told; the file ends without its statistics
      failure.addSuppressed(e);
    }
    file = null;
  }

  /** Ends the file. */
  void close(long now) {
    nowNanos = now;
    if (file != null) {
      try {
        file.close();
      } catch (IOException e) {
        giveUp(e);
      }
    }
  }

  /** How many frames were written. */
  long written() {
    return written;
  }

  /** How many bytes were written. */
  long bytes() {
    return file == null ? 0 : file.bytes();
  }

  /** Whether writing failed. */
  boolean failed() {
    return failed;
  }

  private static String reason(IOException failure) {
    if (failure instanceof NoSuchFileException) {
      return "no such folder";
    }
    if (failure instanceof AccessDeniedException) {
      return "permission denied";
    }
    if (failure instanceof FileSystemException file && file.getReason() != null) {
      return file.getReason();
    }
    return failure.getMessage();
  }
}
