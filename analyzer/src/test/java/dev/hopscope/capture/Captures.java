package dev.hopscope.capture;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/** Reads a capture to its end or its damage. */
final class Captures {
  /** What a frame view said, copied. */
  record Seen(long number, long timeNanos, int linkType, String bytes, int originalLength) {}

  /** All that came out of a file; {@code damage} is null where it was read to its end. */
  record Result(List<Seen> frames, CaptureInfo info, String damage) {}

  private Captures() {}

  static Result read(Path file) throws IOException {
    List<Seen> seen = new ArrayList<>();
    String damage = null;
    try (CaptureSource source = CaptureFiles.open(file, 1)) {
      Frame frame = new Frame();
      try {
        while (source.next(frame)) {
          byte[] bytes =
              Arrays.copyOfRange(
                  frame.data(), frame.offset(), frame.offset() + frame.capturedLength());
          seen.add(
              new Seen(
                  frame.number(),
                  frame.timeNanos(),
                  frame.linkType(),
                  HexFormat.of().formatHex(bytes),
                  frame.originalLength()));
        }
      } catch (CaptureException e) {
        damage = e.getMessage();
      }
      return new Result(seen, source.info(), damage);
    } catch (CaptureException e) {
      return new Result(seen, null, e.getMessage());
    }
  }
}
