package dev.hopscope.fuzz;

import dev.hopscope.AnalyzerOptions;
import dev.hopscope.Extractor;
import dev.hopscope.Progress;
import dev.hopscope.capture.CaptureBytes;
import dev.hopscope.capture.CaptureException;
import dev.hopscope.capture.CaptureSource;
import dev.hopscope.capture.Frame;
import dev.hopscope.capture.Inputs;
import dev.hopscope.extract.Selection;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Extraction of every message: what is written is a sound capture of the frames chosen, and
 * redaction changes no frame's place, time or length.
 */
final class ExtractTarget {
  private ExtractTarget() {}

  static void check(byte[] bytes) {
    try {
      Path file = Files.createTempFile("hopscope-fuzz", ".pcap");
      try {
        extract(Inputs.of(List.of(Files.write(file, bytes))));
      } finally {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void extract(Inputs inputs) throws IOException {
    Selection everything = new Selection(Set.of(), Set.of(), List.of("#"));
    Extractor extractor = new Extractor(AnalyzerOptions.DEFAULT, everything);
    extractor.choose(inputs, Progress.NONE);
    if (extractor.chooser().isEmpty()) {
      Expect.that(!extractor.chooser().offer().isEmpty(), "no word of what there is");
      return;
    }
    List<String> copied = frames(extractor, inputs, null);
    List<String> redacted = frames(extractor, inputs, new byte[16]);
    Expect.that(
        copied.size() == extractor.frames().size(),
        copied.size(),
        "frames of",
        extractor.frames().size());
    Expect.that(copied.equals(redacted), copied, "redacted:", redacted);
  }

  private static List<String> frames(Extractor extractor, Inputs inputs, byte[] key)
      throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    long written = extractor.write(inputs, key, "fuzz", out);
    List<String> frames = new ArrayList<>();
    Frame frame = new Frame();
    try (CaptureSource source = CaptureBytes.open(out.toByteArray())) {
      while (source.next(frame)) {
        frames.add(
            frame.timeNanos()
                + " "
                + frame.linkType()
                + " "
                + frame.capturedLength()
                + "/"
                + frame.originalLength());
      }
    } catch (CaptureException e) {
      throw new AssertionError("what was extracted is damaged", e);
    }
    Expect.that(written == frames.size(), written, "written, read", frames.size());
    return frames;
  }
}
