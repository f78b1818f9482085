package dev.hopscope.testkit;

import dev.hopscope.net.TcpSegment;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/**
 * One TCP connection in a {@link CaptureBuilder}: every call writes its frames at the builder's
 * clock, with sequence and acknowledgement numbers as a real connection has them.
 *
 * <p>Positions are stream positions as in {@code ByteStage}: 0 is the byte after the SYN.
 */
public final class Conversation {
  private static final byte[] NOTHING = {};
  private static final int DATA = TcpSegment.PSH | TcpSegment.ACK;

  private final CaptureBuilder capture;
  private final Side client;
  private final Side server;
  private boolean explicitAcks = true;
  private int[] vlans = {};

  private static final class Side {
    final TcpFrame.Host host;
    final int firstByte;
    long next;
    int ipId;

    Side(TcpFrame.Host host, int initialSequence, int ipId) {
      this.host = host;
      this.firstByte = initialSequence + 1;
      this.ipId = ipId;
    }
  }

  Conversation(
      CaptureBuilder capture, String client, String server, int clientInitial, int serverInitial) {
    this.capture = capture;
    this.client = new Side(TcpFrame.Host.of(client), clientInitial, 0x1000);
    this.server = new Side(TcpFrame.Host.of(server), serverInitial, 0x8000);
  }

  Conversation handshake() {
    write(true, -1, -1, TcpSegment.SYN, NOTHING);
    write(false, -1, 0, TcpSegment.SYN | TcpSegment.ACK, NOTHING);
    return clientAck();
  }

  /** Whether the receiver answers every data segment with a pure ACK at once; true at first. */
  public Conversation acks(boolean explicit) {
    explicitAcks = explicit;
    return this;
  }

  /** Puts all frames from here on into these VLANs, the outermost first. */
  public Conversation vlan(int... ids) {
    vlans = ids.clone();
    return this;
  }

  /** The client sends, each array in a segment of its own. */
  public Conversation client(byte[]... segments) {
    return data(true, segments);
  }

  /** The server sends, each array in a segment of its own. */
  public Conversation server(byte[]... segments) {
    return data(false, segments);
  }

  /** Sends from the side given, each array in a segment of its own. */
  public Conversation data(boolean fromClient, byte[]... segments) {
    for (byte[] segment : segments) {
      write(fromClient, side(fromClient).next, side(!fromClient).next, DATA, segment);
      side(fromClient).next += segment.length;
      if (explicitAcks) {
        ack(!fromClient);
      }
    }
    return this;
  }

  /** The client sends the arrays joined, in segments of at most {@code mss} bytes. */
  public Conversation clientSegmented(int mss, byte[]... data) {
    return segmented(true, mss, data);
  }

  /** The server sends the arrays joined, in segments of at most {@code mss} bytes. */
  public Conversation serverSegmented(int mss, byte[]... data) {
    return segmented(false, mss, data);
  }

  private Conversation segmented(boolean fromClient, int mss, byte[]... data) {
    ByteArrayOutputStream joined = new ByteArrayOutputStream();
    for (byte[] part : data) {
      joined.writeBytes(part);
    }
    byte[] all = joined.toByteArray();
    for (int from = 0; from < all.length; from += mss) {
      data(fromClient, Arrays.copyOfRange(all, from, Math.min(all.length, from + mss)));
    }
    return this;
  }

  /** The client acknowledges everything that the server sent. */
  public Conversation clientAck() {
    return ack(true);
  }

  /** The server acknowledges everything that the client sent. */
  public Conversation serverAck() {
    return ack(false);
  }

  private Conversation ack(boolean fromClient) {
    return write(
        fromClient, side(fromClient).next, side(!fromClient).next, TcpSegment.ACK, NOTHING);
  }

  /** The client sends {@code length} bytes that the capture does not hold. */
  public Conversation clientUnseen(long length) {
    client.next += length;
    return this;
  }

  /** The server sends {@code length} bytes that the capture does not hold. */
  public Conversation serverUnseen(long length) {
    server.next += length;
    return this;
  }

  /** FIN of the client, ACK and FIN of the server, ACK of the client. */
  public Conversation closeByClient() {
    return close(true);
  }

  /** FIN of the server, ACK and FIN of the client, ACK of the server. */
  public Conversation closeByServer() {
    return close(false);
  }

  private Conversation close(boolean byClient) {
    return fin(byClient).ack(!byClient).fin(!byClient).ack(byClient);
  }

  /** One FIN, not answered. */
  public Conversation fin(boolean fromClient) {
    write(
        fromClient,
        side(fromClient).next,
        side(!fromClient).next,
        TcpSegment.FIN | TcpSegment.ACK,
        NOTHING);
    side(fromClient).next++;
    return this;
  }

  /** The client resets the connection. */
  public Conversation resetByClient() {
    return segment(true, client.next, TcpSegment.RST | TcpSegment.ACK, NOTHING);
  }

  /** The server resets the connection. */
  public Conversation resetByServer() {
    return segment(false, server.next, TcpSegment.RST | TcpSegment.ACK, NOTHING);
  }

  /**
   * Any segment: a retransmission, an overlap, a probe, bytes ahead of their turn. Moves nothing:
   * what follows is numbered as if it had not been sent. It acknowledges all that the other side
   * sent.
   *
   * @param position the stream position of its first byte; -1 is that of the SYN
   */
  public Conversation segment(boolean fromClient, long position, int flags, byte[] bytes) {
    return segment(fromClient, position, side(!fromClient).next, flags, bytes);
  }

  /** Like the other, with the acknowledged position of the other side's stream given too. */
  public Conversation segment(
      boolean fromClient, long position, long acknowledged, int flags, byte[] bytes) {
    return write(fromClient, position, acknowledged, flags, bytes);
  }

  /** The stream position of the client's next byte. */
  public long clientPosition() {
    return client.next;
  }

  /** The stream position of the server's next byte. */
  public long serverPosition() {
    return server.next;
  }

  private Side side(boolean ofClient) {
    return ofClient ? client : server;
  }

  private Conversation write(
      boolean fromClient, long position, long acknowledged, int flags, byte[] bytes) {
    Side from = side(fromClient);
    Side to = side(!fromClient);
    boolean acks = (flags & TcpSegment.ACK) != 0;
    capture.frame(
        TcpFrame.of(
            from.host,
            to.host,
            fromClient,
            vlans,
            from.ipId++,
            from.firstByte + (int) position,
            acks ? to.firstByte + (int) acknowledged : 0,
            flags,
            bytes));
    return this;
  }
}
