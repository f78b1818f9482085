package dev.hopscope.benchmarks.live;

import dev.hopscope.capture.CaptureException;
import dev.hopscope.capture.CaptureFiles;
import dev.hopscope.capture.CaptureSource;
import dev.hopscope.capture.Frame;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * Ends with 0 where two captures hold the same frames, whatever their times. On loopback two
 * sockets may see frames that two processors send at once in either order, so a frame may stand a
 * little earlier in one than in the other.
 */
public final class SameFrames {
  /** How many frames may be waited for. */
  private static final int MOST_APART = 256;

  /** Of frames by their content: how many more the first had than the second. */
  private final Map<Integer, Integer> ahead = new HashMap<>();

  private SameFrames() {}

  /** Compares the files that the two arguments name. */
  public static void main(String[] args) throws CaptureException {
    if (args.length != 2) {
      System.err.println("usage: SameFrames FILE FILE");
      System.exit(2);
    }
    SameFrames same = new SameFrames();
    long frames = 0;
    Frame one = new Frame();
    Frame other = new Frame();
    try (CaptureSource first = CaptureFiles.open(Path.of(args[0]), 1);
        CaptureSource second = CaptureFiles.open(Path.of(args[1]), 2)) {
      while (first.next(one)) {
        frames++;
        if (!second.next(other)) {
          differ("the second ends before frame " + frames);
        }
        same.count(one, 1);
        same.count(other, -1);
        if (same.ahead.size() > MOST_APART) {
          differ("they differ before frame " + frames);
        }
      }
      if (second.next(other) || !same.ahead.isEmpty()) {
        differ("they differ behind frame " + (frames - MOST_APART));
      }
    }
    System.out.println(frames + " frames are the same");
  }

  private void count(Frame frame, int more) {
    int hash = frame.capturedLength();
    for (int i = frame.offset(); i < frame.offset() + frame.capturedLength(); i++) {
      hash = 31 * hash + frame.data()[i];
    }
    ahead.merge(hash, more, (was, change) -> was + change == 0 ? null : was + change);
  }

  private static void differ(String how) {
    System.err.println(how);
    System.exit(1);
  }
}
