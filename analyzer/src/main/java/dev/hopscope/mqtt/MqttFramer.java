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

  private static final int LONGEST_HEADER = 1 + VariableByteInteger.MAX_SIZE;

  private final FramerShared shared;
  private final PacketHandler handler;
  private BodyAssembler body; // of a packet that comes in pieces, else null
  private byte[] header; // of a packet whose fixed header comes in pieces
  private MqttVersion version = MqttVersion.UNKNOWN;
  private Direction direction;
  private final VersionInference inference;
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
    this(new FramerShared(limits, Limits.defaults()), new VersionInference(), handler);
  }

  /**
   * Creates a framer for one direction.
   *
   * @param inference infers an unknown version, together with the framer of the other direction
   */
  public MqttFramer(FramerShared shared, VersionInference inference, PacketHandler handler) {
    this.inference = inference;
    this.shared = shared;
    this.handler = handler;
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
    if (headerBytes > 0) {
      return takeRestOfHeader(data, from, end, at);
    }
    packetPosition = position;
    long read = VariableByteInteger.read(data, from + 1, end);
    if (read == VariableByteInteger.INCOMPLETE) {
      header = new byte[LONGEST_HEADER];
      headerBytes = end - from;
      System.arraycopy(data, from, header, 0, headerBytes);
      return end;
    }
    return headerComplete(data[from] & 0xff, read, data, from + headerSize(read), end, at);
  }

  private int takeRestOfHeader(byte[] data, int from, int end, Provenance at) {
    int index = from;
    while (index < end) {
      header[headerBytes++] = data[index++];
      long read = VariableByteInteger.read(header, 1, headerBytes);
      if (read != VariableByteInteger.INCOMPLETE) {
        int firstByte = header[0] & 0xff;
        headerBytes = 0;
        header = null;
        return headerComplete(firstByte, read, data, index, end, at);
      }
    }
    return index;
  }

  private static int headerSize(long read) {
    return VariableByteInteger.isValue(read) ? 1 + VariableByteInteger.size(read) : LONGEST_HEADER;
  }

  private int headerComplete(
      int firstByte, long read, byte[] data, int from, int end, Provenance at) {
    int size = headerSize(read);
    if (!VariableByteInteger.isValue(read)) {
      FramedPacket packet = begin(shared.whole(), firstByte, size, -1);
      packet.notes.add(Note.LENGTH_MALFORMED, 1);
      packet.content = new MqttPacket.Unreadable(packet.type);
      lose(packetPosition + size, 0);
      handler.onPacket(packet, at);
      return from;
    }
    int length = VariableByteInteger.value(read);
    boolean isWhole = length <= end - from;
    BodyAssembler reading = isWhole ? shared.whole() : shared.take();
    begin(reading, firstByte, size, length).minimalLength = VariableByteInteger.isMinimal(read);
    if (isWhole) {
      reading.whole(firstByte, data, from);
      deliver(reading, at);
      return from + length;
    }
    body = reading;
    body.begin(firstByte);
    bodyLeft = length;
    bodyCaptured = 0;
    state = State.BODY;
    return from;
  }

  private FramedPacket begin(BodyAssembler reading, int firstByte, int size, int length) {
    FramedPacket packet = reading.packet;
    packet.begin(firstByte, size, length, packetPosition);
    packet.version = version();
    packet.direction = direction;
    reading.inference(inference);
    return packet;
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
    deliver(body, at);
    leaveBody();
  }

  private void leaveBody() {
    body.release();
    shared.give(body);
    body = null;
  }

  private void deliver(BodyAssembler reading, Provenance at) {
    FramedPacket packet = reading.packet;
    if (packet.type == PacketType.CONNECT && version == MqttVersion.UNKNOWN) {
      version = packet.version;
    }
    handler.onPacket(packet, at);
    reading.handedOver();
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
      lose(packetPosition, body.packet.headerLength + bodyCaptured);
      leaveBody();
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
    if (state == State.BODY) {
      lose(packetPosition, body.packet.headerLength + bodyCaptured);
      leaveBody();
    } else if (state == State.HEADER && headerBytes > 0) {
      lose(packetPosition, headerBytes);
    }
    if (state == State.LOST) {
      state = State.HEADER;
      handler.onResync(lostPosition, lostBytes, 0, at);
    }
  }
}
