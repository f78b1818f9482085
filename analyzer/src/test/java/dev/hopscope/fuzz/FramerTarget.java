package dev.hopscope.fuzz;

import dev.hopscope.mqtt.Direction;
import dev.hopscope.mqtt.FramerLimits;
import dev.hopscope.mqtt.MqttFramer;
import dev.hopscope.mqtt.MqttVersion;
import dev.hopscope.mqtt.PacketHandler;
import dev.hopscope.mqtt.PacketView;
import dev.hopscope.stream.ByteStage;
import dev.hopscope.stream.EndCause;
import dev.hopscope.stream.GapCause;
import dev.hopscope.stream.Provenance;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * Framing and decoding: every byte is in one packet, in a gap or counted as skipped, and the
 * packets before the first loss are the same one byte at a time.
 *
 * <p>The input is {@code mode:1 cuts:4} and the bytes of one direction. The mode tells version,
 * direction, whether the start is missing, whether parts are lost, and tight limits; {@code cuts}
 * is the seed of where the stream is cut into calls.
 */
final class FramerTarget {
  private static final int LATE = 0x10;
  private static final int LOSSES = 0x20;
  private static final int TIGHT = 0x40;

  private FramerTarget() {}

  static void check(byte[] data) {
    FuzzInput input = new FuzzInput(data);
    int mode = input.u8();
    Random cuts = new Random(input.i32());
    byte[] stream = input.rest();
    Reader pieces = new Reader(mode);
    int largest = 1 + cuts.nextInt(cuts.nextBoolean() ? 8 : 1500);
    for (int from = 0; from < stream.length; ) {
      int length = Math.min(stream.length - from, 1 + cuts.nextInt(largest));
      if ((mode & LOSSES) != 0 && cuts.nextInt(8) == 0) {
        pieces.lose(length);
      } else {
        pieces.feed(stream, from, length);
      }
      from += length;
    }
    pieces.end();
    if (pieces.gaps.isEmpty()) {
      Reader bytes = new Reader(mode);
      for (int i = 0; i < stream.length; i++) {
        bytes.feed(stream, i, 1);
      }
      bytes.end();
      long loss = Math.min(pieces.firstLoss, bytes.firstLoss);
      List<String> expected = bytes.before(loss);
      Expect.that(expected.equals(pieces.before(loss)), expected, "in pieces:", pieces.packets);
    }
  }

  private record Gap(long from, long to) {}

  private record Found(long position, String text) {}

  /** Feeds a framer and keeps account of the bytes. */
  private static final class Reader implements PacketHandler {
    final List<Found> packets = new ArrayList<>();
    final List<Gap> gaps = new ArrayList<>();
    long firstLoss = Long.MAX_VALUE;
    private final Provenance at = new Provenance().set(1, 1, 0);
    private final MqttFramer framer;
    private long fed;
    private long position;
    private long accounted;
    private long behindLast;

    Reader(int mode) {
      FramerLimits limits = (mode & TIGHT) != 0 ? new FramerLimits(40, 5) : FramerLimits.DEFAULT;
      framer = new MqttFramer(limits, this);
      framer.version(MqttVersion.values()[mode & 3]);
      int direction = mode >> 2 & 3;
      framer.direction(direction > 1 ? null : Direction.values()[direction]);
      if ((mode & LATE) != 0) {
        framer.onGap(0, ByteStage.UNKNOWN_LENGTH, GapCause.CAPTURE_START, at);
        firstLoss = 0;
      }
    }

    void feed(byte[] stream, int from, int length) {
      byte[] buffer = new byte[length + 6];
      System.arraycopy(stream, from, buffer, 3, length);
      framer.onBytes(buffer, 3, length, position, at);
      Arrays.fill(buffer, (byte) 0xff); // a view must not be kept
      position += length;
      fed += length;
    }

    void lose(int length) {
      gaps.add(new Gap(position, position + length));
      framer.onGap(position, length, GapCause.NOT_CAPTURED, at);
      position += length;
    }

    void end() {
      framer.onEnd(EndCause.FIN, at);
      Expect.that(accounted == fed, accounted, "bytes accounted for, of", fed, packets);
    }

    List<String> before(long loss) {
      return packets.stream().filter(each -> each.position < loss).map(Found::text).toList();
    }

    @Override
    public void onPacket(PacketView view, Provenance provenance) {
      long from = view.position();
      long to = from + view.headerLength() + Math.max(0, view.remainingLength());
      Expect.that(from >= behindLast, "a packet at", from, "before", behindLast);
      behindLast = to;
      accounted += to - from;
      for (Gap gap : gaps) {
        accounted -= Math.max(0, Math.min(to, gap.to) - Math.max(from, gap.from));
      }
      packets.add(new Found(from, PacketLine.of(view)));
    }

    @Override
    public void onGap(long from, long length, GapCause cause, Provenance provenance) {
      // the target made it itself
    }

    @Override
    public void onResync(long from, long length, int evidence, Provenance provenance) {
      Expect.that(length >= 0 && from >= 0, "skipped", length, "at", from);
      firstLoss = Math.min(firstLoss, from);
      accounted += length;
    }
  }
}
