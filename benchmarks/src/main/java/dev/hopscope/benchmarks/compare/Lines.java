package dev.hopscope.benchmarks.compare;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** Reads large outputs line by line, as bytes. */
final class Lines {
  private static final int BUFFER = 1 << 20;

  /** Takes a line, without its end; it is valid until the call returns. */
  interface Reader {
    void line(byte[] data, int from, int to);
  }

  private Lines() {}

  static void read(Path file, Reader reader) throws IOException {
    byte[] buffer = new byte[BUFFER];
    int used = 0;
    try (InputStream in = Files.newInputStream(file)) {
      for (int read = in.read(buffer);
          read >= 0;
          read = in.read(buffer, used, buffer.length - used)) {
        used += read;
        int from = 0;
        for (int at = used - read; at < used; at++) {
          if (buffer[at] == '\n') {
            reader.line(buffer, from, at);
            from = at + 1;
          }
        }
        System.arraycopy(buffer, from, buffer, 0, used - from);
        used -= from;
        if (used == buffer.length) {
          buffer = Arrays.copyOf(buffer, 2 * used);
        }
      }
    }
    if (used > 0) {
      reader.line(buffer, 0, used);
    }
  }

  /** Where a text begins in a line, or -1. */
  static int indexOf(byte[] data, int from, int to, byte[] text) {
    for (int at = from; at <= to - text.length; at++) {
      if (data[at] == text[0] && Arrays.equals(data, at, at + text.length, text, 0, text.length)) {
        return at;
      }
    }
    return -1;
  }
}
