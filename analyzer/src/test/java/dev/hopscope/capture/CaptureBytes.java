package dev.hopscope.capture;

import dev.hopscope.bytes.ByteReads;
import java.io.ByteArrayInputStream;
import java.io.InputStream;

/** Capture files in memory. */
public final class CaptureBytes {
  private CaptureBytes() {}

  /** Opens the bytes of a pcap file, or of a pcapng file where they are not one. */
  public static CaptureSource open(byte[] file) throws CaptureException {
    return open(new ByteArrayInputStream(file), file.length);
  }

  /** Opens the same, from a file that hands out at most {@code atOnce} bytes a read. */
  public static CaptureSource open(byte[] file, int atOnce) throws CaptureException {
    InputStream slow =
        new ByteArrayInputStream(file) {
          @Override
          public synchronized int read(byte[] bytes, int offset, int length) {
            return super.read(bytes, offset, Math.min(length, atOnce));
          }
        };
    return open(slow, file.length);
  }

  private static CaptureSource open(InputStream stream, int length) throws CaptureException {
    FileInput input = FileInput.of("input", stream, length, true);
    return input.has(4) && PcapReader.isMagic(ByteReads.i32be(input.buffer(), input.position()))
        ? new PcapReader(input, 1)
        : new PcapngReader(input, 1);
  }
}
