package dev.hopscope.testkit;

import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;

/** Writes Ethernet frames with IPv4 or IPv6 and TCP inside, checksums included. */
final class TcpFrame {
  /** An address and a port. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Host(byte[] address, int port) {

    /** Reads {@code 10.0.0.1:1883} or {@code [::1]:1883}; literal addresses only. */
    static Host of(String text) {
      int colon = text.lastIndexOf(':');
      String address = text.substring(0, colon);
      if (!address.matches("[0-9.]+|\\[[0-9a-fA-F:]+]")) {
        throw new IllegalArgumentException("not a literal address: " + text);
      }
      try {
        return new Host(
            InetAddress.getByName(address).getAddress(),
            Integer.parseInt(text, colon + 1, text.length(), 10));
      } catch (UnknownHostException e) {
        throw new IllegalArgumentException("not an address: " + text, e);
      }
    }
  }

  private static final byte[] SYN_OPTIONS = {2, 4, 5, (byte) 0xb4}; // MSS 1460
  private static final int SYN = 0x02;

  private TcpFrame() {}

  /** One frame; a total length beyond 65,535 is written as 0, as segmentation offload does. */
  static byte[] of(
      Host source,
      Host destination,
      boolean fromClient,
      int[] vlans,
      int ipId,
      int sequence,
      int acknowledgement,
      int flags,
      byte[] payload) {
    byte[] tcp = tcp(source, destination, sequence, acknowledgement, flags, payload);
    ByteArrayOutputStream out = new ByteArrayOutputStream(64 + tcp.length);
    byte[] clientMac = {2, 0, 0, 0, 0, 1};
    byte[] serverMac = {2, 0, 0, 0, 0, 2};
    out.writeBytes(fromClient ? serverMac : clientMac);
    out.writeBytes(fromClient ? clientMac : serverMac);
    for (int i = 0; i < vlans.length; i++) {
      putShort(out, vlans.length > 1 && i == 0 ? 0x88a8 : 0x8100);
      putShort(out, vlans[i]);
    }
    boolean ipv6 = source.address.length == 16;
    putShort(out, ipv6 ? 0x86dd : 0x0800);
    out.writeBytes(
        ipv6
            ? ipv6Header(source, destination, tcp.length)
            : ipv4Header(source, destination, ipId, tcp.length));
    out.writeBytes(tcp);
    return out.toByteArray();
  }

  private static void putShort(ByteArrayOutputStream out, int value) {
    out.write(value >>> 8);
    out.write(value);
  }

  private static byte[] ipv4Header(Host source, Host destination, int ipId, int tcpLength) {
    int total = 20 + tcpLength;
    ByteBuffer header = ByteBuffer.allocate(20);
    header.put((byte) 0x45).put((byte) 0).putShort((short) (total > 0xffff ? 0 : total));
    header.putShort((short) ipId).putShort((short) 0x4000); // don't fragment
    header.put((byte) 64).put((byte) 6).putShort((short) 0);
    header.put(source.address).put(destination.address);
    header.putShort(10, (short) ~sum(header.array(), 0));
    return header.array();
  }

  private static byte[] ipv6Header(Host source, Host destination, int tcpLength) {
    ByteBuffer header = ByteBuffer.allocate(40);
    header.putInt(0x60000000).putShort((short) (tcpLength > 0xffff ? 0 : tcpLength));
    header.put((byte) 6).put((byte) 64);
    header.put(source.address).put(destination.address);
    return header.array();
  }

  private static byte[] tcp(
      Host source, Host destination, int sequence, int acknowledgement, int flags, byte[] payload) {
    byte[] options = (flags & SYN) != 0 ? SYN_OPTIONS : new byte[0];
    int headerLength = 20 + options.length;
    ByteBuffer tcp = ByteBuffer.allocate(headerLength + payload.length);
    tcp.putShort((short) source.port).putShort((short) destination.port);
    tcp.putInt(sequence).putInt(acknowledgement);
    tcp.put((byte) (headerLength << 2)).put((byte) flags).putShort((short) 64240);
    tcp.putShort((short) 0).putShort((short) 0);
    tcp.put(options).put(payload);
    // RFC 9293 section 3.1: the pseudo header is addresses, protocol and length.
    int pseudo = sum(source.address, 6 + tcp.capacity() % 0x10000 + tcp.capacity() / 0x10000);
    pseudo = sum(destination.address, pseudo);
    tcp.putShort(16, (short) ~sum(tcp.array(), pseudo));
    return tcp.array();
  }

  /** The ones' complement sum of RFC 1071, not inverted. */
  private static int sum(byte[] data, int start) {
    long sum = start;
    for (int i = 0; i < data.length; i += 2) {
      sum += (data[i] & 0xff) << 8 | (i + 1 < data.length ? data[i + 1] & 0xff : 0);
    }
    while (sum >>> 16 != 0) {
      sum = (sum & 0xffff) + (sum >>> 16);
    }
    return (int) sum;
  }
}
