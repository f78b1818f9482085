package dev.hopscope.capture.live;

import dev.hopscope.capture.EnhancedPacket;
import dev.hopscope.capture.PcapngWriter;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The pcapng file of a live capture, or the ring of them. Nothing is held back: what was written is
 * the system's, and survives the process. Where writing fails, the file ends behind its last whole
 * frame.
 */
final class CaptureFile implements Closeable {
  /** What every file begins with. */
  interface Header {
    PcapngWriter begin(OutputStream out) throws IOException;
  }

  /** What every file ends with. */
  interface Footer {
    void end(PcapngWriter writer) throws IOException;
  }

  /** How much is copied to the system at a time: what was just filled is still in near caches. */
  private static final int SLICE = 1 << 16;

  private final RingOptions ring;
  private final FileNames names;
  private final Path single;
  private final Header header;
  private final Footer footer;
  private final Deque<Path> kept = new ArrayDeque<>();
  private FileChannel channel;
  private PcapngWriter writer;
  private Path path;
  private int files;
  private long beganNanos;
  private long fileBytes;
  private long closedBytes;

  /**
   * Begins the first file.
   *
   * @param names of the files of a ring
   */
  CaptureFile(
      Path file, RingOptions ring, FileNames names, Header header, Footer footer, long nowNanos)
      throws IOException {
    this.single = file;
    this.ring = ring;
    this.names = names;
    this.header = header;
    this.footer = footer;
    begin(nowNanos);
  }

  private void begin(long nowNanos) throws IOException {
    files++;
    beganNanos = nowNanos;
    path = ring.several() ? names.name(files, nowNanos) : single;
    channel =
        FileChannel.open(
            path,
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            StandardOpenOption.TRUNCATE_EXISTING);
    fileBytes = 0;
    kept.add(path);
    if (ring.files() > 0 && kept.size() > ring.files()) {
      Files.deleteIfExists(kept.remove());
    }
    writer = header.begin(new ChannelStream());
  }

  /** Writes the frames of a block, in several files where one is full. */
  void write(PacketBlock block, long nowNanos) throws IOException {
    rotate(nowNanos);
    int from = 0;
    while (from < block.used()) {
      int to = ring.bytes() == 0 ? block.used() : until(block, from);
      writeWhole(block, from, to);
      from = to;
      if (from < block.used()) {
        next(nowNanos);
      }
    }
  }

  /** Where the frame ends that fills the file. */
  private int until(PacketBlock block, int from) {
    int to = from;
    while (to < block.used() && fileBytes + (to - from) < ring.bytes()) {
      to += EnhancedPacket.blockLength(block.bytes(), to);
    }
    return Math.max(to, from + EnhancedPacket.blockLength(block.bytes(), from));
  }

  private void writeWhole(PacketBlock block, int from, int to) throws IOException {
    long begin = fileBytes;
    try {
      writer.frames(block.bytes(), from, to - from);
    } catch (IOException e) {
      int whole = from;
      while (whole < to) {
        int length = EnhancedPacket.blockLength(block.bytes(), whole);
        if (begin + (whole - from) + length > fileBytes) {
          break;
        }
        whole += length;
      }
      cut(begin + (whole - from), e);
      throw e;
    }
  }

  private void cut(long length, IOException failure) {
    try {
      channel.truncate(length);
      fileBytes = length;
    } catch (IOException e) {
      failure.addSuppressed(e);
    }
  }

  /** Goes on in another file where this one is old enough. */
  void rotate(long nowNanos) throws IOException {
    if (ring.nanos() > 0 && nowNanos - beganNanos >= ring.nanos()) {
      next(nowNanos);
    }
  }

  private void next(long nowNanos) throws IOException {
    close();
    begin(nowNanos);
  }

  /** The file that is written now, or was last. */
  Path path() {
    return path;
  }

  /** How many files were begun. */
  int files() {
    return files;
  }

  /** How many bytes are in all files, also those that are gone. */
  long bytes() {
    return closedBytes + fileBytes;
  }

  /** Ends the file with what was counted. */
  @Override
  public void close() throws IOException {
    if (channel.isOpen()) {
      try (FileChannel closing = channel) {
        long frames = fileBytes;
        try {
          footer.end(writer);
        } catch (IOException e) {
          closing.truncate(frames);
          fileBytes = frames;
          throw e;
        }
      }
      closedBytes += fileBytes;
      fileBytes = 0;
    }
  }

  /** Counts what reached the file, also of a write that failed in its middle. */
  private final class ChannelStream extends OutputStream {
    @Override
    public void write(int one) throws IOException {
      write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      for (int from = offset; from < offset + length; from += SLICE) {
        ByteBuffer slice = ByteBuffer.wrap(bytes, from, Math.min(SLICE, offset + length - from));
        while (slice.hasRemaining()) {
          fileBytes += channel.write(slice);
        }
      }
    }
  }
}
