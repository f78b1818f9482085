package dev.hopscope.net;

import dev.hopscope.bytes.InternetChecksum;

/**
 * One TCP segment as captured: a reused view, valid until its frame is replaced.
 *
 * <p>Addresses are two 64-bit halves in network order; an IPv4 address sits in the low 32 bits of
 * the low half, with {@link #ipv6()} false. {@link #scope()} keeps apart equal 4-tuples seen in
 * different VLANs or tunnels.
 */
public final class TcpSegment {
  /** TCP flag FIN (RFC 9293 section 3.1). */
  public static final int FIN = 0x01;

  /** TCP flag SYN. */
  public static final int SYN = 0x02;

  /** TCP flag RST. */
  public static final int RST = 0x04;

  /** TCP flag PSH. */
  public static final int PSH = 0x08;

  /** TCP flag ACK. */
  public static final int ACK = 0x10;

  private static final int PROTOCOL = 6;

  /** What is known of the TCP checksum. */
  public enum Checksum {
    /** Computed over the whole segment and right. */
    VALID,
    /** Computed over the whole segment and wrong; on a sending host that is usual (offload). */
    INVALID,
    /** Not computed, or not computable because the segment was cut. */
    UNKNOWN
  }

  private int capture;
  private int point;
  private long frame;
  private long timeNanos;
  private int scope;
  private boolean ipv6;
  private long sourceHigh;
  private long sourceLow;
  private long destinationHigh;
  private long destinationLow;
  private int sourcePort;
  private int destinationPort;
  private int sequence;
  private int acknowledgement;
  private int flags;
  private int window;
  private int ipId;
  private byte[] data = new byte[0];
  private int offset;
  private int length;
  private int wireLength;
  private Checksum checksum = Checksum.UNKNOWN;
  private int checksumFrom = -1;

  /** Sets where and when the segment was captured, in a capture that is a point of its own. */
  public TcpSegment at(int capture, long frame, long timeNanos, int scope) {
    this.capture = capture;
    this.point = capture;
    this.frame = frame;
    this.timeNanos = timeNanos;
    this.scope = scope;
    return this;
  }

  /** Sets the capture point where that is another number than the capture's. */
  public TcpSegment at(int point) {
    this.point = point;
    return this;
  }

  /** Sets the addresses; see the class comment for their form. */
  public TcpSegment addresses(
      boolean ipv6,
      long sourceHigh,
      long sourceLow,
      int sourcePort,
      long destinationHigh,
      long destinationLow,
      int destinationPort) {
    this.ipv6 = ipv6;
    this.sourceHigh = sourceHigh;
    this.sourceLow = sourceLow;
    this.sourcePort = sourcePort;
    this.destinationHigh = destinationHigh;
    this.destinationLow = destinationLow;
    this.destinationPort = destinationPort;
    return this;
  }

  /** Sets the ports alone. */
  TcpSegment ports(int sourcePort, int destinationPort) {
    this.sourcePort = sourcePort;
    this.destinationPort = destinationPort;
    return this;
  }

  /** Sets the TCP header's fields. */
  public TcpSegment header(int sequence, int acknowledgement, int flags, int window, int ipId) {
    this.sequence = sequence;
    this.acknowledgement = acknowledgement;
    this.flags = flags;
    this.window = window;
    this.ipId = ipId;
    return this;
  }

  /**
   * Sets the payload.
   *
   * @param length bytes captured
   * @param wireLength bytes the segment carried on the wire, never less than {@code length}
   */
  public TcpSegment payload(
      byte[] data, int offset, int length, int wireLength, Checksum checksum) {
    this.data = data;
    this.offset = offset;
    this.length = length;
    this.wireLength = wireLength;
    this.checksum = checksum;
    this.checksumFrom = -1;
    return this;
  }

  /**
   * Has the checksum computed when it is first asked for; to be called last.
   *
   * @param headerOffset where in {@link #data()} the TCP header starts; it ends at the payload, and
   *     both were captured whole
   */
  TcpSegment checksumFrom(int headerOffset) {
    this.checksumFrom = headerOffset;
    return this;
  }

  /** The capture the segment's frame came from, from 1. */
  public int capture() {
    return capture;
  }

  /** The capture point, from 1: what it saw of a connection may be spread over several captures. */
  public int point() {
    return point;
  }

  /** The number of the segment's frame in its capture, from 1. */
  public long frame() {
    return frame;
  }

  /** Capture time of the frame, nanoseconds since 1970-01-01T00:00:00Z. */
  public long timeNanos() {
    return timeNanos;
  }

  /** A number that differs between VLANs and tunnels; 0 outside of any. */
  public int scope() {
    return scope;
  }

  /** Whether the addresses are IPv6. */
  public boolean ipv6() {
    return ipv6;
  }

  /** High half of the source address. */
  public long sourceHigh() {
    return sourceHigh;
  }

  /** Low half of the source address. */
  public long sourceLow() {
    return sourceLow;
  }

  /** High half of the destination address. */
  public long destinationHigh() {
    return destinationHigh;
  }

  /** Low half of the destination address. */
  public long destinationLow() {
    return destinationLow;
  }

  /** Source port, 0 to 65,535. */
  public int sourcePort() {
    return sourcePort;
  }

  /** Destination port, 0 to 65,535. */
  public int destinationPort() {
    return destinationPort;
  }

  /** Sequence number as 32 raw bits. */
  public int sequence() {
    return sequence;
  }

  /** Acknowledgement number as 32 raw bits; meaningful only with {@link #ACK}. */
  public int acknowledgement() {
    return acknowledgement;
  }

  /** Whether all of {@code mask}'s flags are set. */
  public boolean has(int mask) {
    return (flags & mask) == mask;
  }

  /** The window field, unscaled. */
  public int window() {
    return window;
  }

  /** IPv4 identification, or -1 where the packet has none. */
  public int ipId() {
    return ipId;
  }

  /** The buffer that holds the payload from {@link #offset()} on. */
  public byte[] data() {
    return data;
  }

  /** Where the payload starts in {@link #data()}. */
  public int offset() {
    return offset;
  }

  /** Payload bytes captured. */
  public int length() {
    return length;
  }

  /** Payload bytes on the wire; more than {@link #length()} when the snap length cut the frame. */
  public int wireLength() {
    return wireLength;
  }

  /** What is known of the segment's checksum; computed at the first call. */
  public Checksum checksum() {
    if (checksumFrom >= 0) {
      checksum = checksumIsRight() ? Checksum.VALID : Checksum.INVALID;
      checksumFrom = -1;
    }
    return checksum;
  }

  private boolean checksumIsRight() {
    int tcpLength = offset + length - checksumFrom;
    // RFC 9293 section 3.1: the pseudo header is addresses, protocol and length.
    long pseudo =
        InternetChecksum.sum(sourceHigh)
            + InternetChecksum.sum(sourceLow)
            + InternetChecksum.sum(destinationHigh)
            + InternetChecksum.sum(destinationLow)
            + PROTOCOL
            + tcpLength;
    return InternetChecksum.isRight(pseudo + InternetChecksum.sum(data, checksumFrom, tcpLength));
  }
}
