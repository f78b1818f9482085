package dev.hopscope.stream;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.hopscope.net.TcpSegment;
import dev.hopscope.net.TcpSegment.Checksum;
import java.util.ArrayList;
import java.util.List;

/**
 * Feeds segments of connections between two hosts and writes down every callback as a line: {@code
 * 0:abc@0} for bytes, {@code 0:gap 3+2 limit} for a gap, {@code 1:end FIN}.
 */
final class StreamFixture implements StreamListener {
  static final int SYN = TcpSegment.SYN;
  static final int ACK = TcpSegment.ACK;
  static final int FIN = TcpSegment.FIN;
  static final int RST = TcpSegment.RST;
  static final long MILLI = 1_000_000L;
  static final long SECOND = 1000 * MILLI;
  private static final long START = 1000 * SECOND;

  final List<String> calls = new ArrayList<>();
  final List<String> frames = new ArrayList<>();

  /** For each call with bytes between which frames they were sent and arrived, that is. */
  final List<String> bounds = new ArrayList<>();

  final List<TcpConnection> connections = new ArrayList<>();
  final TcpReassembler reassembler;
  final TcpSegment segment = new TcpSegment();
  long time = START;
  long frame;
  int clientPort = 40000;
  int window = 1000;
  int ipId;
  int cut;
  Checksum checksum = Checksum.UNKNOWN;

  StreamFixture() {
    this(StreamLimits.defaults());
  }

  StreamFixture(StreamLimits limits) {
    reassembler = new TcpReassembler(limits, this);
  }

  @Override
  public ByteStage[] onConnection(TcpConnection connection, Provenance at) {
    connections.add(connection);
    String name = connection.tcpStream() == 0 ? "" : "#" + connection.tcpStream() + " ";
    return new ByteStage[] {
      new Recorder(name + "0:", connection, 0), new Recorder(name + "1:", connection, 1)
    };
  }

  /** A SYN at 99 and its answer at 499, so that data starts at 100 and 500. */
  StreamFixture handshake() {
    send(0, 99, 0, SYN, "");
    send(1, 499, 100, SYN | ACK, "");
    return send(0, 100, 500, ACK, "");
  }

  StreamFixture data(int side, int sequence, String text) {
    return send(side, sequence, 0, 0, text);
  }

  StreamFixture ack(int side, int acknowledgement) {
    return send(side, side == 0 ? 100 : 500, acknowledgement, ACK, "");
  }

  StreamFixture send(int side, int sequence, int acknowledgement, int flags, String text) {
    byte[] bytes = text.getBytes(ISO_8859_1);
    byte[] buffer = new byte[bytes.length + 5];
    System.arraycopy(bytes, 0, buffer, 3, bytes.length);
    time += MILLI / 100;
    segment
        .at(1, ++frame, time, 0)
        .header(sequence, acknowledgement, flags, window, ipId == 0 ? (int) frame : ipId)
        .payload(buffer, 3, bytes.length - cut, bytes.length, checksum);
    if (side == 0) {
      segment.addresses(false, 0, 0x0a000001, clientPort, 0, 0x0a000002, 1883);
    } else {
      segment.addresses(false, 0, 0x0a000002, 1883, 0, 0x0a000001, clientPort);
    }
    reassembler.onSegment(segment);
    return this;
  }

  private static long frameOf(long nanos) {
    return (nanos - START) / (MILLI / 100);
  }

  StreamFixture pass(long nanos) {
    time += nanos;
    reassembler.onTime(time);
    return this;
  }

  StreamFixture end() {
    reassembler.end();
    return this;
  }

  /** The calls of one direction of the first connection. */
  List<String> calls(int side) {
    return calls.stream().filter(call -> call.startsWith(side + ":")).toList();
  }

  private final class Recorder implements ByteStage {
    private final String name;
    private final TcpConnection connection;
    private final int side;

    Recorder(String name, TcpConnection connection, int side) {
      this.name = name;
      this.connection = connection;
      this.side = side;
    }

    @Override
    public void onBytes(byte[] data, int offset, int length, long position, Provenance at) {
      calls.add(name + new String(data, offset, length, ISO_8859_1) + "@" + position);
      frames.add(at.frame() + "<" + at.carrierFrame());
      bounds.add(
          new String(data, offset, length, ISO_8859_1)
              + (" sent by " + frameOf(at.sentByNanos()))
              + (" arrived " + frameOf(at.arrivedNanos()))
              + (connection.awaitsBytes(side) ? ", awaits" : ""));
    }

    @Override
    public void onGap(long position, long length, GapCause cause, Provenance at) {
      calls.add(name + "gap " + position + "+" + length + " " + cause.id());
      frames.add(at.frame() + "");
    }

    @Override
    public void onEnd(EndCause cause, Provenance at) {
      calls.add(name + "end " + cause);
      frames.add(at.frame() + "");
    }
  }
}
