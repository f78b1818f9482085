package dev.hopscope.lab.capture;

import dev.hopscope.mqtt.Direction;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.EnumMap;
import java.util.Map;

/** Makes the IPv4 packets of one TCP connection (RFC 791 section 3.1, RFC 9293 section 3.1). */
final class TcpFrames {
  private static final int IP_HEADER = 20;
  private static final int TCP_HEADER = 20;
  private static final int TCP = 6;
  private static final int WINDOW = 0xffff;
  private static final int DO_NOT_FRAGMENT = 0x4000;
  private static final int FIN = 0x01;
  private static final int SYN = 0x02;
  private static final int PSH = 0x08;
  private static final int ACK = 0x10;

  private final Map<Direction, InetSocketAddress> source = new EnumMap<>(Direction.class);
  private final Map<Direction, Integer> next = new EnumMap<>(Direction.class);
  private int identification;

  TcpFrames(InetSocketAddress client, InetSocketAddress server) {
    source.put(Direction.CLIENT_TO_SERVER, client);
    source.put(Direction.SERVER_TO_CLIENT, server);
    // any number will do, but not one for all: a port that is used again is another connection
    int begin = (int) (System.nanoTime() >>> 8);
    next.put(Direction.CLIENT_TO_SERVER, begin);
    next.put(Direction.SERVER_TO_CLIENT, begin * 31 + client.getPort());
  }

  byte[] syn(Direction direction) {
    boolean first = direction == Direction.CLIENT_TO_SERVER;
    byte[] packet = packet(direction, first ? SYN : SYN | ACK, new byte[0], 0, 0);
    next.merge(direction, 1, Integer::sum);
    return packet;
  }

  byte[] ack(Direction direction) {
    return packet(direction, ACK, new byte[0], 0, 0);
  }

  byte[] data(Direction direction, byte[] bytes, int offset, int length) {
    byte[] packet = packet(direction, PSH | ACK, bytes, offset, length);
    next.merge(direction, length, Integer::sum);
    return packet;
  }

  byte[] fin(Direction direction) {
    byte[] packet = packet(direction, FIN | ACK, new byte[0], 0, 0);
    next.merge(direction, 1, Integer::sum);
    return packet;
  }

  private byte[] packet(Direction direction, int flags, byte[] bytes, int offset, int length) {
    InetSocketAddress from = source.get(direction);
    InetSocketAddress to = source.get(direction.opposite());
    ByteBuffer packet = ByteBuffer.allocate(IP_HEADER + TCP_HEADER + length);
    packet.put((byte) 0x45).put((byte) 0).putShort((short) packet.capacity());
    packet.putShort((short) identification++).putShort((short) DO_NOT_FRAGMENT);
    packet.put((byte) 64).put((byte) TCP).putShort((short) 0);
    packet.put(from.getAddress().getAddress()).put(to.getAddress().getAddress());
    packet.putShort(10, (short) ~sum(packet, 0, IP_HEADER, 0));
    packet.putShort((short) from.getPort()).putShort((short) to.getPort());
    packet.putInt(next.get(direction));
    packet.putInt((flags & ACK) == 0 ? 0 : next.get(direction.opposite()));
    packet.put((byte) (TCP_HEADER / 4 << 4)).put((byte) flags).putShort((short) WINDOW);
    packet.putShort((short) 0).putShort((short) 0);
    packet.put(bytes, offset, length);
    int pseudo = sum(packet, 12, 8, TCP + TCP_HEADER + length);
    int checksum = ~sum(packet, IP_HEADER, TCP_HEADER + length, pseudo);
    packet.putShort(IP_HEADER + 16, (short) checksum);
    return packet.array();
  }

  /** The ones' complement sum of 16-bit words (RFC 1071). */
  private static int sum(ByteBuffer packet, int from, int length, int begin) {
    int sum = begin;
    for (int at = from; at < from + length; at++) {
      int octet = packet.get(at) & 0xff;
      sum += (at - from) % 2 == 0 ? octet << 8 : octet;
      sum = (sum & 0xffff) + (sum >>> 16);
    }
    return sum;
  }
}
