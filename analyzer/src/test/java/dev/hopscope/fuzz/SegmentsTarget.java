package dev.hopscope.fuzz;

import dev.hopscope.net.TcpSegment;
import dev.hopscope.net.TcpSegment.Checksum;
import dev.hopscope.stream.ByteStage;
import dev.hopscope.stream.EndCause;
import dev.hopscope.stream.GapCause;
import dev.hopscope.stream.Provenance;
import dev.hopscope.stream.StreamLimits;
import dev.hopscope.stream.StreamListener;
import dev.hopscope.stream.TcpConnection;
import dev.hopscope.stream.TcpReassembler;

/**
 * TCP reassembly: positions without a hole or a repetition, one end a direction, and no more held
 * than the limits say.
 *
 * <p>The input is {@code mode:1} and a row of segments: {@code head:1 flags:1 sequence:2
 * acknowledgement:2 length:1 cut:1}. The numbers are distances from where the side's stream is, so
 * that most segments lie near it; bytes are a function of their sequence number, so that copies
 * agree, unless the head says otherwise.
 */
final class SegmentsTarget implements StreamListener {
  private static final int SIDE = 0x01;
  private static final int PORTS = 0x06;
  private static final int FAR = 0x08;
  private static final int CONFLICT = 0x10;
  private static final int WAIT = 0x20;
  private static final int TIGHT = 1;
  private static final int FEW = 2;

  private final StreamLimits limits;
  private final TcpReassembler reassembler;
  private final TcpSegment segment = new TcpSegment();
  private final int[][] next = new int[4][2];
  private long frame;
  private long time = 1_000_000_000_000L;
  private boolean agree = true;

  private SegmentsTarget(int mode) {
    StreamLimits defaults = StreamLimits.defaults();
    StreamLimits bytes = (mode & TIGHT) != 0 ? defaults.withBytes(900, 1500) : defaults;
    limits = (mode & FEW) != 0 ? bytes.withConnections(2) : bytes;
    reassembler = new TcpReassembler(limits, this);
  }

  static void check(byte[] data) {
    FuzzInput input = new FuzzInput(data);
    SegmentsTarget target = new SegmentsTarget(input.u8());
    while (!input.isEmpty()) {
      target.send(input);
    }
    target.reassembler.end();
    Expect.that(target.reassembler.bytesHeld() == 0, target.reassembler.bytesHeld(), "bytes held");
  }

  private void send(FuzzInput input) {
    int head = input.u8();
    int flags = input.u8();
    int distance = input.i16();
    int acknowledged = input.i16();
    int length = input.u8();
    int cut = Math.min(length, input.u8());
    int side = head & SIDE;
    int port = (head & PORTS) >> 1;
    int[] ends = next[port];
    int sequence = ends[side] + ((head & FAR) != 0 ? distance << 16 : distance);
    agree &= (head & CONFLICT) == 0;
    int first = sequence + ((flags & TcpSegment.SYN) != 0 ? 1 : 0);
    byte[] bytes = new byte[3 + length];
    for (int i = 0; i < length; i++) {
      bytes[3 + i] = (byte) (value(side, first + i) + ((head & CONFLICT) == 0 ? 0 : 1));
    }
    time += (head & WAIT) != 0 ? 3_000_000_000L : 100_000;
    segment
        .at(1, ++frame, time, 0)
        .header(sequence, ends[1 - side] + acknowledged, flags, length * 7, (int) frame)
        .payload(bytes, 3, length - cut, length, Checksum.values()[cut % 3]);
    if (side == 0) {
      segment.addresses(false, 0, 1, 40_000 + port, 0, 2, 1883);
    } else {
      segment.addresses(false, 0, 2, 1883, 0, 1, 40_000 + port);
    }
    reassembler.onSegment(segment);
    ends[side] = first + length;
    Expect.that(
        reassembler.bytesHeld() <= limits.bytesInAll(), reassembler.bytesHeld(), "bytes held");
  }

  private static byte value(int side, int sequence) {
    return (byte) (sequence * 31 + (sequence >>> 8) + side * 101);
  }

  @Override
  public ByteStage[] onConnection(TcpConnection connection, Provenance at) {
    return new ByteStage[] {new Stream(connection, 0), new Stream(connection, 1)};
  }

  /** One direction: where it is, and what its bytes say of where it began. */
  private final class Stream implements ByteStage {
    private final TcpConnection connection;
    private final int side;
    private long position;
    private boolean called;
    private boolean ended;
    private boolean lastKnown;
    private byte last;

    Stream(TcpConnection connection, int side) {
      this.connection = connection;
      this.side = side;
    }

    @Override
    public void onBytes(byte[] data, int offset, int length, long at, Provenance from) {
      move(at, length);
      Expect.that(from.frame() == frame, "frame", from.frame(), "of", frame);
      Expect.that(from.carrierFrame() <= frame, "carrier", from.carrierFrame());
      // neighbours differ by a constant, but where the counter of the high bytes moves on
      for (int i = 0; i < length; i++) {
        int step = data[offset + i] - last & 0xff;
        boolean follows = step == 31 || step == 32;
        Expect.that(!lastKnown || !agree || follows, "side", side, "is torn at", at + i);
        last = data[offset + i];
        lastKnown = true;
      }
    }

    @Override
    public void onGap(long at, long length, GapCause cause, Provenance from) {
      if (length == UNKNOWN_LENGTH) {
        Expect.that(!called && at == 0 && cause == GapCause.CAPTURE_START, cause, at);
        called = true;
      } else {
        move(at, length);
        lastKnown = false;
      }
    }

    private void move(long at, long length) {
      Expect.that(!ended, connection.tcpStream(), "goes on behind its end");
      Expect.that(at == position && length > 0, length, "at", at, "and not", position);
      called = true;
      position += length;
    }

    @Override
    public void onEnd(EndCause cause, Provenance from) {
      Expect.that(!ended, connection.tcpStream(), "ends twice");
      ended = true;
    }
  }
}
