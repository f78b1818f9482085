package dev.hopscope.net;

import dev.hopscope.bytes.ByteReads;

/**
 * Where decoding stands in a frame. Each layer reads its header at {@link #offset}, moves on behind
 * it, and may draw in the ends where its own length field says less.
 *
 * <p>{@link #end} bounds what was captured, {@link #wireEnd} what was on the wire; every read is
 * preceded by one check against {@code end}.
 */
final class PacketCursor {
  byte[] data = new byte[0];

  /** The next header's first byte. */
  int offset;

  /** Behind the last captured byte. */
  int end;

  /** Behind where the last byte on the wire would be; may lie beyond {@code data}. */
  long wireEnd;

  /** See {@link TcpSegment#scope()}. */
  int scope;

  /** The network layer found, as an EtherType. */
  int etherType;

  /** IPv4 identification, or -1. */
  int ipId;

  /** Whether the packet's addresses and length are those that its TCP checksum covers. */
  boolean checksumKnown;

  void start(byte[] data, int offset, int capturedLength, int originalLength) {
    this.data = data;
    this.offset = offset;
    this.end = offset + capturedLength;
    this.wireEnd = (long) offset + originalLength;
    this.scope = 0;
    this.ipId = -1;
    this.checksumKnown = true;
  }

  boolean has(int count) {
    return end - offset >= count;
  }

  /** Why fewer than {@code count} bytes are there: the capture cut them, or there never were. */
  Outcome lacks(int count) {
    return wireEnd - offset >= count ? Outcome.TRUNCATED : Outcome.MALFORMED;
  }

  /** Draws in the ends to {@code length} bytes from here; only the wire's can move out. */
  void bound(int length) {
    wireEnd = (long) offset + length;
    end = (int) Math.min(end, wireEnd);
  }

  int u8(int at) {
    return ByteReads.u8(data, offset + at);
  }

  int u16(int at) {
    return ByteReads.u16be(data, offset + at);
  }

  int i32(int at) {
    return ByteReads.i32be(data, offset + at);
  }
}
