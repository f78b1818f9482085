package dev.hopscope.capture;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * A window that moves over a file in large reads.
 *
 * <p>{@link #has} makes bytes contiguous; what it made stays in place until it is called again. The
 * window grows only as bytes arrive, so a length that lies allocates no more than the file holds.
 */
final class FileInput implements Closeable {
  private static final int READ_SIZE = 256 * 1024;

  private final String name;
  private final InputStream stream;
  private final long totalBytes;
  private byte[] buffer = new byte[READ_SIZE];
  private int position;
  private int limit;
  private long bufferStart;

  /**
   * Reads {@code stream}, which this object then owns.
   *
   * @param totalBytes how long the input is, or -1 where that cannot be known
   */
  FileInput(String name, InputStream stream, long totalBytes) {
    this.name = name;
    this.stream = stream;
    this.totalBytes = totalBytes;
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
    } catch (IOException e) {
      throw new CaptureException(
          name
              + ": cannot be read on at byte "
              + (bufferStart + limit)
              + " ("
              + reason(e)
              + "); copy it to a sound disk and try again",
          e);
    }
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

  /** Offset in the file of the next byte. */
  long offset() {
    return bufferStart + position;
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
