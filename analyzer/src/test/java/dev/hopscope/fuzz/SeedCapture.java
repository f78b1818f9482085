package dev.hopscope.fuzz;

import dev.hopscope.capture.CaptureException;
import dev.hopscope.capture.CaptureFiles;
import dev.hopscope.capture.CaptureSource;
import dev.hopscope.capture.Frame;
import dev.hopscope.net.Outcome;
import dev.hopscope.net.SegmentDecoder;
import dev.hopscope.net.TcpSegment;
import dev.hopscope.testkit.CaptureBuilder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One real capture, cut up into what the targets take. */
final class SeedCapture {
  private static final int FRAMES_A_SEED = 12;
  private static final int LONGEST_STREAM = 3000;
  private static final int LONGEST_CALL = 255;

  /** One segment; side 0 is who was seen first. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Segment(int connection, int side, int flags, int sequence, byte[] bytes) {}

  final byte[] file;
  private final CaptureBuilder frames = new CaptureBuilder();
  private final ByteArrayOutputStream links = new ByteArrayOutputStream();
  private final List<byte[]> linkSeeds = new ArrayList<>();
  private final List<Segment> segments = new ArrayList<>();
  private final Map<String, Integer> connections = new LinkedHashMap<>();

  SeedCapture(Path path) {
    try {
      file = Files.readAllBytes(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    SegmentDecoder decoder = new SegmentDecoder();
    TcpSegment segment = new TcpSegment();
    Frame frame = new Frame();
    try (CaptureSource source = CaptureFiles.open(path, 1)) {
      while (source.next(frame)) {
        take(frame);
        if (decoder.decode(frame, segment) == Outcome.TCP) {
          take(segment);
        }
      }
    } catch (CaptureException e) {
      // a damaged capture is a seed too, as far as it goes
      frames.interval(0);
    }
    endLinkSeed();
  }

  private void take(Frame frame) {
    byte[] bytes =
        Arrays.copyOfRange(frame.data(), frame.offset(), frame.offset() + frame.capturedLength());
    frames.linkType(frame.linkType()).at(frame.timeNanos()).frame(bytes);
    LinkTarget.write(links, frame);
    if (frame.number() % FRAMES_A_SEED == 0) {
      endLinkSeed();
    }
  }

  private void endLinkSeed() {
    if (links.size() > 0) {
      linkSeeds.add(links.toByteArray());
      links.reset();
    }
  }

  private void take(TcpSegment s) {
    String source = s.sourceHigh() + ":" + s.sourceLow() + ":" + s.sourcePort();
    String destination = s.destinationHigh() + ":" + s.destinationLow() + ":" + s.destinationPort();
    Integer backward = connections.get(destination + ">" + source);
    String key = source + ">" + destination;
    int connection =
        backward != null ? backward : connections.computeIfAbsent(key, any -> connections.size());
    int flags = 0;
    for (int flag = 1; flag <= TcpSegment.ACK; flag <<= 1) {
      flags |= s.has(flag) ? flag : 0;
    }
    byte[] bytes = Arrays.copyOfRange(s.data(), s.offset(), s.offset() + s.length());
    segments.add(new Segment(connection, backward == null ? 0 : 1, flags, s.sequence(), bytes));
  }

  byte[] pcap(ByteOrder order, boolean nanoseconds) {
    return frames.pcap(order, nanoseconds);
  }

  byte[] pcapng() {
    return frames.pcapng();
  }

  /** As {@link LinkTarget} reads them. */
  List<byte[]> links() {
    return linkSeeds;
  }

  /** The whole capture as {@link SegmentsTarget} reads it, on up to four connections. */
  byte[] segments() {
    ByteArrayOutputStream seed = new ByteArrayOutputStream();
    seed.write(0);
    int[][] next = new int[4][2];
    for (Segment each : segments) {
      int port = each.connection & 3;
      int length = Math.min(LONGEST_CALL, each.bytes.length);
      int distance = each.sequence - next[port][each.side];
      boolean near = (short) distance == distance;
      int words = near ? distance : distance >> 16;
      seed.write(each.side | port << 1 | (near ? 0 : 0x08));
      seed.write(each.flags);
      seed.writeBytes(new byte[] {(byte) (words >> 8), (byte) words, 0, 0, (byte) length, 0});
      boolean syn = (each.flags & TcpSegment.SYN) != 0;
      int from = next[port][each.side] + (near ? words : words << 16);
      next[port][each.side] = from + length + (syn ? 1 : 0);
    }
    return seed.toByteArray();
  }

  /** The bytes of each direction of each connection, repetitions included. */
  List<byte[]> streams() {
    Map<Integer, ByteArrayOutputStream> streams = new LinkedHashMap<>();
    for (Segment each : segments) {
      streams
          .computeIfAbsent(each.connection * 2 + each.side, any -> new ByteArrayOutputStream())
          .writeBytes(each.bytes);
    }
    return streams.values().stream()
        .map(ByteArrayOutputStream::toByteArray)
        .filter(bytes -> bytes.length > 0)
        .map(bytes -> Arrays.copyOf(bytes, Math.min(bytes.length, LONGEST_STREAM)))
        .toList();
  }

  /** Each connection as {@link TransportTarget} reads it. */
  List<byte[]> openings() {
    List<byte[]> seeds = new ArrayList<>();
    for (int connection = 0; connection < connections.size(); connection++) {
      ByteArrayOutputStream seed = new ByteArrayOutputStream();
      seed.write(4);
      for (Segment each : segments) {
        if (each.connection == connection && seed.size() < LONGEST_STREAM) {
          call(seed, each.side, each.bytes);
        }
      }
      seeds.add(seed.toByteArray());
    }
    return seeds;
  }

  /** The whole capture as {@link MessagesTarget} reads it. */
  byte[] messages() {
    ByteArrayOutputStream seed = new ByteArrayOutputStream();
    for (Segment each : segments) {
      call(seed, each.connection & 7 | each.side << 3, each.bytes);
    }
    return seed.toByteArray();
  }

  private static void call(ByteArrayOutputStream seed, int head, byte[] bytes) {
    for (int from = 0; from < bytes.length; from += LONGEST_CALL) {
      int length = Math.min(LONGEST_CALL, bytes.length - from);
      seed.write(head);
      seed.write(length);
      seed.write(bytes, from, length);
    }
  }
}
