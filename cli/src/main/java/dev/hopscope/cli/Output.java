package dev.hopscope.cli;

import dev.hopscope.capture.Inputs;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** The stream that a report goes to, and what to make of it when writing fails. */
final class Output implements AutoCloseable {
  private static final int BUFFER = 1 << 16;

  private final Path file;
  private final OutputStream raw;
  private final OutputStream buffered;

  private Output(Path file, OutputStream raw, Runnable beforeWrite, Object lock) {
    this.file = file;
    this.raw = raw;
    this.buffered = new BufferedOutputStream(new Marked(raw, beforeWrite, lock), BUFFER);
  }

  /**
   * Opens a file, or standard output where it is null.
   *
   * @param inputs what must not be overwritten
   * @param beforeWrite runs before anything reaches a terminal
   */
  static Output open(Context context, Path file, Inputs inputs, Runnable beforeWrite) {
    if (file != null) {
      check(file, inputs);
    }
    return open(context, file, beforeWrite, new Object());
  }

  /**
   * Opens a file that is no input, or standard output where it is null.
   *
   * @param lock held from {@code beforeWrite} until what was written is there
   */
  static Output open(Context context, Path file, Runnable beforeWrite, Object lock) {
    if (file == null) {
      Runnable before = context.stdoutTerminal() ? beforeWrite : () -> {};
      return new Output(null, context.stdout(), before, lock);
    }
    try {
      return new Output(file, Files.newOutputStream(file), () -> {}, lock);
    } catch (IOException e) {
      throw cannotBeWritten(file, e);
    }
  }

  /** Refuses a file that is an input. */
  static void check(Path file, Inputs inputs) {
    try {
      if (inputs.reads(file)) {
        throw new CommandFailure(
            ExitCode.USAGE, file + ": -o would overwrite an input: give another file", null);
      }
    } catch (IOException e) {
      throw cannotBeWritten(file, e);
    }
  }

  private static CommandFailure cannotBeWritten(Path file, IOException failure) {
    return new CommandFailure(
        ExitCode.OUTPUT,
        file + ": cannot be written (" + reason(failure) + "): give another file to -o",
        failure);
  }

  OutputStream stream() {
    return buffered;
  }

  /** Writes what is left; the exit code of a run that got this far. */
  @Override
  public void close() {
    try {
      buffered.flush();
      if (file != null) {
        raw.close();
      }
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /**
   * The exit code where writing failed: none is lost where the reader of a pipe has had enough.
   *
   * @return null if the failure is not one of this output
   */
  ExitCode failed(Context context, Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof WriteFailure write) {
        if (file == null && readerClosed(write)) {
          return ExitCode.OK;
        }
        String where = file == null ? "standard output" : file.toString();
        context.message(
            where + ": cannot be written (" + reason(write) + "): free space or use another place");
        return ExitCode.OUTPUT;
      }
    }
    return null;
  }

  /** In every locale's words for EPIPE that glibc has, the word pipe stays. */
  private static boolean readerClosed(IOException failure) {
    String message = failure.getMessage();
    return message != null && message.toLowerCase(Locale.ROOT).contains("pipe");
  }

  static String reason(IOException failure) {
    String message = failure.getMessage();
    if (failure instanceof java.nio.file.NoSuchFileException) {
      return "no such folder";
    }
    if (failure instanceof java.nio.file.AccessDeniedException) {
      return "permission denied";
    }
    if (failure instanceof java.nio.file.FileSystemException file && file.getReason() != null) {
      return file.getReason();
    }
    return message == null ? failure.getClass().getSimpleName() : message;
  }

  /** A write that failed, as opposed to a read. */
  private static final class WriteFailure extends IOException {
    private static final long serialVersionUID = 1L;

    WriteFailure(IOException cause) {
      super(cause.getMessage(), cause);
    }
  }

  private static final class Marked extends OutputStream {
    private final OutputStream out;
    private final Runnable beforeWrite;
    private final Object lock;

    Marked(OutputStream out, Runnable beforeWrite, Object lock) {
      this.out = out;
      this.beforeWrite = beforeWrite;
      this.lock = lock;
    }

    @Override
    public void write(int one) throws IOException {
      write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      synchronized (lock) {
        beforeWrite.run();
        try {
          out.write(bytes, offset, length);
        } catch (IOException e) {
          throw new WriteFailure(e);
        }
      }
    }

    @Override
    public void flush() throws IOException {
      try {
        out.flush();
      } catch (IOException e) {
        throw new WriteFailure(e);
      }
    }
  }
}
