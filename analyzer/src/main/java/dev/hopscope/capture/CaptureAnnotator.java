package dev.hopscope.capture;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.function.LongFunction;

/**
 * Copies a capture file with comments on its frames, as pcapng (draft-ietf-opsawg-pcapng, section
 * 3.5: opt_comment).
 */
public final class CaptureAnnotator {
  /**
   * What was copied.
   *
   * @param commented frames that got comments
   * @param withoutRoom frames that should have, and are in Simple Packet Blocks, which take none
   */
  public record Outcome(long commented, long withoutRoom) {}

  private CaptureAnnotator() {}

  /**
   * Copies a file. Of pcapng all blocks stay, byte for byte but for the comments that are added; a
   * pcap file becomes one of pcapng with the same frames and times. Gzip is unpacked.
   *
   * @param comments those of a frame by its number from 1; empty for none
   * @param application the program and its version, told where the file is not pcapng yet
   * @param out not closed; failures of it are passed on, wrapped or as they are
   * @throws CaptureException where the file cannot be read or is damaged; what came before was
   *     written
   */
  public static Outcome copy(
      Path file, LongFunction<List<String>> comments, String application, OutputStream out)
      throws CaptureException, IOException {
    try (FileInput input = CaptureFiles.input(file)) {
      return CaptureFiles.isPcapng(input)
          ? copyBlocks(new BlockAnnotator(input, comments, out))
          : convert(CaptureFiles.reader(input, 1), comments, application, out);
    } finally {
      out.flush();
    }
  }

  private static Outcome copyBlocks(BlockAnnotator blocks) throws CaptureException {
    Frame frame = new Frame();
    while (blocks.next(frame)) {
      // reading copies
    }
    return new Outcome(blocks.commented(), blocks.withoutRoom());
  }

  private static Outcome convert(
      CaptureSource source,
      LongFunction<List<String>> comments,
      String application,
      OutputStream out)
      throws CaptureException, IOException {
    PcapngWriter writer = new PcapngWriter(out, null, application);
    Frame frame = new Frame();
    long commented = 0;
    int interfaceId = -1;
    while (source.next(frame)) {
      if (interfaceId < 0) {
        interfaceId = writer.addInterface(frame.linkType(), frame.captureInterface().snapLength());
      }
      List<String> texts = comments.apply(frame.number());
      commented += texts.isEmpty() ? 0 : 1;
      writer.write(
          interfaceId,
          frame.timeNanos(),
          frame.data(),
          frame.offset(),
          frame.capturedLength(),
          frame.originalLength(),
          texts);
    }
    return new Outcome(commented, 0);
  }
}
