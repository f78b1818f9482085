package dev.hopscope.capture.live;

import java.util.List;
import jnr.ffi.LibraryLoader;
import jnr.ffi.Pointer;
import jnr.ffi.Runtime;
import jnr.ffi.annotations.IgnoreError;
import jnr.ffi.types.intptr_t;

/** libpcap: what of it is called here, and its constants, as pcap(3PCAP) has them. */
final class LibPcap {
  /** Bytes of an error buffer, {@code PCAP_ERRBUF_SIZE}. */
  static final int ERROR_BYTES = 256;

  /** Bytes of a {@code struct bpf_program}: a number and a pointer. */
  static final int PROGRAM_BYTES = 16;

  /** Bytes of a {@code struct pcap_stat}: three numbers, on Windows more. */
  static final int STATISTICS_BYTES = 24;

  /** {@code PCAP_TSTAMP_PRECISION_NANO}. */
  static final int NANOSECONDS = 1;

  /** {@code PCAP_NETMASK_UNKNOWN}. */
  static final int NO_NETMASK = -1;

  /** {@code PCAP_ERROR_NO_SUCH_DEVICE}. */
  static final int NO_SUCH_DEVICE = -5;

  /** {@code PCAP_ERROR_PERM_DENIED}. */
  static final int PERMISSION_DENIED = -8;

  /** {@code PCAP_ERROR_PROMISC_PERM_DENIED}. */
  static final int PROMISCUOUS_DENIED = -11;

  /** Debian's name, the name by its own numbering, and what a linker would use. */
  private static final List<String> NAMES = List.of("libpcap.so.0.8", "libpcap.so.1", "pcap");

  private LibPcap() {}

  /** Public for the class that jnr-ffi makes of it. */
  public interface Functions {
    /** {@code pcap_create}. */
    @IgnoreError
    Pointer pcap_create(String device, Pointer error);

    /** {@code pcap_set_snaplen}. */
    @IgnoreError
    int pcap_set_snaplen(Pointer handle, int bytes);

    /** {@code pcap_set_promisc}. */
    @IgnoreError
    int pcap_set_promisc(Pointer handle, int on);

    /** {@code pcap_set_timeout}. */
    @IgnoreError
    int pcap_set_timeout(Pointer handle, int millis);

    /** {@code pcap_set_buffer_size}. */
    @IgnoreError
    int pcap_set_buffer_size(Pointer handle, int bytes);

    /** {@code pcap_set_immediate_mode}. */
    @IgnoreError
    int pcap_set_immediate_mode(Pointer handle, int on);

    /** {@code pcap_set_tstamp_precision}. */
    @IgnoreError
    int pcap_set_tstamp_precision(Pointer handle, int precision);

    /** {@code pcap_get_tstamp_precision}. */
    @IgnoreError
    int pcap_get_tstamp_precision(Pointer handle);

    /** {@code pcap_activate}. */
    @IgnoreError
    int pcap_activate(Pointer handle);

    /** {@code pcap_setnonblock}. */
    @IgnoreError
    int pcap_setnonblock(Pointer handle, int on, Pointer error);

    /** {@code pcap_get_selectable_fd}. */
    @IgnoreError
    int pcap_get_selectable_fd(Pointer handle);

    /** {@code pcap_datalink}. */
    @IgnoreError
    int pcap_datalink(Pointer handle);

    /** {@code pcap_compile}. */
    @IgnoreError
    int pcap_compile(Pointer handle, Pointer program, String filter, int optimize, int netmask);

    /** {@code pcap_setfilter}. */
    @IgnoreError
    int pcap_setfilter(Pointer handle, Pointer program);

    /** {@code pcap_freecode}. */
    @IgnoreError
    void pcap_freecode(Pointer program);

    /** {@code pcap_next_ex}; addresses as numbers, since this is called once a frame. */
    @IgnoreError
    int pcap_next_ex(@intptr_t long handle, @intptr_t long header, @intptr_t long data);

    /** {@code pcap_stats}. */
    @IgnoreError
    int pcap_stats(Pointer handle, Pointer statistics);

    /** {@code pcap_geterr}. */
    @IgnoreError
    String pcap_geterr(Pointer handle);

    /** {@code pcap_statustostr}. */
    @IgnoreError
    String pcap_statustostr(int status);

    /** {@code pcap_lib_version}. */
    @IgnoreError
    String pcap_lib_version();

    /** {@code pcap_close}. */
    @IgnoreError
    void pcap_close(Pointer handle);
  }

  /** Loads the library, or tells which package has it. */
  static Functions load() throws LiveException {
    loadNative();
    UnsatisfiedLinkError missing = null;
    for (String name : NAMES) {
      try {
        return LibraryLoader.create(Functions.class).failImmediately().load(name);
      } catch (UnsatisfiedLinkError e) {
        missing = e;
      }
    }
    throw new LiveException(
        LiveException.Reason.NO_LIBRARY,
        "libpcap is not installed: apt-get install libpcap0.8 (Debian, Ubuntu), dnf install libpcap"
            + " (Fedora), apk add libpcap (Alpine)",
        missing);
  }

  /** jnr-ffi writes its own native library to a folder for temporary files, and loads it there. */
  private static void loadNative() throws LiveException {
    try {
      Runtime.getSystemRuntime();
    } catch (LinkageError e) {
      throw new LiveException(
          LiveException.Reason.OTHER,
          "Java cannot load native code from "
              + System.getProperty("java.io.tmpdir")
              + ": set HOPSCOPE_JAVA_OPTS=-Djava.io.tmpdir=FOLDER to a folder that code may run in",
          e);
    }
  }
}
