package dev.hopscope.testkit.model;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;

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

  /** Where frames go. */
  interface Sink {
    /** Numbers a segment that is sent now, from 1. */
    long nextSegment();

    /** Takes a frame of a segment; the array is the taker's. */
    void frame(long segment, byte[] bytes);

    /** Whether a part of the next segment is to be late. */
    boolean late();

    /** Lets a late part come. */
    void later(boolean fromClient, Runnable action);
  }

  private final Sink sink;
  private final int clientAddress;
  private final int clientPort;
  private int clientNext;
  private int serverNext;
  private int ipId;
  private boolean incomplete;
  private final Deque<Runnable> waiting = new ArrayDeque<>();

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
    boolean publish = (bytes[0] & 0xf0) == 0x30;
    if (publish && !incomplete && sink.late()) {
      sendInParts(fromClient, bytes);
    } else {
      send(fromClient, PSH | ACK, bytes);
    }
    if (fromClient) {
      clientNext += bytes.length;
    } else {
      serverNext += bytes.length;
    }
  }

  private void sendInParts(boolean fromClient, byte[] bytes) {
    long segment = sink.nextSegment();
    int cut = bytes.length / 2;
    byte[] first = frame(fromClient, PSH | ACK, 0, Arrays.copyOf(bytes, cut));
    byte[] second = Arrays.copyOfRange(bytes, cut, bytes.length);
    sink.frame(segment, frame(fromClient, PSH | ACK, cut, second));
    incomplete = true;
    sink.later(
        fromClient,
        () -> {
          sink.frame(segment, first);
          incomplete = false;
          waiting.forEach(Runnable::run);
          waiting.clear();
        });
  }

  private void send(boolean fromClient, int flags, byte[] bytes) {
    long segment = sink.nextSegment();
    byte[] frame = frame(fromClient, flags, 0, bytes);
    if (incomplete) {
      waiting.add(() -> sink.frame(segment, frame));
    } else {
      sink.frame(segment, frame);
    }
  }

  private byte[] frame(boolean fromClient, int flags, int ahead, byte[] bytes) {
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
    out.putInt((fromClient ? clientNext : serverNext) + ahead);
    boolean first = (flags & ACK) == 0;
    out.putInt(first ? 0 : fromClient ? serverNext : clientNext);
    out.putShort((short) (0x5000 | flags)).putShort((short) 0xfaf0).putInt(0);
    out.put(bytes);
    // RFC 9293 section 3.1: the pseudo header is addresses, protocol and length
    long pseudo = sum(frame, 26, 34) + 6 + 20 + bytes.length;
    out.putShort(50, (short) ~fold(pseudo + sum(frame, 34, frame.length)));
    return frame;
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
