package dev.hopscope.extract;

import dev.hopscope.capture.CaptureInfo;
import dev.hopscope.capture.CaptureInterface;
import dev.hopscope.capture.Frame;
import dev.hopscope.capture.OpenInputs;
import dev.hopscope.capture.PcapngWriter;
import dev.hopscope.limits.Limits;
import java.io.IOException;
import java.io.OutputStream;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Writes chosen frames as a pcapng file: interfaces, times and lengths as they were, and comments
 * that say where each comes from.
 */
public final class ExtractWriter {
  private static final int LONGEST_LIST = 2_000;

  private final PcapngWriter out;
  private final Map<Integer, String> names = new HashMap<>();
  private final Map<Integer, Map<CaptureInterface, Integer>> interfaces = new HashMap<>();
  private final Map<Integer, Map<Integer, Integer>> unnamed = new HashMap<>();
  private final FrameRedactor redactor;

  private ExtractWriter(PcapngWriter out, FrameRedactor redactor) {
    this.out = out;
    this.redactor = redactor;
  }

  /**
   * Writes the frames of a set.
   *
   * @param inputs at their start; closed by their owner
   * @param redaction what the streams become, decided over the same frames with the same limits;
   *     null to copy them
   * @param limits those of the decoding
   * @param application the program and its version, for the file's header
   * @param out not closed
   * @return how many frames were written
   */
  public static long write(
      OpenInputs inputs,
      FrameSet frames,
      StreamRedactor redaction,
      Limits limits,
      String application,
      OutputStream out)
      throws IOException {
    Map<Integer, String> names = new HashMap<>();
    boolean redact = redaction != null;
    for (Supplier<CaptureInfo> capture : inputs.captures()) {
      int id = capture.get().id();
      names.put(id, redact ? "input " + id : fileName(capture.get().name()));
    }
    ExtractWriter writer =
        new ExtractWriter(
            new PcapngWriter(out, comment(names, frames, redact), application),
            redact ? new FrameRedactor(limits, redaction) : null);
    writer.names.putAll(names);
    ChosenFrames chosen = new ChosenFrames(inputs.frames(), frames);
    long written = 0;
    for (Frame frame = chosen.next(); frame != null; frame = chosen.next()) {
      writer.write(frame);
      written++;
    }
    writer.out.flush();
    return written;
  }

  // whoever gets the extract need not know where it lay
  private static String fileName(String path) {
    return path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
  }

  private static String comment(Map<Integer, String> names, FrameSet frames, boolean redacted) {
    StringBuilder text = new StringBuilder(redacted ? "Redacted extract of" : "Extract of");
    String separator = " ";
    for (int capture : frames.captures()) {
      text.append(separator).append(names.get(capture)).append(": frames ");
      text.append(frames.text(capture, LONGEST_LIST));
      separator = "; ";
    }
    return text.toString();
  }

  private void write(Frame frame) throws IOException {
    out.write(
        interfaceOf(frame),
        frame.timeNanos(),
        redactor == null ? frame.data() : redactor.redact(frame),
        redactor == null ? frame.offset() : 0,
        frame.capturedLength(),
        frame.originalLength(),
        List.of("frame " + frame.number() + " of " + names.get(frame.capture())));
  }

  private int interfaceOf(Frame frame) throws IOException {
    CaptureInterface on = frame.captureInterface();
    if (on == null) {
      Map<Integer, Integer> known = unnamed.computeIfAbsent(frame.capture(), id -> new HashMap<>());
      Integer id = known.get(frame.linkType());
      if (id == null) {
        id = out.addInterface(frame.linkType(), 0);
        known.put(frame.linkType(), id);
      }
      return id;
    }
    Map<CaptureInterface, Integer> known =
        interfaces.computeIfAbsent(frame.capture(), id -> new IdentityHashMap<>());
    Integer id = known.get(on);
    if (id == null) {
      id = out.addInterface(on.linkType(), on.snapLength(), redactor == null ? on.name() : null);
      known.put(on, id);
    }
    return id;
  }
}
