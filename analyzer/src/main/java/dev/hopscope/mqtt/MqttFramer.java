package dev.hopscope.mqtt;

import dev.hopscope.bytes.VariableByteInteger;
import dev.hopscope.limits.Limits;
import dev.hopscope.stream.ByteStage;
import dev.hopscope.stream.EndCause;
import dev.hopscope.stream.GapCause;
import dev.hopscope.stream.Provenance;

/**
 * Finds the packets in one direction of a connection and hands them to a {@link PacketHandler}.
 *
 * <p>Any segmentation gives the same packets. A packet whole in one call is decoded where it lies;
 * of others only what {@link FramerLimits} allows is held, and payloads pass by. A packet that is
 * wrong in itself is handed over with its notes and framing goes on behind it, by its Remaining
 * Length.
 *
 * <p>A gap inside a body keeps the framing. A gap elsewhere, one of unknown length, and a broken
 * Remaining Length lose it; then bytes are skipped and counted until those of one call look enough
 * like packets ({@link Plausibility}): each call starts where a segment does. A lone PINGREQ or
 * PUBACK is skipped, and the next one counts it in. Bytes of a packet that never became whole count
 * as skipped. The first CONNECT sets the version if none is set. Every packet is the only view
 * there is: it is reused. Single-threaded.
 */
public final class MqttFramer implements ByteStage {
  /** Bits of evidence from which bytes behind a loss are framed again. */
  static final int RESYNC_BITS = 24;

  /** As {@link #RESYNC_BITS}, where packets end exactly with the bytes. */
  static final int EXACT_RESYNC_BITS = 20;

  /** Bits of bytes that packets fill exactly, from which they add up with those before. */
  static final int SHORT_BITS = 16;

  private enum State {
    HEADER,
    BODY,
    LOST
  }

  private final PacketHandler handler;
  private final FramedPacket packet;
  private final BodyAssembler body;
  private final byte[] header = new byte[1 + VariableByteInteger.MAX_SIZE];
  private MqttVersion version = MqttVersion.UNKNOWN;
  private Direction direction;
  private VersionInference inference = new VersionInference();
  private Plausibility plausibility;
  private State state = State.HEADER;
  private int headerBytes;
  private long packetPosition;
  private int bodyLeft;
  private long bodyCaptured;
  private long lostPosition;
  private long lostBytes;
  private int shortBits; // of the bytes just before, where packets filled them exactly

  /** Creates a framer for one direction that shares nothing with others. */
  public MqttFramer(FramerLimits limits, PacketHandler handler) {
    this(new FramerShared(limits, Limits.defaults()), handler);
  }

  /** Creates a framer for one direction. */
  public MqttFramer(FramerShared shared, PacketHandler handler) {
    this.handler = handler;
    this.packet = new FramedPacket(shared.topics);
    this.body = new BodyAssembler(packet, shared, inference);
  }

  /** Sets the version; it holds from the next packet on. */
  public void version(MqttVersion version) {
    this.version = version;
  }

  /** The version that the next packet will be decoded as, as far as it is known. */
  public MqttVersion version() {
    return version != MqttVersion.UNKNOWN ? version : inference.verdict();
  }

  /** Sets the direction, null while it is not known; it holds from the next packet on. */
  public void direction(Direction direction) {
    this.direction = direction;
  }

  /** Whether framing is lost at the moment: packets may pass unseen. */
  public boolean isLost() {
    return state == State.LOST;
  }

  /** Infers an unknown version together with the framer of the other direction. */
  public void inference(VersionInference shared) {
    inference = shared;
    body.inference(shared);
  }

  @Override
  public void onBytes(byte[] data, int offset, int length, long position, Provenance at) {
    if (state == State.LOST && !resync(data, offset, length, position, at)) {
      skip(position, length);
      return;
    }
    int index = offset;
    int end = offset + length;
    while (index < end && state != State.LOST) {
      long here = position + index - offset;
      index =
          state == State.HEADER
              ? takeHeader(data, index, end, here, at)
              : takeBody(data, index, end, at);
    }
    if (index < end) {
      skip(position + index - offset, end - index);
    }
  }

  private int takeHeader(byte[] data, int from, int end, long position, Provenance at) {
    int index = from;
    if (headerBytes == 0) {
      packetPosition = position;
    }
    while (index < end) {
      byte next = data[index++];
      header[headerBytes++] = next;
      if (headerBytes > 1 && (next >= 0 || headerBytes == header.length)) {
        return headerComplete(data, index, end, at);
      }
    }
    return index;
  }

  private int headerComplete(byte[] data, int from, int end, Provenance at) {
    int firstByte = header[0] & 0xff;
    int size = headerBytes;
    long read = VariableByteInteger.read(header, 1, size);
    headerBytes = 0;
    if (!VariableByteInteger.isValue(read)) {
      begin(firstByte, size, -1);
      packet.notes.add(Note.LENGTH_MALFORMED, 1);
      packet.content = new MqttPacket.Unreadable(packet.type);
      lose(packetPosition + size, 0);
      handler.onPacket(packet, at);
      return from;
    }
    int length = VariableByteInteger.value(read);
    begin(firstByte, size, length);
    packet.minimalLength = VariableByteInteger.isMinimal(read);
    if (length <= end - from) {
      body.whole(firstByte, data, from);
      deliver(at);
      return from + length;
    }
    body.begin(firstByte);
    bodyLeft = length;
    bodyCaptured = 0;
    state = State.BODY;
    return from;
  }

  private void begin(int firstByte, int size, int length) {
    packet.begin(firstByte, size, length, packetPosition);
    packet.version = version();
    packet.direction = direction;
  }

  private int takeBody(byte[] data, int from, int end, Provenance at) {
    int part = Math.min(bodyLeft, end - from);
    body.bytes(data, from, part);
    bodyLeft -= part;
    bodyCaptured += part;
    if (bodyLeft == 0) {
      finishBody(at);
    }
    return from + part;
  }

  private void finishBody(Provenance at) {
    state = State.HEADER;
    body.finish();
    deliver(at);
    body.release();
  }

  private void deliver(Provenance at) {
    if (packet.type == PacketType.CONNECT && version == MqttVersion.UNKNOWN) {
      version = packet.version;
    }
    handler.onPacket(packet, at);
    packet.release();
    body.handedOver();
    if (plausibility != null) {
      plausibility.release();
    }
  }

  @Override
  public void onGap(long position, long length, GapCause cause, Provenance at) {
    handler.onGap(position, length, cause, at);
    shortBits = 0;
    if (length == 0 || state == State.LOST) {
      return;
    }
    long behind = length == UNKNOWN_LENGTH ? position : position + length;
    if (state == State.HEADER) {
      lose(headerBytes > 0 ? packetPosition : behind, headerBytes);
    } else if (length == UNKNOWN_LENGTH) {
      body.release();
      lose(packetPosition, packet.headerLength + bodyCaptured);
    } else {
      gapInBody(length, behind, at);
    }
  }

  private void gapInBody(long length, long behind, Provenance at) {
    body.gap();
    boolean beyond = length > bodyLeft;
    bodyLeft -= (int) Math.min(length, bodyLeft);
    if (bodyLeft == 0) {
      finishBody(at);
    }
    if (beyond) {
      lose(behind, 0);
    }
  }

  private void lose(long position, long captured) {
    state = State.LOST;
    headerBytes = 0;
    shortBits = 0;
    lostPosition = position;
    lostBytes = captured;
  }

  private void skip(long position, int length) {
    if (lostBytes == 0) {
      lostPosition = position;
    }
    lostBytes += length;
  }

  private boolean resync(byte[] data, int offset, int length, long position, Provenance at) {
    if (plausibility == null) {
      plausibility = new Plausibility();
    }
    int bits = plausibility.measure(data, offset, length, version(), direction);
    boolean exact = plausibility.isExact();
    if (bits < SHORT_BITS || plausibility.mayStartLater(offset)) {
      shortBits = 0;
      return false;
    }
    // a lone PINGREQ or PUBACK is too little; behind another one it is enough
    int together = exact ? shortBits + bits : bits;
    shortBits = exact ? together : 0;
    if (together < (exact ? EXACT_RESYNC_BITS : RESYNC_BITS)) {
      return false;
    }
    shortBits = 0;
    state = State.HEADER;
    handler.onResync(lostBytes == 0 ? position : lostPosition, lostBytes, together, at);
    return true;
  }

  @Override
  public void onEnd(EndCause cause, Provenance at) {
    body.release();
    if (state == State.BODY) {
      lose(packetPosition, packet.headerLength + bodyCaptured);
    } else if (state == State.HEADER && headerBytes > 0) {
      lose(packetPosition, headerBytes);
    }
    if (state == State.LOST) {
      state = State.HEADER;
      handler.onResync(lostPosition, lostBytes, 0, at);
    }
  }
}
