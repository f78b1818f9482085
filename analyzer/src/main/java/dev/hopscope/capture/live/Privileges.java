package dev.hopscope.capture.live;

import dev.hopscope.capture.live.LiveException.Reason;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import jnr.ffi.Memory;
import jnr.ffi.Pointer;
import jnr.ffi.Runtime;

/** Gives root's privileges up, for good and for every thread of the process. */
public final class Privileges {
  private static final Path THREADS = Path.of("/proc/self/task");

  /** Where {@code struct passwd} has the user behind two pointers; the group follows. */
  private static final int POINTERS_BEFORE_USER = 2;

  private Privileges() {}

  /** Whether the process runs as root. */
  public static boolean root() {
    return LibC.load().getuid() == 0;
  }

  /**
   * Becomes another user, in its own group and no other. Afterwards nothing that belongs to root
   * alone can be opened any more, and the process cannot come back.
   *
   * @throws LiveException if that is not possible or can be undone; the process must then end
   */
  public static void become(String user) throws LiveException {
    LibC.Functions libc = LibC.load();
    if (libc.getuid() != 0) {
      throw refused(
          "-Z " + user + " gives root's privileges up, and this is not root: leave it out");
    }
    Pointer entry = libc.getpwnam(user);
    if (entry == null) {
      throw refused("-Z " + user + ": there is no such user");
    }
    Runtime runtime = Runtime.getRuntime(libc);
    int at = POINTERS_BEFORE_USER * runtime.addressSize();
    int id = entry.getInt(at);
    int group = entry.getInt(at + Integer.BYTES);
    if (id == 0) {
      throw refused("-Z " + user + " is root itself: name a user without privileges");
    }
    openClassPath();
    Pointer groups = Memory.allocateDirect(runtime, Integer.BYTES);
    groups.putInt(0, group);
    boolean done =
        libc.setgroups(1, groups) == 0 && libc.setgid(group) == 0 && libc.setuid(id) == 0;
    if (!done) {
      throw refused("-Z " + user + ": the system does not let this process become that user");
    }
    if (libc.setuid(0) == 0 || libc.setgid(0) == 0 && group != 0 || !everyThread(id)) {
      throw refused("-Z " + user + ": root's privileges could be taken back");
    }
  }

  /** Jars are opened when they are searched first, and the user need not be able to read them. */
  private static void openClassPath() {
    ClassLoader loader = Privileges.class.getClassLoader();
    if (loader.getResource("dev/hopscope/no-such-resource") != null) {
      throw new IllegalStateException("a resource that must not be there");
    }
  }

  /** Whether all threads are that user and none has a capability; true where nothing tells. */
  private static boolean everyThread(int user) {
    if (!Files.isDirectory(THREADS)) {
      return true;
    }
    try (DirectoryStream<Path> threads = Files.newDirectoryStream(THREADS)) {
      for (Path thread : threads) {
        if (!unprivileged(thread.resolve("status"), user)) {
          return false;
        }
      }
      return true;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean unprivileged(Path status, int user) throws IOException {
    List<String> lines;
    try {
      lines = Files.readAllLines(status);
    } catch (IOException e) {
      if (Files.exists(status)) {
        throw e;
      }
      return true; // that thread has ended
    }
    String id = Integer.toUnsignedString(user);
    return lines.contains("Uid:\t" + String.join("\t", id, id, id, id))
        && lines.contains("CapPrm:\t0000000000000000")
        && lines.contains("CapEff:\t0000000000000000");
  }

  private static LiveException refused(String message) {
    return new LiveException(Reason.PRIVILEGES, message);
  }
}
