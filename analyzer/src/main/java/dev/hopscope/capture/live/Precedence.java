package dev.hopscope.capture.live;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Lets capturing go before everything else that this process does: who analyzes, and Java's
 * compiler, yield where processors are short, to the capture and to other processes. Nothing else
 * of Java's does, since the capture may have to wait for it.
 */
public final class Precedence {
  private static final Path THREADS = Path.of("/proc/self/task");
  private static final String COMPILER = "C[12] Compiler.*";

  /** {@code PRIO_PROCESS}; on Linux it means one thread, and 0 the calling one. */
  private static final int PROCESS = 0;

  /** A tenth of the share of others that want the processor too. */
  private static final int NICE = 10;

  private Precedence() {}

  /** Makes the calling thread, those that it will start, and the compiler yield; on Linux only. */
  public static void yieldToCapture() {
    if (!Files.isDirectory(THREADS)) {
      return;
    }
    LibC.Functions libc = LibC.load();
    libc.setpriority(PROCESS, 0, NICE);
    try (DirectoryStream<Path> threads = Files.newDirectoryStream(THREADS)) {
      for (Path thread : threads) {
        if (name(thread).matches(COMPILER)) {
          libc.setpriority(PROCESS, Integer.parseInt(thread.getFileName().toString()), NICE);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String name(Path thread) throws IOException {
    Path name = thread.resolve("comm");
    try {
      return Files.readString(name).strip();
    } catch (IOException e) {
      if (Files.exists(name)) {
        throw e;
      }
      return ""; // that thread has ended
    }
  }
}
