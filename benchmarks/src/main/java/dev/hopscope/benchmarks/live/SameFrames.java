package dev.hopscope.benchmarks.live;

import dev.hopscope.capture.CaptureException;
import dev.hopscope.capture.CaptureFiles;
import dev.hopscope.capture.CaptureSource;
import dev.hopscope.capture.Frame;
import java.nio.file.Path;
import java.util.Arrays;

/** Ends with 0 where two captures hold the same frames in the same order, whatever their times. */
public final class SameFrames {
  private SameFrames() {}

  /** Compares the files that the two arguments name. */
  public static void main(String[] args) throws CaptureException {
    if (args.length != 2) {
      System.err.println("usage: SameFrames FILE FILE");
      System.exit(2);
    }
    long frames = 0;
    Frame one = new Frame();
    Frame other = new Frame();
    try (CaptureSource first = CaptureFiles.open(Path.of(args[0]), 1);
        CaptureSource second = CaptureFiles.open(Path.of(args[1]), 2)) {
      boolean more = true;
      while (more) {
        more = first.next(one);
        if (second.next(other) != more) {
          differ("one ends behind frame " + frames);
        }
        frames++;
        if (more && !same(one, other)) {
          differ("frame " + frames + " differs");
        }
      }
    }
    System.out.println((frames - 1) + " frames are the same");
  }

  private static boolean same(Frame one, Frame other) {
    return Arrays.equals(
        one.data(),
        one.offset(),
        one.offset() + one.capturedLength(),
        other.data(),
        other.offset(),
        other.offset() + other.capturedLength());
  }

  private static void differ(String how) {
    System.err.println(how);
    System.exit(1);
  }
}
