package dev.hopscope.capture.live;

import com.kenai.jffi.MemoryIO;
import dev.hopscope.capture.live.LiveException.Reason;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import jnr.ffi.Memory;
import jnr.ffi.Pointer;
import jnr.ffi.Runtime;

/**
 * An interface opened by libpcap. After it was opened one thread uses it, the one that captures;
 * nothing may be called once it is closed.
 *
 * <p>libpcap never waits: {@link #fill} takes what is there, {@link #await} waits for more, so that
 * the end of a burst is known and its frames are handed on at once.
 */
public final class PcapHandle implements AutoCloseable {
  /** What {@link #fill} ended with. */
  enum Fill {
    /** The block has no room for the next frame. */
    FULL,
    /** There is no frame now. */
    NOTHING,
    /** As many frames were taken as were asked for, or the next is later than was asked for. */
    ENOUGH
  }

  /** How long the kernel keeps frames back, to hand over many at once. */
  static final int KEEP_BACK_MILLIS = 100;

  private static final MemoryIO MEMORY = MemoryIO.getInstance();
  private static final int ETHERNET = 1;
  private static final int DLT_RAW = 12;
  private static final int LINKTYPE_RAW = 101;
  private static final int INTERFACE_UP = 1; // IFF_UP
  private static final long SECOND = 1_000_000_000L;

  private final LiveOptions options;
  private final LibPcap.Functions pcap;
  private final LibC.Functions libc;
  private final Pointer handle;
  private final Pointer error;
  private final Pointer statistics;
  private final Pointer poll;
  private final Pointer results;
  private final long handleAddress;
  private final long headerResult;
  private final long dataResult;
  private final int nanosPerFraction;
  private final int fractionAt;
  private final int lengthAt;
  private final boolean longSeconds;
  private final String filter;
  private long pending; // the header of a frame that did not fit, or 0
  private long pendingData;
  private long received;
  private long kernelDrops;
  private long interfaceDrops;

  private PcapHandle(
      LiveOptions options, LibPcap.Functions pcap, LibC.Functions libc, Pointer handle)
      throws LiveException {
    this.options = options;
    this.pcap = pcap;
    this.libc = libc;
    this.handle = handle;
    Runtime runtime = Runtime.getRuntime(pcap);
    this.error = Memory.allocateDirect(runtime, LibPcap.ERROR_BYTES);
    this.statistics = Memory.allocateDirect(runtime, LibPcap.STATISTICS_BYTES);
    this.poll = Memory.allocateDirect(runtime, LibC.POLL_BYTES);
    this.results = Memory.allocateDirect(runtime, 2 * runtime.addressSize());
    this.handleAddress = handle.address();
    this.headerResult = results.address();
    this.dataResult = headerResult + runtime.addressSize();
    // struct pcap_pkthdr: struct timeval, then captured and original length
    this.longSeconds = runtime.longSize() == Long.BYTES;
    boolean bigLong = longSeconds && ByteOrder.nativeOrder() == ByteOrder.BIG_ENDIAN;
    this.fractionAt = runtime.longSize() + (bigLong ? Integer.BYTES : 0);
    this.lengthAt = 2 * runtime.longSize();
    activate();
    boolean nanos = pcap.pcap_get_tstamp_precision(handle) == LibPcap.NANOSECONDS;
    this.nanosPerFraction = nanos ? 1 : 1000;
    this.filter = setFilter();
    prepareWaiting();
  }

  /**
   * Opens an interface and sets its filter.
   *
   * @throws LiveException if that is not possible; nothing is left open
   */
  public static PcapHandle open(LiveOptions options) throws LiveException {
    LibPcap.Functions pcap = LibPcap.load();
    LibC.Functions libc = LibC.load();
    Pointer error = Memory.allocateDirect(Runtime.getRuntime(pcap), LibPcap.ERROR_BYTES);
    Pointer handle = pcap.pcap_create(options.device(), error);
    if (handle == null) {
      throw new LiveException(Reason.OTHER, options.device() + ": " + error.getString(0));
    }
    try {
      return new PcapHandle(options, pcap, libc, handle);
    } catch (LiveException | RuntimeException e) {
      pcap.pcap_close(handle);
      throw e;
    }
  }

  private void activate() throws LiveException {
    pcap.pcap_set_snaplen(handle, options.snapLength());
    pcap.pcap_set_promisc(handle, options.promiscuous() ? 1 : 0);
    pcap.pcap_set_timeout(handle, KEEP_BACK_MILLIS);
    pcap.pcap_set_buffer_size(handle, options.bufferMebibytes() << 20);
    pcap.pcap_set_immediate_mode(handle, options.immediate() ? 1 : 0);
    // where it cannot, times stay microseconds, and get_tstamp_precision says so
    pcap.pcap_set_tstamp_precision(handle, LibPcap.NANOSECONDS);
    int status = pcap.pcap_activate(handle);
    if (status < 0) {
      throw cannotActivate(status);
    }
  }

  private LiveException cannotActivate(int status) {
    Reason reason =
        switch (status) {
          case LibPcap.NO_SUCH_DEVICE -> Reason.NO_SUCH_INTERFACE;
          case LibPcap.PERMISSION_DENIED, LibPcap.PROMISCUOUS_DENIED -> Reason.NOT_PERMITTED;
          default -> Reason.OTHER;
        };
    String detail = pcap.pcap_geterr(handle);
    String name = pcap.pcap_statustostr(status);
    String text = detail == null || detail.isBlank() ? name : detail;
    return new LiveException(reason, options.device() + ": " + text.strip());
  }

  private String setFilter() throws LiveException {
    String text = options.filter();
    if (text == null) {
      text = pcap.pcap_datalink(handle) == ETHERNET ? "tcp or (vlan and tcp)" : "tcp";
    }
    Pointer program = Memory.allocateDirect(Runtime.getRuntime(pcap), LibPcap.PROGRAM_BYTES);
    if (pcap.pcap_compile(handle, program, text, 1, LibPcap.NO_NETMASK) != 0) {
      throw new LiveException(
          Reason.BAD_FILTER, "filter '" + text + "': " + pcap.pcap_geterr(handle));
    }
    try {
      if (pcap.pcap_setfilter(handle, program) != 0) {
        throw failed();
      }
    } finally {
      pcap.pcap_freecode(program);
    }
    return text;
  }

  private void prepareWaiting() throws LiveException {
    if (pcap.pcap_setnonblock(handle, 1, error) != 0) {
      throw new LiveException(Reason.OTHER, options.device() + ": " + error.getString(0));
    }
    int descriptor = pcap.pcap_get_selectable_fd(handle);
    if (descriptor < 0) {
      throw new LiveException(
          Reason.OTHER, options.device() + ": libpcap cannot wait for frames of this interface");
    }
    poll.putInt(0, descriptor);
    poll.putShort(LibC.POLL_EVENTS, LibC.POLL_IN);
  }

  /**
   * Takes frames that are there into a block.
   *
   * @param most how many frames the block may have in the end
   * @param untilNanos frames at this time or later are not taken any more
   * @throws LiveException if the interface gives no frames any more
   */
  Fill fill(PacketBlock block, long most, long untilNanos) throws LiveException {
    while (block.frames() < most) {
      long header = pending;
      long data = pendingData;
      if (header == 0) {
        int got = pcap.pcap_next_ex(handleAddress, headerResult, dataResult);
        if (got == 0) {
          return Fill.NOTHING;
        }
        if (got < 0) {
          throw failed();
        }
        header = MEMORY.getAddress(headerResult);
        data = MEMORY.getAddress(dataResult);
      }
      long seconds = longSeconds ? MEMORY.getLong(header) : MEMORY.getInt(header);
      long nanos = seconds * SECOND + (long) MEMORY.getInt(header + fractionAt) * nanosPerFraction;
      if (nanos >= untilNanos) {
        return Fill.ENOUGH;
      }
      int captured = MEMORY.getInt(header + lengthAt);
      if (!block.fits(captured)) {
        pending = header;
        pendingData = data;
        return Fill.FULL;
      }
      pending = 0;
      block.add(data, captured, MEMORY.getInt(header + lengthAt + Integer.BYTES), nanos);
    }
    return Fill.ENOUGH;
  }

  /** Waits until there are frames, or something is wrong; not much longer than a time. */
  void await(int millis) {
    libc.poll(poll.address(), 1, millis);
  }

  /** Brings the counts of libpcap up to date. */
  void count() {
    if (pcap.pcap_stats(handle, statistics) == 0) {
      received += grown(0, received);
      kernelDrops += grown(1, kernelDrops);
      interfaceDrops += grown(2, interfaceDrops);
    }
  }

  /** The counts have 32 bits and pass their end; an interface may set its own back. */
  private int grown(int index, long known) {
    return Math.max(0, statistics.getInt((long) index * Integer.BYTES) - (int) known);
  }

  long received() {
    return received;
  }

  long kernelDrops() {
    return kernelDrops;
  }

  long interfaceDrops() {
    return interfaceDrops;
  }

  /** Whether the interface is switched on; true where nothing tells. */
  boolean isUp() {
    // not NetworkInterface, which does not know those without an address
    Path flags = Path.of("/sys/class/net", options.device(), "flags");
    try {
      return !Files.exists(flags)
          || (Integer.decode(Files.readString(flags).strip()) & INTERFACE_UP) != 0;
    } catch (IOException e) {
      return true; // it has just gone away, which libpcap tells
    }
  }

  /** The LINKTYPE_ value of its frames. */
  public int linkType() {
    int dlt = pcap.pcap_datalink(handle);
    // the only number that differs for links with IP (pcap-common.c)
    return dlt == DLT_RAW ? LINKTYPE_RAW : dlt;
  }

  /** What it was opened with. */
  public LiveOptions options() {
    return options;
  }

  /** The filter that is set. */
  public String filter() {
    return filter;
  }

  /** The name and version of the library. */
  String library() {
    return pcap.pcap_lib_version();
  }

  private LiveException failed() {
    return new LiveException(
        Reason.OTHER, options.device() + ": " + pcap.pcap_geterr(handle).strip());
  }

  @Override
  public void close() {
    pcap.pcap_close(handle);
  }
}
