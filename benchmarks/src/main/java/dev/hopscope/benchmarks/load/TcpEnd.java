package dev.hopscope.benchmarks.load;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

/**
 * One end of a TCP connection. What it sends becomes frames, some of them late or sent twice where
 * the network is such; its peer acknowledges, and hands packets to its {@link Party} one by one.
 */
final class TcpEnd {
  private static final int LARGEST_SEGMENT = 1448; // Ethernet's 1500 bytes less headers and options
  private static final byte[] NOTHING = {};

  final int address;
  final int port;
  final boolean version5;
  private final World world;
  private final Timeline timeline;
  private final Dice dice;
  private final Deque<Packet> waiting = new ArrayDeque<>(4);
  private final int timestampBase;
  private TcpEnd peer;
  private Party party;
  private int next;
  private int received;
  private int acknowledged;
  private int lastTimestamp;
  private int lastPacketId;
  private boolean overtaken;
  private boolean acknowledgesSoon;
  private boolean closing;
  private long busyUntil;
  private long repeatsUntil;

  private TcpEnd(World world, int address, int port, boolean version5) {
    this.world = world;
    this.timeline = world.timeline();
    this.dice = world.dice();
    this.address = address;
    this.port = port;
    this.version5 = version5;
    this.next = (int) dice.nextLong();
    this.timestampBase = (int) dice.nextLong();
  }

  /** Two ends of a connection that is not open yet; the first is the client's. */
  static TcpEnd pair(World world, int clientAddress, int clientPort, boolean version5) {
    TcpEnd client = new TcpEnd(world, clientAddress, clientPort, version5);
    TcpEnd broker = new TcpEnd(world, World.BROKER_ADDRESS, World.BROKER_PORT, version5);
    client.peer = broker;
    broker.peer = client;
    return client;
  }

  TcpEnd peer() {
    return peer;
  }

  boolean isBroker() {
    return address == World.BROKER_ADDRESS;
  }

  void speaksFor(Party whom) {
    this.party = whom;
  }

  int acknowledgement() {
    return received;
  }

  /** The time stamp of a segment sent now (RFC 7323): milliseconds since some time. */
  int timestamp(long micros) {
    lastTimestamp = timestampBase + (int) (micros / 1_000);
    return lastTimestamp;
  }

  /** The last one it sent, 0 before. */
  int lastTimestamp() {
    return lastTimestamp;
  }

  /** A packet identifier; those given 65,535 flows ago are free again by then. */
  int nextPacketId() {
    lastPacketId = lastPacketId == 65_535 ? 1 : lastPacketId + 1;
    return lastPacketId;
  }

  /** Opens the connection; the client's end does. */
  void connect() {
    control(CaptureWriter.SYN);
    timeline.in(dice.between(40, 200), () -> peer.control(CaptureWriter.SYN | CaptureWriter.ACK));
    timeline.in(
        dice.between(300, 900),
        () -> {
          acknowledge();
          party.onOpen();
        });
  }

  private void control(int flags) {
    write(flags, next, NOTHING, 0, 0);
    next++;
    peer.received = next;
  }

  /** Sends a packet, now or together with others soon. */
  void send(Packet packet) {
    waiting.add(packet);
    if (waiting.size() > 1 || overtaken) {
      return; // goes with those that wait
    }
    if (!closing && !world.isCalm() && dice.oneIn(16)) {
      timeline.in(dice.between(20, 200), this::flush);
    } else {
      flush();
    }
  }

  /** Sends a last packet, and closes the connection once all before it has come. */
  void close(Packet last) {
    if (!waiting.isEmpty() || overtaken || timeline.now() < repeatsUntil) {
      timeline.in(200, () -> close(last));
      return;
    }
    closing = true;
    send(last);
    timeline.in(2, () -> control(CaptureWriter.FIN | CaptureWriter.ACK));
    timeline.in(dice.between(50, 200), () -> peer.control(CaptureWriter.FIN | CaptureWriter.ACK));
    timeline.in(
        dice.between(250, 500),
        () -> {
          acknowledge();
          party.onClosed();
        });
  }

  private void flush() {
    if (overtaken || waiting.isEmpty()) {
      return;
    }
    byte[] scratch = world.scratch();
    List<Packet> packets = new ArrayList<>(waiting);
    waiting.clear();
    int length = write(packets, scratch);
    if (isBroker()) {
      packets.forEach(packet -> world.ledger().packet(packet, true));
    }
    boolean steady = closing || world.isCalm();
    if (!steady && length <= LARGEST_SEGMENT && world.isOvertaken()) {
      sendOutOfOrder(scratch, length, packets);
      return;
    }
    if (!steady && world.isRepeated()) {
      repeatLater(Arrays.copyOf(scratch, Math.min(length, LARGEST_SEGMENT)));
    }
    sendInOrder(scratch, length, !steady && dice.oneIn(512));
    allCame(packets);
  }

  // returns where they end
  private int write(List<Packet> packets, byte[] into) {
    int end = 0;
    for (Packet packet : packets) {
      end = PacketBytes.write(packet, version5, into, end);
    }
    return end;
  }

  private void sendInOrder(byte[] data, int length, boolean split) {
    int at = 0;
    while (at < length) {
      int most = split && at == 0 ? 1 + dice.below(length - 1) : length;
      int size = Math.min(Math.min(most, length - at), LARGEST_SEGMENT);
      write(CaptureWriter.PSH | CaptureWriter.ACK, next, data, at, size);
      next += size;
      at += size;
    }
  }

  private void sendOutOfOrder(byte[] data, int length, List<Packet> packets) {
    int cut = 1 + dice.below(length - 1);
    byte[] late = Arrays.copyOf(data, cut);
    int sequence = next;
    next += length;
    overtaken = true;
    write(CaptureWriter.PSH | CaptureWriter.ACK, sequence + cut, data, cut, length - cut);
    timeline.in(dice.between(5, 20), peer::acknowledge);
    timeline.in(
        dice.between(40, 150),
        () -> {
          write(CaptureWriter.PSH | CaptureWriter.ACK, sequence, late, 0, cut);
          world.ledger().outOfOrder();
          overtaken = false;
          allCame(packets);
          flush();
        });
  }

  private void repeatLater(byte[] data) {
    int sequence = next;
    repeatsUntil = timeline.now() + 500;
    timeline.in(
        dice.between(100, 400),
        () -> {
          write(CaptureWriter.PSH | CaptureWriter.ACK, sequence, data, 0, data.length);
          world.ledger().repeated();
        });
    timeline.in(450, peer::acknowledge);
  }

  private void allCame(List<Packet> packets) {
    for (Packet packet : packets) {
      if (!isBroker()) {
        world.ledger().packet(packet, false);
      }
      peer.handOver(packet);
    }
    peer.received = next;
    if (!closing) {
      peer.acknowledgeSoon();
    }
  }

  // one packet after the other, so that answers keep the order of what they answer
  private void handOver(Packet packet) {
    int micros = isBroker() ? dice.between(30, 200) : dice.between(50, 600);
    busyUntil = Math.max(timeline.now() + micros, busyUntil + dice.between(1, 20));
    timeline.at(busyUntil, () -> party.onPacket(packet));
  }

  private void acknowledgeSoon() {
    if (acknowledgesSoon) {
      return;
    }
    acknowledgesSoon = true;
    timeline.in(
        acknowledgeDelay(),
        () -> {
          acknowledgesSoon = false;
          if (acknowledged != received) {
            acknowledge();
          }
        });
  }

  // at once, or as long as systems wait for something to send it with
  private int acknowledgeDelay() {
    if (world.isCalm()) {
      return 1_000;
    }
    return dice.oneIn(2) ? dice.between(20, 60) : dice.between(5_000, 40_000);
  }

  /** Sends a segment with nothing but an acknowledgement. */
  void acknowledge() {
    write(CaptureWriter.ACK, next, NOTHING, 0, 0);
  }

  private void write(int flags, int sequence, byte[] data, int offset, int length) {
    acknowledged = received;
    world.writer().segment(this, flags, sequence, data, offset, length, timeline.now());
  }
}
