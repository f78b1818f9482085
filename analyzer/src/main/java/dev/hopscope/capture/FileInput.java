package dev.hopscope.capture;

import dev.hopscope.bytes.ByteReads;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.Arrays;

/**
 * A window that moves over a file in large reads.
 *
 * <p>{@link #has} makes bytes contiguous; what it made stays in place until it is called again. The
 * window grows only as bytes arrive, so a length that lies allocates no more than the file holds.
 */
final class FileInput implements Closeable {
  private static final int READ_SIZE =
      64 * 1024; // more would push the state of connections out of the caches
  private static final int PEEK_SIZE = 16 * 1024;

  private final String name;
  private final InputStream stream;
  private final GzipStream gzip;
  private final long totalBytes;
  private byte[] buffer;
  private int position;
  private int limit;
  private long bufferStart;

  private FileInput(String name, InputStream stream, GzipStream gzip, long totalBytes, int size) {
    this.name = name;
    this.stream = stream;
    this.gzip = gzip;
    this.totalBytes = totalBytes;
    this.buffer = new byte[size];
  }

  /**
   * Reads a stream, which the input then owns; where that holds gzip, what it unpacks to. Waits for
   * the first two bytes.
   *
   * @param totalBytes how long the stream is, or -1 where that cannot be known
   * @param peek whether no more than the start will be read
   */
  static FileInput of(String name, InputStream stream, long totalBytes, boolean peek)
      throws CaptureException {
    PushbackInputStream start = new PushbackInputStream(stream, 2);
    byte[] magic = new byte[2];
    try {
      int got = start.readNBytes(magic, 0, 2);
      start.unread(magic, 0, got);
    } catch (IOException e) {
      throw unreadable(name, 0, e);
    }
    int size = peek ? PEEK_SIZE : READ_SIZE;
    if (ByteReads.u16be(magic, 0) == GzipStream.MAGIC) {
      GzipStream gzip = new GzipStream(start);
      return new FileInput(name, gzip, gzip, totalBytes, size);
    }
    return new FileInput(name, start, null, totalBytes, size);
  }

  /** Whether {@code count} more bytes follow; they are then in the buffer from the position on. */
  boolean has(int count) throws CaptureException {
    if (limit - position >= count) {
      return true;
    }
    bufferStart += position;
    System.arraycopy(buffer, position, buffer, 0, limit - position);
    limit -= position;
    position = 0;
    while (limit < count) {
      if (limit == buffer.length) {
        buffer = Arrays.copyOf(buffer, Math.min(buffer.length * 2, count));
      }
      int got = read();
      if (got < 0) {
        return false;
      }
      limit += got;
    }
    return true;
  }

  private int read() throws CaptureException {
    try {
      return stream.read(buffer, limit, buffer.length - limit);
    } catch (GzipStream.Damage e) {
      throw new CaptureException(
          name
              + ": "
              + e.getMessage()
              + "; what comes before was read, for the rest copy or capture it again",
          e);
    } catch (IOException e) {
      throw unreadable(name, bufferStart + limit, e);
    }
  }

  private static CaptureException unreadable(String name, long at, IOException e) {
    return new CaptureException(
        name
            + ": cannot be read on at byte "
            + at
            + " ("
            + reason(e)
            + "); copy it to a sound disk and try again",
        e);
  }

  static String reason(IOException e) {
    String message = e.getMessage();
    return message == null ? e.getClass().getSimpleName() : message;
  }

  /** Moves over bytes that {@link #has} found. */
  void skip(int count) {
    position += count;
  }

  /** The buffer; another one after {@link #has}. */
  byte[] buffer() {
    return buffer;
  }

  /** Where in {@link #buffer()} the next byte is. */
  int position() {
    return position;
  }

  /** Bytes at the position that are in the buffer already. */
  int buffered() {
    return limit - position;
  }

  /** Offset of the next byte in the capture, which is in the file unless that is gzip. */
  long offset() {
    return bufferStart + position;
  }

  /** An offset for a message. */
  String place(long offset) {
    return "byte " + offset + (gzip == null ? "" : " of what it unpacks to");
  }

  /** How many bytes of the file were read: of gzip, the packed ones. */
  long bytesRead() {
    return gzip == null ? offset() : gzip.packedBytes();
  }

  String name() {
    return name;
  }

  long totalBytes() {
    return totalBytes;
  }

  @Override
  public void close() throws CaptureException {
    try {
      stream.close();
    } catch (IOException e) {
      throw new CaptureException(name + ": cannot be closed (" + reason(e) + ")", e);
    }
  }
}
