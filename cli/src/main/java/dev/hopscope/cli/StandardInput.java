package dev.hopscope.cli;

import dev.hopscope.capture.Inputs;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Standard input.
 *
 * @param stream its bytes
 * @param terminal whether somebody types them
 * @param live whether it is no file: there may be nothing now and more later
 */
record StandardInput(InputStream stream, boolean terminal, boolean live) {
  private static final Path NAME = Path.of("/dev/stdin");

  /** Nothing. */
  static final StandardInput EMPTY = new StandardInput(InputStream.nullInputStream(), false, false);

  /** That of the process; the launcher tells a terminal in {@code hopscope.stdin.terminal}. */
  static StandardInput ofProcess() {
    return new StandardInput(
        new FileInputStream(FileDescriptor.in),
        Boolean.getBoolean("hopscope.stdin.terminal"),
        !Files.isRegularFile(NAME));
  }

  /** Whether a name stands for it. */
  static boolean isNamed(Path name) {
    return name.equals(Inputs.STANDARD_INPUT)
        || name.equals(NAME)
        || name.equals(Path.of("/dev/fd/0"))
        || name.equals(Path.of("/proc/self/fd/0"));
  }
}
