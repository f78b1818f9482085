package dev.hopscope.capture;

import java.io.ByteArrayInputStream;
import java.io.InputStream;

/** Capture files in memory, named {@code input}. */
public final class CaptureBytes {
  private CaptureBytes() {}

  /** Opens a file by its bytes. */
  public static CaptureSource open(byte[] file) throws CaptureException {
    return CaptureFiles.open("input", new ByteArrayInputStream(file), file.length, 1, false);
  }

  /** Opens the same, from a pipe that hands out at most {@code atOnce} bytes a read. */
  public static CaptureSource open(byte[] file, int atOnce) throws CaptureException {
    InputStream pipe =
        new ByteArrayInputStream(file) {
          @Override
          public synchronized int read(byte[] bytes, int offset, int length) {
            return super.read(bytes, offset, Math.min(length, atOnce));
          }
        };
    return CaptureFiles.open("input", pipe, -1, 1, true);
  }
}
