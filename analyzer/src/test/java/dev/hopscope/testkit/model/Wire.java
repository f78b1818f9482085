package dev.hopscope.testkit.model;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** One TCP connection on the wire: Ethernet, IPv4 and TCP around what either side sends. */
final class Wire {
  static final int HEADERS = 54;
  private static final int FIN = 0x01;
  private static final int SYN = 0x02;
  private static final int PSH = 0x08;
  private static final int ACK = 0x10;
  private static final int SERVER_ADDRESS = 0x0a000001;
  private static final int SERVER_PORT = 1883;
  private static final byte[] CLIENT_MAC = {2, 0, 0, 0, 0, 1};
  private static final byte[] SERVER_MAC = {2, 0, 0, 0, 0, 2};

  /** Takes each frame; the array is the taker's. */
  interface Sink {
    void frame(byte[] bytes);
  }

  private final Sink sink;
  private final int clientAddress;
  private final int clientPort;
  private int clientNext;
  private int serverNext;
  private int ipId;

  Wire(Sink sink, int clientAddress, int clientPort, int initial) {
    this.sink = sink;
    this.clientAddress = clientAddress;
    this.clientPort = clientPort;
    this.clientNext = initial;
    this.serverNext = ~initial;
  }

  void open() {
    send(true, SYN, new byte[0]);
    clientNext++;
    send(false, SYN | ACK, new byte[0]);
    serverNext++;
    send(true, ACK, new byte[0]);
  }

  void close() {
    send(true, FIN | ACK, new byte[0]);
    clientNext++;
    send(false, FIN | ACK, new byte[0]);
    serverNext++;
    send(true, ACK, new byte[0]);
  }

  void data(boolean fromClient, byte[] bytes) {
    send(fromClient, PSH | ACK, bytes);
    if (fromClient) {
      clientNext += bytes.length;
    } else {
      serverNext += bytes.length;
    }
  }

  private void send(boolean fromClient, int flags, byte[] bytes) {
    byte[] frame = Arrays.copyOf(fromClient ? SERVER_MAC : CLIENT_MAC, HEADERS + bytes.length);
    ByteBuffer out = ByteBuffer.wrap(frame);
    out.position(6);
    out.put(fromClient ? CLIENT_MAC : SERVER_MAC).putShort((short) 0x0800);
    out.putShort((short) 0x4500).putShort((short) (40 + bytes.length));
    out.putShort((short) ipId++).putShort((short) 0x4000).putShort((short) 0x4006);
    out.putShort((short) 0);
    out.putInt(fromClient ? clientAddress : SERVER_ADDRESS);
    out.putInt(fromClient ? SERVER_ADDRESS : clientAddress);
    out.putShort(24, (short) ~fold(sum(frame, 14, 34)));
    out.putShort((short) (fromClient ? clientPort : SERVER_PORT));
    out.putShort((short) (fromClient ? SERVER_PORT : clientPort));
    out.putInt(fromClient ? clientNext : serverNext);
    boolean first = (flags & ACK) == 0;
    out.putInt(first ? 0 : fromClient ? serverNext : clientNext);
    out.putShort((short) (0x5000 | flags)).putShort((short) 0xfaf0).putInt(0);
    out.put(bytes);
    // RFC 9293 section 3.1: the pseudo header is addresses, protocol and length
    long pseudo = sum(frame, 26, 34) + 6 + 20 + bytes.length;
    out.putShort(50, (short) ~fold(pseudo + sum(frame, 34, frame.length)));
    sink.frame(frame);
  }

  private static long sum(byte[] data, int from, int to) {
    long sum = 0;
    for (int i = from; i < to; i += 2) {
      sum += (data[i] & 0xff) << 8 | (i + 1 < to ? data[i + 1] & 0xff : 0);
    }
    return sum;
  }

  private static int fold(long sum) {
    long folded = sum;
    while (folded >>> 16 != 0) {
      folded = (folded & 0xffff) + (folded >>> 16);
    }
    return (int) folded;
  }
}
