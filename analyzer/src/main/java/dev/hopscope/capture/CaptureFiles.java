package dev.hopscope.capture;

import dev.hopscope.bytes.ByteReads;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Opens capture files; their first bytes decide the format, not their names. */
public final class CaptureFiles {
  private static final int MAGIC_LENGTH = 4;

  private CaptureFiles() {}

  /**
   * Opens a pcap or pcapng file, or gzip of one; the source must be closed. Waits where the file is
   * a pipe that has not given the start of a capture yet.
   *
   * @param captureId the capture's index in this run, from 1
   * @throws CaptureException if the file cannot be read, is empty, or is of another format; the
   *     message is one line for a user
   */
  public static CaptureSource open(Path file, int captureId) throws CaptureException {
    return open(file, captureId, false);
  }

  static CaptureSource open(Path file, int captureId, boolean peek) throws CaptureException {
    long size = size(file);
    return open(file.toString(), stream(file), size, captureId, peek);
  }

  /** Opens what a stream holds; closes the stream where that fails. */
  static CaptureSource open(
      String name, InputStream stream, long totalBytes, int captureId, boolean peek)
      throws CaptureException {
    try {
      return reader(FileInput.of(name, stream, totalBytes, peek), captureId);
    } catch (CaptureException | RuntimeException e) {
      closeAfter(stream, e);
      throw e;
    }
  }

  /** What a file holds, unpacked; must be closed. */
  static FileInput input(Path file) throws CaptureException {
    long size = size(file);
    InputStream stream = stream(file);
    try {
      return FileInput.of(file.toString(), stream, size, false);
    } catch (CaptureException | RuntimeException e) {
      closeAfter(stream, e);
      throw e;
    }
  }

  /** Whether an input at its start is pcapng. */
  static boolean isPcapng(FileInput input) throws CaptureException {
    return input.has(MAGIC_LENGTH)
        && ByteReads.i32be(input.buffer(), input.position()) == PcapngReader.SECTION_HEADER;
  }

  /** Whether a file starts as a capture, or as gzip of one. */
  public static boolean isCapture(Path file) throws CaptureException {
    try (InputStream stream = stream(file)) {
      FileInput input = FileInput.of(file.toString(), stream, -1, true);
      return input.has(MAGIC_LENGTH) && isMagic(ByteReads.i32be(input.buffer(), 0));
    } catch (CaptureException e) {
      if (e.getCause() instanceof GzipStream.Damage) {
        return false;
      }
      throw e;
    } catch (IOException e) {
      throw cannotBeOpened(file, e);
    }
  }

  /** How long a file is, or -1 where it is a pipe or a device. */
  static long size(Path file) throws CaptureException {
    try {
      return Files.isRegularFile(file) ? Files.size(file) : -1;
    } catch (IOException e) {
      throw cannotBeOpened(file, e);
    }
  }

  private static void closeAfter(InputStream stream, Exception failure) {
    try {
      stream.close();
    } catch (IOException e) {
      failure.addSuppressed(e);
    }
  }

  private static InputStream stream(Path file) throws CaptureException {
    try {
      if (Files.isDirectory(file)) {
        throw new CaptureException(file + ": is a folder; name the capture files inside it");
      }
      return Files.newInputStream(file);
    } catch (NoSuchFileException e) {
      throw new CaptureException(file + ": no such file; check the name", e);
    } catch (AccessDeniedException e) {
      throw new CaptureException(
          file + ": not allowed to read it; change its permissions or run as its owner", e);
    } catch (CaptureException e) {
      throw e;
    } catch (IOException e) {
      throw cannotBeOpened(file, e);
    }
  }

  static CaptureException cannotBeOpened(Path file, IOException e) {
    return new CaptureException(
        file + ": cannot be opened (" + FileInput.reason(e) + "); check the file", e);
  }

  private static boolean isMagic(int magic) {
    return PcapReader.isMagic(magic) || magic == PcapngReader.SECTION_HEADER;
  }

  static CaptureSource reader(FileInput input, int captureId) throws CaptureException {
    if (!input.has(MAGIC_LENGTH)) {
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
    throw new CaptureException(
        String.format(
            "%s: is neither pcap nor pcapng (it starts with %08x);"
                + " if it is a capture, convert it with: editcap -F pcapng",
            input.name(), magic));
  }
}
