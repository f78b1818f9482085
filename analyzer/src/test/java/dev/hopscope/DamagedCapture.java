package dev.hopscope;

import dev.hopscope.capture.CaptureException;
import dev.hopscope.capture.CaptureFiles;
import dev.hopscope.capture.CaptureSource;
import dev.hopscope.capture.Frame;
import dev.hopscope.net.Outcome;
import dev.hopscope.net.SegmentDecoder;
import dev.hopscope.net.TcpSegment;
import dev.hopscope.stream.Endpoint;
import dev.hopscope.testkit.TimedFrame;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** A real capture in memory, and copies of it with frames lost, doubled, moved and cut. */
final class DamagedCapture {
  /** What is done to the frames. */
  enum Damage {
    /** Some are lost. */
    REMOVED,
    /** Some of one direction are lost. */
    REMOVED_ONE_WAY,
    /** The first ones are lost. */
    LATE_START,
    /** Some are captured twice, one right behind the other. */
    DOUBLED,
    /** Some are captured again a while later. */
    DOUBLED_LATER,
    /** Some neighbours change places. */
    SWAPPED,
    /** Some change places with one up to ten frames away. */
    SWAPPED_FAR,
    /** All are cut to a snap length. */
    SNAPPED,
    /** Some are cut. */
    CUT,
    /** All of these, a little. */
    ALL;

    /** Whether frames of different connections may change places. */
    boolean swaps() {
      return this == SWAPPED || this == SWAPPED_FAR || this == ALL;
    }
  }

  /**
   * The TCP segment of a frame.
   *
   * @param sequence of its first byte
   * @param acknowledged meaningless without ACK
   */
  record Segment(
      Endpoint from,
      Endpoint to,
      int sequence,
      int acknowledged,
      boolean syn,
      boolean ack,
      boolean fin,
      int length) {}

  /** A frame and its segment, null if it has none. */
  record Damaged(TimedFrame frame, Segment segment) {}

  private final int linkType;
  private final List<Damaged> frames;

  private DamagedCapture(int linkType, List<Damaged> frames) {
    this.linkType = linkType;
    this.frames = frames;
  }

  /** Reads a capture of one link type. */
  static DamagedCapture read(Path file) throws CaptureException {
    List<Damaged> frames = new ArrayList<>();
    Frame frame = new Frame();
    int linkType = 1;
    try (CaptureSource source = CaptureFiles.open(file, 1)) {
      while (source.next(frame)) {
        linkType = frame.linkType();
        int end = frame.offset() + frame.capturedLength();
        byte[] bytes = Arrays.copyOfRange(frame.data(), frame.offset(), end);
        TimedFrame timed = new TimedFrame(frame.timeNanos(), bytes, frame.originalLength());
        frames.add(damaged(linkType, timed));
      }
    }
    return new DamagedCapture(linkType, frames);
  }

  private static Damaged damaged(int linkType, TimedFrame timed) {
    Frame frame = new Frame();
    TcpSegment segment = new TcpSegment();
    byte[] bytes = timed.bytes();
    frame.wrap(1, 1, timed.timeNanos(), linkType, bytes, 0, bytes.length, timed.originalLength());
    boolean tcp = new SegmentDecoder().decode(frame, segment) == Outcome.TCP;
    return new Damaged(timed, tcp ? segment(segment) : null);
  }

  private static Segment segment(TcpSegment s) {
    boolean syn = s.has(TcpSegment.SYN);
    return new Segment(
        new Endpoint(s.ipv6(), s.sourceHigh(), s.sourceLow(), s.sourcePort()),
        new Endpoint(s.ipv6(), s.destinationHigh(), s.destinationLow(), s.destinationPort()),
        s.sequence() + (syn ? 1 : 0),
        s.acknowledgement(),
        syn,
        s.has(TcpSegment.ACK),
        s.has(TcpSegment.FIN),
        s.wireLength());
  }

  List<Damaged> frames() {
    return frames;
  }

  /** What the stages tell of it. */
  Heard heard() {
    return Heard.of(linkType, frames.stream().map(Damaged::frame).toList());
  }

  /** Its frames as a source. */
  CaptureSource source() {
    return new FrameList(linkType, frames.stream().map(Damaged::frame).toList());
  }

  /** A damaged copy. */
  DamagedCapture damaged(Damage damage, Random random) {
    int percent = 1 + random.nextInt(random.nextInt(40) + 1);
    List<Damaged> left = new ArrayList<>(frames);
    switch (damage) {
      case REMOVED -> left.removeIf(each -> random.nextInt(100) < percent);
      case REMOVED_ONE_WAY -> {
        Segment way = frames.get(random.nextInt(frames.size())).segment();
        left.removeIf(each -> sameWay(each.segment(), way) && random.nextInt(100) < percent);
      }
      case LATE_START -> left.subList(0, random.nextInt(left.size())).clear();
      case DOUBLED -> doubled(left, 1, percent, random);
      case DOUBLED_LATER -> doubled(left, 30, percent, random);
      case SWAPPED -> swap(left, 1, percent, random);
      case SWAPPED_FAR -> swap(left, 10, percent, random);
      case SNAPPED -> {
        int length = 54 + random.nextInt(200);
        left.replaceAll(each -> cut(each, length));
      }
      case CUT ->
          left.replaceAll(
              each -> random.nextInt(100) < percent ? cut(each, 40 + random.nextInt(100)) : each);
      case ALL -> {
        left.removeIf(each -> random.nextInt(300) < percent);
        doubled(left, 1 + random.nextInt(5), percent / 3, random);
        swap(left, 1 + random.nextInt(3), percent / 3, random);
        left.replaceAll(
            each -> random.nextInt(300) < percent ? cut(each, 60 + random.nextInt(100)) : each);
      }
    }
    return new DamagedCapture(linkType, left);
  }

  private static boolean sameWay(Segment segment, Segment way) {
    return segment != null
        && way != null
        && segment.from().equals(way.from())
        && segment.to().equals(way.to());
  }

  private Damaged cut(Damaged whole, int length) {
    return damaged(linkType, whole.frame().cut(length));
  }

  private static void doubled(List<Damaged> left, int farthest, int percent, Random random) {
    for (int i = left.size() - 1; i >= 0; i--) {
      // a SYN that comes again late may be another attempt
      boolean attempt = farthest > 1 && isSyn(left.get(i));
      if (!attempt && random.nextInt(100) < percent) {
        Damaged each = left.get(i);
        int at = Math.min(left.size(), i + 1 + random.nextInt(farthest));
        // later than a second, a copy is no longer one of a mirror port
        while (left.get(at - 1).frame().timeNanos() - each.frame().timeNanos() > 900_000_000) {
          at--;
        }
        long nanos = left.get(at - 1).frame().timeNanos() + random.nextInt(2_000_000);
        left.add(at, new Damaged(each.frame().at(nanos), each.segment()));
      }
    }
  }

  private static boolean isSyn(Damaged each) {
    return each.segment() != null && each.segment().syn();
  }

  // the times stay in place
  private static void swap(List<Damaged> left, int farthest, int percent, Random random) {
    for (int i = 0; i + 1 < left.size(); i++) {
      int other = Math.min(left.size() - 1, i + 1 + random.nextInt(farthest));
      // what passes a SYN is of another connection, for all that one can see
      boolean opening = left.subList(i, other + 1).stream().anyMatch(DamagedCapture::isSyn);
      if (!opening && random.nextInt(100) < percent) {
        Damaged a = left.get(i);
        Damaged b = left.get(other);
        left.set(i, new Damaged(b.frame().at(a.frame().timeNanos()), b.segment()));
        left.set(other, new Damaged(a.frame().at(b.frame().timeNanos()), a.segment()));
      }
    }
  }
}
