package dev.hopscope;

import dev.hopscope.net.TcpSegment;
import dev.hopscope.testkit.CaptureBuilder;
import dev.hopscope.testkit.Conversation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** A {@link Dialogue} as TCP segments, in the order in which a capture saw them. */
final class Wire {
  /** How a stream is cut. */
  enum Cut {
    /** One byte a segment. */
    BYTES,
    /** One to seven bytes. */
    SHORT,
    /** A packet a segment. */
    PACKETS,
    /** Full segments, several packets in one. */
    FULL,
    /** Any of them at any time. */
    ANY
  }

  /**
   * One segment.
   *
   * @param flight segments of one flight are sent without an answer in between
   * @param position of its first byte; -1 for a SYN
   * @param pauseNanos how long nothing happens before it
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Segment(
      int flight,
      boolean fromClient,
      long position,
      long acknowledged,
      int flags,
      byte[] bytes,
      long pauseNanos) {
    boolean handshake() {
      return flight == 0;
    }

    boolean fin() {
      return (flags & TcpSegment.FIN) != 0;
    }

    Segment after(long nanos) {
      return new Segment(flight, fromClient, position, acknowledged, flags, bytes, nanos);
    }
  }

  private static final int DATA = TcpSegment.PSH | TcpSegment.ACK;
  private static final int MOST_SHORT_SEGMENTS = 200;
  private static final byte[] NOTHING = {};

  private final Random random;
  private final List<Segment> segments = new ArrayList<>();
  private final long[] sent = new long[2];
  private int flight;

  private Wire(Random random) {
    this.random = random;
  }

  /** The plain way: a handshake, a packet a segment, and nothing else. */
  static List<Segment> plain(Dialogue dialogue) {
    Wire wire = new Wire(new Random(1));
    wire.handshake();
    for (Dialogue.Sent packet : dialogue.packets()) {
      wire.flight++;
      wire.add(packet.fromClient(), DATA, packet.bytes());
    }
    return wire.segments;
  }

  /** Cuts each flight of packets; now and then the receiver acknowledges without data. */
  static List<Segment> cut(Dialogue dialogue, Cut cut, boolean closed, Random random) {
    Wire wire = new Wire(random);
    wire.handshake();
    List<Dialogue.Sent> packets = dialogue.packets();
    int from = 0;
    while (from < packets.size()) {
      int to = from + 1;
      boolean fromClient = packets.get(from).fromClient();
      while (to < packets.size() && packets.get(to).fromClient() == fromClient) {
        to++;
      }
      wire.flight++;
      wire.flight(packets.subList(from, to), cut);
      from = to;
    }
    if (closed) {
      wire.flight++;
      wire.fin(true);
      wire.fin(false);
    }
    return wire.segments;
  }

  private void handshake() {
    segments.add(new Segment(0, true, -1, -1, TcpSegment.SYN, NOTHING, 0));
    segments.add(new Segment(0, false, -1, 0, TcpSegment.SYN | TcpSegment.ACK, NOTHING, 0));
    segments.add(new Segment(0, true, 0, 0, TcpSegment.ACK, NOTHING, 0));
  }

  private void fin(boolean fromClient) {
    add(fromClient, TcpSegment.FIN | TcpSegment.ACK, NOTHING);
    sent[fromClient ? 0 : 1]++;
    add(!fromClient, TcpSegment.ACK, NOTHING);
  }

  private void add(boolean fromClient, int flags, byte[] bytes) {
    int from = fromClient ? 0 : 1;
    segments.add(new Segment(flight, fromClient, sent[from], sent[1 - from], flags, bytes, 0));
    sent[from] += bytes.length;
  }

  private void flight(List<Dialogue.Sent> packets, Cut cut) {
    boolean fromClient = packets.get(0).fromClient();
    if (cut == Cut.PACKETS) {
      packets.forEach(packet -> add(fromClient, DATA, packet.bytes()));
      return;
    }
    byte[] all = join(packets);
    int shortOnes = 0;
    int at = 0;
    while (at < all.length) {
      Cut here = cut != Cut.ANY ? cut : Cut.values()[random.nextInt(4)];
      boolean mayBeShort = shortOnes++ < MOST_SHORT_SEGMENTS;
      int length =
          mayBeShort && here == Cut.BYTES
              ? 1
              : mayBeShort && here == Cut.SHORT ? 1 + random.nextInt(7) : 1460;
      int to = Math.min(all.length, at + length);
      add(fromClient, DATA, Arrays.copyOfRange(all, at, to));
      at = to;
      if (random.nextInt(8) == 0) {
        add(!fromClient, TcpSegment.ACK, NOTHING);
      }
    }
  }

  private static byte[] join(List<Dialogue.Sent> packets) {
    byte[] all = new byte[packets.stream().mapToInt(packet -> packet.bytes().length).sum()];
    int at = 0;
    for (Dialogue.Sent packet : packets) {
      System.arraycopy(packet.bytes(), 0, all, at, packet.bytes().length);
      at += packet.bytes().length;
    }
    return all;
  }

  /** Changes the order within each flight, each segment by at most {@code distance} places. */
  static List<Segment> reorder(List<Segment> segments, int distance, Random random) {
    List<Segment> result = new ArrayList<>(segments);
    for (int i = 0; i + 1 < result.size(); i++) {
      int other = i + random.nextInt(Math.min(distance, result.size() - 1 - i) + 1);
      Segment first = result.get(i);
      if (!first.handshake() && first.flight() == result.get(other).flight()) {
        Collections.swap(result, i, other);
      }
    }
    return result;
  }

  /**
   * Lets neighbouring frames change places, of both directions too, as a capture of several queues
   * does: no frame passes the answer to its answer. Those of CONNECT and CONNACK stay, because what
   * comes before the CONNECT cannot know its version.
   */
  static void disturb(List<Segment> segments, int rounds, Random random) {
    for (int round = 0; round < rounds; round++) {
      for (int i = 0; i + 1 < segments.size(); i++) {
        Segment first = segments.get(i);
        Segment second = segments.get(i + 1);
        boolean sameFlight = first.flight() == second.flight();
        boolean neighbours =
            Math.abs(second.flight() - first.flight()) == 1
                && first.fromClient() != second.fromClient();
        boolean late = Math.min(first.flight(), second.flight()) > 2;
        if ((sameFlight || neighbours) && late && random.nextInt(3) == 0) {
          Collections.swap(segments, i, i + 1);
        }
      }
    }
  }

  /** Sends some bytes of each flight again, with boundaries of their own. */
  static List<Segment> repeat(List<Segment> segments, int percent, Random random) {
    List<Segment> result = new ArrayList<>();
    List<List<Segment>> bySide = List.of(new ArrayList<>(), new ArrayList<>());
    for (Segment segment : segments) {
      result.add(segment);
      if (segment.bytes().length == 0) {
        continue;
      }
      List<Segment> earlier = bySide.get(segment.fromClient() ? 0 : 1);
      earlier.add(segment);
      if (random.nextInt(100) < percent) {
        result.add(
            again(earlier.subList(Math.max(0, earlier.size() - 12), earlier.size()), random));
      }
    }
    return result;
  }

  // a part of some segments that lie side by side
  private static Segment again(List<Segment> earlier, Random random) {
    List<Segment> run = new ArrayList<>(earlier);
    run.sort((a, b) -> Long.compare(a.position(), b.position()));
    int from = random.nextInt(run.size());
    int to = from;
    long end = run.get(from).position() + run.get(from).bytes().length;
    while (to + 1 < run.size() && run.get(to + 1).position() == end && random.nextBoolean()) {
      to++;
      end += run.get(to).bytes().length;
    }
    Segment first = run.get(from);
    byte[] all = new byte[(int) (end - first.position())];
    for (Segment each : run.subList(from, to + 1)) {
      int at = (int) (each.position() - first.position());
      System.arraycopy(each.bytes(), 0, all, at, each.bytes().length);
    }
    int start = random.nextInt(all.length);
    int length = 1 + random.nextInt(all.length - start);
    Segment latest = earlier.get(earlier.size() - 1);
    return new Segment(
        latest.flight(),
        first.fromClient(),
        first.position() + start,
        first.acknowledged(),
        DATA,
        Arrays.copyOfRange(all, start, start + length),
        0);
  }

  /** Writes the segments as frames. */
  static CaptureBuilder capture(
      List<Segment> segments, int serverPort, int clientInitial, int serverInitial) {
    CaptureBuilder capture = new CaptureBuilder();
    Conversation conversation =
        capture.midStream("10.0.0.1:40000", "10.0.0.2:" + serverPort, clientInitial, serverInitial);
    for (Segment each : segments) {
      capture.advance(each.pauseNanos());
      conversation.segment(
          each.fromClient(), each.position(), each.acknowledged(), each.flags(), each.bytes());
    }
    return capture;
  }
}
