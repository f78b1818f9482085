package dev.hopscope.capture;

import dev.hopscope.bytes.ByteReads;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Opens capture files; their first bytes decide the format, not their names. */
public final class CaptureFiles {
  private static final int GZIP = 0x1f8b;

  private CaptureFiles() {}

  /**
   * Opens a pcap or pcapng file; the source must be closed.
   *
   * @param captureId the capture's index in this run, from 1
   * @throws CaptureException if the file cannot be read, is empty, or is of another format; the
   *     message is one line for a user
   */
  public static CaptureSource open(Path file, int captureId) throws CaptureException {
    FileInput input = input(file);
    try {
      return reader(input, captureId);
    } catch (CaptureException | RuntimeException e) {
      closeAfter(input, e);
      throw e;
    }
  }

  private static void closeAfter(FileInput input, Exception failure) {
    try {
      input.close();
    } catch (CaptureException e) {
      failure.addSuppressed(e);
    }
  }

  private static FileInput input(Path file) throws CaptureException {
    try {
      if (Files.isDirectory(file)) {
        throw new CaptureException(file + ": is a folder; name the capture files inside it");
      }
      long size = Files.isRegularFile(file) ? Files.size(file) : -1;
      return new FileInput(file.toString(), Files.newInputStream(file), size);
    } catch (NoSuchFileException e) {
      throw new CaptureException(file + ": no such file; check the name", e);
    } catch (AccessDeniedException e) {
      throw new CaptureException(
          file + ": not allowed to read it; change its permissions or run as its owner", e);
    } catch (CaptureException e) {
      throw e;
    } catch (IOException e) {
      throw new CaptureException(
          file + ": cannot be opened (" + FileInput.reason(e) + "); check the file", e);
    }
  }

  private static CaptureSource reader(FileInput input, int captureId) throws CaptureException {
    if (!input.has(4)) {
      throw new CaptureException(
          input.name()
              + (input.buffered() == 0 ? ": is empty" : ": is cut inside its first 4 bytes")
              + "; copy or capture it again");
    }
    int magic = ByteReads.i32be(input.buffer(), input.position());
    if (PcapReader.isMagic(magic)) {
      return new PcapReader(input, captureId);
    }
    if (magic == PcapngReader.SECTION_HEADER) {
      return new PcapngReader(input, captureId);
    }
    if (magic >>> 16 == GZIP) {
      throw new CaptureException(input.name() + ": gzip is not read yet; gunzip it first");
    }
    throw new CaptureException(
        String.format(
            "%s: is neither pcap nor pcapng (it starts with %08x);"
                + " if it is a capture, convert it with: editcap -F pcapng",
            input.name(), magic));
  }
}
