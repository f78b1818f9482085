package dev.hopscope.lab.capture;

import dev.hopscope.capture.CaptureException;
import dev.hopscope.capture.Frame;
import dev.hopscope.capture.live.FileOptions;
import dev.hopscope.capture.live.LiveCapture;
import dev.hopscope.capture.live.LiveException;
import dev.hopscope.capture.live.LiveOptions;
import dev.hopscope.capture.live.PcapHandle;
import dev.hopscope.capture.live.RingOptions;
import dev.hopscope.capture.live.StopConditions;
import dev.hopscope.lab.LabException;
import dev.hopscope.lab.proxy.ProxyConnection;
import dev.hopscope.lab.proxy.WireTap;
import dev.hopscope.mqtt.Direction;
import dev.hopscope.net.Outcome;
import dev.hopscope.net.SegmentDecoder;
import dev.hopscope.net.TcpSegment;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/** Captures on the loopback interface, as {@code hopscope sniff} does. */
public final class LibpcapCapture implements LabCapture {
  private static final long PATIENCE_NANOS = 5_000_000_000L;

  private final LiveCapture capture;
  private final Map<Long, Sequence> sequences = new HashMap<>();
  private final Thread thread;
  private CaptureException failure;

  /** How far one direction of a connection has come. */
  private static final class Sequence {
    private int begin;
    private long bytes;
    private boolean ended;
  }

  private LibpcapCapture(LiveCapture capture) {
    this.capture = capture;
    this.thread = new Thread(this::read, "lab-capture");
    this.thread.setDaemon(true);
  }

  /**
   * Begins to capture; what is sent afterwards is captured.
   *
   * @param ports of the proxies
   * @param application what the file says of who wrote it
   * @param ticker real time, steadily rising, in nanoseconds since 1970-01-01T00:00:00Z
   * @throws LiveException if that is not possible
   */
  public static LibpcapCapture start(
      Path file, List<Integer> ports, String application, LongSupplier ticker)
      throws LiveException {
    // one leg only: the proxies' own connections to brokers have other ports
    String filter =
        ports.stream().map(port -> "tcp port " + port).collect(Collectors.joining(" or "));
    // not immediate mode, in which each frame takes 128 KiB of the kernel's buffer on loopback: a
    // burst would fill it. So the last frames come late, and are waited for
    PcapHandle handle = PcapHandle.open(LiveOptions.of(loopback()).withFilter(filter));
    String system = System.getProperty("os.name") + " " + System.getProperty("os.version");
    FileOptions options =
        new FileOptions(file, RingOptions.NONE, application, system, ZoneId.systemDefault());
    LiveCapture capture =
        LiveCapture.start(handle, options, StopConditions.NONE, ticker, notice -> {});
    LibpcapCapture lab = new LibpcapCapture(capture);
    lab.thread.start();
    return lab;
  }

  /**
   * Finds out whether capturing is possible.
   *
   * @throws LiveException if it is not
   */
  public static void probe() throws LiveException {
    PcapHandle.open(LiveOptions.of(loopback()).withFilter("tcp port 1")).close();
  }

  private static String loopback() {
    try {
      Optional<NetworkInterface> found =
          NetworkInterface.networkInterfaces().filter(LibpcapCapture::isLoopback).findFirst();
      return found.map(NetworkInterface::getName).orElse("lo");
    } catch (SocketException e) {
      throw new LabException("the loopback interface cannot be found (" + e.getMessage() + ")", e);
    }
  }

  private static boolean isLoopback(NetworkInterface each) {
    try {
      return each.isLoopback();
    } catch (SocketException e) {
      // it has gone meanwhile
      return false;
    }
  }

  private void read() {
    SegmentDecoder decoder = new SegmentDecoder();
    TcpSegment segment = new TcpSegment();
    Frame frame = new Frame();
    try {
      while (capture.next(frame)) {
        if (decoder.decode(frame, segment) == Outcome.TCP) {
          onSegment(segment);
        }
      }
    } catch (CaptureException e) {
      fail(e);
    }
  }

  private synchronized void fail(CaptureException why) {
    failure = why;
    notifyAll();
  }

  private synchronized void onSegment(TcpSegment segment) {
    Sequence sequence =
        sequences.computeIfAbsent(
            key(segment.sourcePort(), segment.destinationPort()), key -> new Sequence());
    if (segment.has(TcpSegment.SYN)) {
      sequence.begin = segment.sequence() + 1;
      return;
    }
    int end = segment.sequence() + segment.wireLength() - sequence.begin;
    sequence.bytes = Math.max(sequence.bytes, Integer.toUnsignedLong(end));
    sequence.ended |= segment.has(TcpSegment.FIN) || segment.has(TcpSegment.RST);
    notifyAll();
  }

  private static long key(int source, int destination) {
    return (long) source << 16 | destination;
  }

  @Override
  public WireTap tap() {
    return WireTap.NONE;
  }

  @Override
  public synchronized void await(List<ProxyConnection> connections) {
    long end = System.nanoTime() + PATIENCE_NANOS;
    String missing = missing(connections);
    while (missing != null && failure == null && System.nanoTime() < end) {
      try {
        wait(50);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new LabException("interrupted", e);
      }
      missing = missing(connections);
    }
    if (failure != null) {
      throw new LabException("the capture broke off: " + failure.getMessage(), failure);
    }
    if (missing != null) {
      throw new LabException("the capture lacks " + missing);
    }
  }

  private String missing(List<ProxyConnection> connections) {
    for (ProxyConnection each : connections) {
      int client = each.clientAddress().getPort();
      int server = each.serverAddress().getPort();
      for (Direction direction : Direction.values()) {
        boolean up = direction == Direction.CLIENT_TO_SERVER;
        Sequence sequence = sequences.get(up ? key(client, server) : key(server, client));
        long bytes = each.capturedBytes(direction);
        if (sequence == null || sequence.bytes < bytes || !sequence.ended) {
          long seen = sequence == null ? 0 : sequence.bytes;
          return "%d of %d bytes, or the end, of %s %s"
              .formatted(Math.max(0, bytes - seen), bytes, each.client(), direction.id());
        }
      }
    }
    return null;
  }

  @Override
  public void close() {
    capture.stop();
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    capture.close();
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    if (capture.fileFailed()) {
      throw new LabException("the capture file could not be written: free space");
    }
    long dropped = capture.statistics().kernelDrops();
    if (dropped > 0) {
      throw new LabException("the kernel dropped " + dropped + " frames: run it again");
    }
  }
}
