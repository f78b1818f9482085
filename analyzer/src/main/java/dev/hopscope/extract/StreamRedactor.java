package dev.hopscope.extract;

import dev.hopscope.bytes.VariableByteInteger;
import dev.hopscope.connection.ConnectionListener;
import dev.hopscope.connection.MqttConnection;
import dev.hopscope.mqtt.Direction;
import dev.hopscope.mqtt.PacketType;
import dev.hopscope.mqtt.PacketView;
import dev.hopscope.stream.ByteStage;
import dev.hopscope.stream.EndCause;
import dev.hopscope.stream.GapCause;
import dev.hopscope.stream.Provenance;
import dev.hopscope.stream.TcpConnection;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Decides what every byte of the streams of an extract becomes, while the extract is decoded: it
 * sees the bytes before the framer does, and then the packets that the framer makes of them. What
 * is in no packet becomes zeros; of a packet that never became whole the fixed header stays.
 */
public final class StreamRedactor implements ConnectionListener {
  private static final int LONGEST_HEADER = 1 + VariableByteInteger.MAX_SIZE;
  private static final long NOWHERE = -1;

  private static final class Side {
    final Replacements replacements = new Replacements();
    final HeldBytes bytes = new HeldBytes();

    /** Where the next packet starts, or {@link #NOWHERE}. */
    long next;
  }

  private final SameLength pseudonyms;
  private final PacketRedactor packets;
  private final Map<Long, Side> sides = new HashMap<>();

  /**
   * Creates a redactor of one extract.
   *
   * @param key random for each run, never written anywhere
   */
  public StreamRedactor(byte[] key) {
    pseudonyms = new SameLength(key);
    packets = new PacketRedactor(pseudonyms);
  }

  /** Puts itself before the consumers of a connection's bytes. */
  public ByteStage[] before(TcpConnection connection, ByteStage[] stages) {
    return new ByteStage[] {
      new Tee(side(connection.number(), 0), stages[0]),
      new Tee(side(connection.number(), 1), stages[1])
    };
  }

  private Side side(int connection, int side) {
    return sides.computeIfAbsent(2L * connection + side, key -> new Side());
  }

  private Side side(MqttConnection connection, Direction direction) {
    return side(connection.tcp().number(), Sides.sender(connection, direction));
  }

  /** What the bytes of a side's stream become. */
  Replacements of(int connection, int side) {
    return side(connection, side).replacements;
  }

  @Override
  public void onPacket(
      MqttConnection connection,
      Direction direction,
      PacketView packet,
      String topic,
      Provenance at) {
    Side side = side(connection, direction);
    long start = packet.position();
    long end = start + packet.headerLength() + Math.max(0, packet.remainingLength());
    side.next = end;
    if (packet.remainingLength() < 0 || packet.type() == PacketType.RESERVED) {
      return;
    }
    byte[] head = side.bytes.from(start, end);
    if (head.length < packet.headerLength()) {
      return;
    }
    packets.walk(head, packet.headerLength(), packet.type(), packet.flags(), packet.version());
    side.replacements.bytes(start, packets.bytes(), packets.length());
    if (packet.type() == PacketType.PUBLISH && packets.decoded()) {
      payload(packet, side, head, end);
    }
  }

  private void payload(PacketView packet, Side side, byte[] head, long end) {
    int before = packets.length();
    long start = packet.position() + before;
    long length = end - start;
    if (length <= SameLength.SHORT && head.length - before == length) {
      byte[] content = Arrays.copyOfRange(head, before, head.length);
      side.replacements.bytes(start, pseudonyms.shortContent(content), content.length);
    } else {
      // one with a hole is equal to no other: what it becomes need not depend on it
      boolean whole = packet.payloadComplete() && packet.payloadLength() == length;
      long digest = whole ? packet.payloadDigest() : 0;
      side.replacements.filling(start, end, pseudonyms.seed(digest, length));
    }
  }

  @Override
  public void onResync(
      MqttConnection connection,
      Direction direction,
      long position,
      long length,
      int evidence,
      Provenance at) {
    Side side = side(connection, direction);
    if (position == side.next && length > 0) {
      byte[] header = side.bytes.from(position, position + LONGEST_HEADER);
      long read = VariableByteInteger.read(header, 1, header.length);
      boolean known =
          VariableByteInteger.isValue(read)
              && PacketType.ofFirstByte(header[0]) != PacketType.RESERVED;
      side.replacements.bytes(position, header, known ? 1 + VariableByteInteger.size(read) : 0);
    }
    // framing goes on where the bytes begin that it was found again in
    side.next = side.bytes.arrived();
  }

  /** Shows bytes to a side before it hands them on. */
  private record Tee(Side side, ByteStage next) implements ByteStage {
    @Override
    public void onBytes(byte[] data, int offset, int length, long position, Provenance at) {
      side.bytes.arrive(data, offset, length, position);
      next.onBytes(data, offset, length, position, at);
      side.bytes.settle(side.next);
    }

    @Override
    public void onGap(long position, long length, GapCause cause, Provenance at) {
      if (length == UNKNOWN_LENGTH) {
        side.next = NOWHERE;
      }
      next.onGap(position, length, cause, at);
    }

    @Override
    public void onStanding() {
      next.onStanding();
    }

    @Override
    public void onEnd(EndCause cause, Provenance at) {
      next.onEnd(cause, at);
      side.bytes.release();
    }
  }
}
