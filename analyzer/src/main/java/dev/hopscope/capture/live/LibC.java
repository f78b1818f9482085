package dev.hopscope.capture.live;

import jnr.ffi.LibraryLoader;
import jnr.ffi.Pointer;
import jnr.ffi.annotations.IgnoreError;
import jnr.ffi.types.intptr_t;
import jnr.ffi.types.size_t;
import jnr.ffi.types.u_int64_t;

/** The C library: what of it is called here. */
final class LibC {
  /** Bytes of a {@code struct pollfd}: descriptor, events asked for, events seen. */
  static final int POLL_BYTES = 8;

  /** Where {@code struct pollfd} has the events that are asked for. */
  static final int POLL_EVENTS = 4;

  /** {@code POLLIN}. */
  static final short POLL_IN = 1;

  private LibC() {}

  /** Public for the class that jnr-ffi makes of it. */
  public interface Functions {
    /** {@code poll(2)}. */
    @IgnoreError
    int poll(@intptr_t long descriptors, @u_int64_t long count, int millis);

    /** {@code getuid(2)}. */
    @IgnoreError
    int getuid();

    /** {@code setgroups(2)}. */
    int setgroups(@size_t long count, Pointer groups);

    /** {@code setgid(2)}: in glibc and musl of all threads. */
    int setgid(int group);

    /** {@code setuid(2)}: in glibc and musl of all threads. */
    int setuid(int user);

    /** {@code setpriority(2)}. */
    @IgnoreError
    int setpriority(int which, int who, int nice);

    /** {@code getpwnam(3)}. */
    Pointer getpwnam(String name);
  }

  /** Loads what every process has loaded already. */
  static Functions load() {
    return LibraryLoader.create(Functions.class).failImmediately().load("c");
  }
}
