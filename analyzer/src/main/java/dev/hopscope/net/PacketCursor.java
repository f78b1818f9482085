package dev.hopscope.net;

import dev.hopscope.bytes.ByteReads;
import dev.hopscope.capture.Frame;
import java.util.ArrayList;
import java.util.List;

/**
 * Where decoding stands in a frame. Each layer reads its header at {@link #offset}, moves on behind
 * it, and may draw in the ends where its own length field says less.
 *
 * <p>{@link #end} bounds what was captured, {@link #wireEnd} what was on the wire; every read is
 * preceded by one check against {@code end}.
 */
final class PacketCursor {
  final FragmentStore fragments;

  /** The headers found that have a checksum, or the addresses that one covers. */
  final Headers headers = new Headers();

  byte[] data = new byte[0];

  /** The next header's first byte. */
  int offset;

  /** Behind the last captured byte. */
  int end;

  /** Behind where the last byte on the wire would be; may lie beyond {@code data}. */
  long wireEnd;

  /** See {@link TcpSegment#scope()}. */
  int scope;

  /** IPv4 identification of the innermost packet, or -1. */
  int ipId;

  /** Whether the packet's addresses and length are those that its TCP checksum covers. */
  boolean checksumKnown;

  /** Whether only a UDP port said that there is a tunnel: then what is inside must prove it. */
  boolean guessed;

  /** How many earlier frames this one completed, see {@link SegmentDecoder#earlierFragments()}. */
  int earlierFragments;

  /** What became of the frame, once a layer returned null. */
  Outcome outcome = Outcome.MALFORMED;

  /** Takes the addresses of the innermost packet, and the rest if there is TCP. */
  TcpSegment segment;

  int capture;

  /** The capture point of the frame. */
  int point;

  long frame;
  long timeNanos;

  /** The numbers of the frames that {@link #earlierFragments} counts. */
  final List<Long> earlierFrames = new ArrayList<>();

  private byte[] frameData;
  private boolean insideIp;
  private long limit;
  private Layer restLayer;
  private byte[] restData;
  private int restOffset;
  private int restEnd;
  private long restWireEnd;
  private int restScope;

  PacketCursor(FragmentStore fragments) {
    this.fragments = fragments;
  }

  void start(Frame from, TcpSegment into) {
    segment = into;
    capture = from.capture();
    point = from.point();
    frame = from.number();
    timeNanos = from.timeNanos();
    data = from.data();
    frameData = data;
    headers.clear();
    earlierFrames.clear();
    offset = from.offset();
    end = offset + from.capturedLength();
    wireEnd = (long) offset + from.originalLength();
    scope = 0;
    ipId = -1;
    checksumKnown = true;
    guessed = false;
    insideIp = false;
    earlierFragments = 0;
    outcome = Outcome.MALFORMED;
    restLayer = null;
    limit = Long.MAX_VALUE;
  }

  /** Remembers that another packet follows {@code length} bytes from here in the same frame. */
  void keepRest(int length, Layer layer) {
    restLayer = end - offset > length ? layer : null;
    restData = data;
    restOffset = offset + length;
    restEnd = end;
    restWireEnd = wireEnd;
    restScope = scope;
  }

  /** Turns to what {@link #keepRest} remembered, and says what it is; null if nothing is left. */
  Layer turnToRest() {
    Layer layer = restLayer;
    if (layer != null) {
      restLayer = null;
      data = restData;
      offset = restOffset;
      end = restEnd;
      wireEnd = restWireEnd;
      limit = Long.MAX_VALUE;
      scope = restScope;
      insideIp = false;
      guessed = false;
    }
    return layer;
  }

  /** Goes on in a packet put together from fragments; see {@link FragmentStore}. */
  void continueIn(byte[] datagram, int captured, int onWire) {
    data = datagram;
    offset = 0;
    end = captured;
    wireEnd = onWire;
    limit = onWire;
  }

  /**
   * Notes the header here, if it lies in the frame and not in a packet put together.
   *
   * @param whole whether its checksum can be computed
   */
  void note(Headers.Kind kind, boolean whole) {
    if (data == frameData) {
      headers.add(kind, offset, end, whole);
    }
  }

  boolean has(int count) {
    return end - offset >= count;
  }

  /** Ends the frame; what is inside an IP packet, or only guessed, cannot be worse than no TCP. */
  Layer stop(Outcome why) {
    boolean onlyAGuess = guessed && why == Outcome.MALFORMED;
    boolean below = insideIp && why == Outcome.NOT_IP;
    outcome = onlyAGuess || below ? Outcome.NOT_TCP : why;
    return null;
  }

  /** Fewer than {@code count} bytes are there: the capture cut them, or there never were. */
  Layer lacks(int count) {
    return stop(wireEnd - offset >= count ? Outcome.TRUNCATED : Outcome.MALFORMED);
  }

  /** Moves over a header that the caller knows to be there. */
  Layer skip(int count, Layer next) {
    offset += count;
    return next;
  }

  /** Moves over a header that may be cut. */
  Layer skipChecked(int count, Layer next) {
    return has(count) ? skip(count, next) : lacks(count);
  }

  /**
   * Draws in the ends to the {@code length} bytes of an IP packet from here. Only the wire's can
   * move out: the frame's length was rewritten, or a mirror port cut the frame.
   */
  void bound(int length) {
    wireEnd = Math.min((long) offset + length, limit);
    end = (int) Math.min(end, wireEnd);
  }

  /** Draws in the ends to {@code length} bytes from here, as {@link #bound}, if they are there. */
  void narrow(int length) {
    if (offset + (long) length < wireEnd) {
      bound(length);
    }
  }

  /** Draws in the ends to {@code length} bytes from here; no header behind moves them out again. */
  void limit(int length) {
    narrow(length);
    limit = Math.min(limit, (long) offset + length);
  }

  /** An IP packet begins here; {@code lengthKnown} as its header tells. */
  void enterIp(boolean lengthKnown, int identification) {
    insideIp = true;
    checksumKnown = lengthKnown;
    ipId = identification;
  }

  /**
   * Everything further in lies in a network of its own. The number must be the same in the two
   * directions of a connection.
   */
  void enterNetwork(Network kind, long number) {
    long mixed = (long) scope << 32 ^ number + (kind.ordinal() + 1) * 0x9e37_79b9_7f4a_7c15L;
    scope = (int) mix(mixed);
  }

  /** Like {@link #enterNetwork}, for networks told apart by the two hosts of the packet outside. */
  void enterBetweenHosts(Network kind, long number) {
    long hosts =
        mix(mix(segment.sourceHigh()) + segment.sourceLow())
            + mix(mix(segment.destinationHigh()) + segment.destinationLow());
    enterNetwork(kind, mix(hosts) + number);
  }

  /** Spreads every bit over the whole number (the finaliser of MurmurHash3). */
  private static long mix(long value) {
    long mixed = (value ^ value >>> 33) * 0xff51_afd7_ed55_8ccdL;
    mixed = (mixed ^ mixed >>> 33) * 0xc4ce_b9fe_1a85_ec53L;
    return mixed ^ mixed >>> 33;
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

  /** A 16-bit number in little-endian order. */
  int u16le(int at) {
    return u8(at) | u8(at + 1) << 8;
  }

  /** A 32-bit number in little-endian order. */
  int i32le(int at) {
    return Integer.reverseBytes(i32(at));
  }
}
