package dev.hopscope.mqtt;

import dev.hopscope.limits.Limit;
import dev.hopscope.limits.Limits;
import java.util.Arrays;

/**
 * Brings a packet's body together and decodes it into the view.
 *
 * <p>A body that lies whole in the caller's bytes is decoded where it is. Of one that comes in
 * pieces only what decoding needs is collected: of a PUBLISH the bytes before the payload, which
 * itself is digested as it passes; of others the body up to the limit.
 */
final class BodyAssembler {
  private static final byte[] NONE = {};
  private static final int SMALLEST = 256;

  /** The view that it fills. */
  final FramedPacket packet;

  private final FramerLimits limits;
  private final Limits run;
  private final PacketReader in = new PacketReader();
  private VersionInference inference;
  private int firstByte;

  // a body in pieces
  private byte[] head = NONE;
  private int have;
  private int needed;
  private boolean decoded;
  private boolean overLimit;
  private boolean crowdedOut; // no room in what all packets may take
  private boolean broken; // a hole before all that is needed was there
  private boolean gap;
  private PayloadCollector payload;

  BodyAssembler(FramerShared shared) {
    this.packet = new FramedPacket(shared.topics);
    this.limits = shared.limits;
    this.run = shared.run;
    packet.payloadBytes = limits.payloadBytes();
  }

  /** Sets what an unknown version is inferred with; to be called before each packet. */
  void inference(VersionInference ofConnection) {
    inference = ofConnection;
  }

  /** Lets go of what the last packet held, once it was handed over. */
  void handedOver() {
    packet.release();
    in.release();
  }

  /** Decodes a body that lies whole in the bytes of one call. */
  void whole(int firstByte, byte[] data, int offset) {
    this.firstByte = firstByte;
    crowdedOut = false;
    int length = packet.remainingLength;
    int enough = needed(data, offset, length);
    // what a body in pieces would have collected
    overLimit = enough < 0 || packet.type != PacketType.PUBLISH && length > limits.headBytes();
    int available = enough < 0 ? ~enough : enough;
    decode(data, offset, overLimit ? available : length, available);
    checkPayload();
  }

  private int needed(byte[] data, int offset, int there) {
    int length = packet.remainingLength;
    return packet.type == PacketType.PUBLISH
        ? PublishHead.needed(
            data, offset, there, packet.qos(), length, packet.version, limits.headBytes())
        : Math.min(length, limits.headBytes());
  }

  /** Prepares for a body in pieces. */
  void begin(int firstByte) {
    this.firstByte = firstByte;
    crowdedOut = false;
    have = 0;
    decoded = false;
    broken = false;
    gap = false;
    overLimit = packet.type != PacketType.PUBLISH && packet.remainingLength > limits.headBytes();
    needed = needed(head, 0, 0);
  }

  /** Takes the next bytes of the body. */
  void bytes(byte[] data, int offset, int length) {
    int from = offset;
    int end = offset + length;
    while (!decoded && !broken && have < needed && from < end) {
      int part = Math.min(needed - have, end - from);
      if (!append(data, from, part)) {
        break;
      }
      from += part;
      if (have == needed) {
        advance();
      }
    }
    if (packet.collected != null && from < end) {
      packet.collected.bytes(data, from, end - from);
    }
  }

  private boolean append(byte[] data, int offset, int length) {
    if (have + length > head.length) {
      // grows with what came, not with what the header promises
      int capacity = Math.max(SMALLEST, Math.max(have + length, 2 * head.length));
      if (!run.take(Limit.PACKET_TOTAL_BYTES, capacity - head.length)) {
        crowdedOut = true;
        overLimit = true;
        broken = true;
        return false;
      }
      head = Arrays.copyOf(head, capacity);
    }
    System.arraycopy(data, offset, head, have, length);
    have += length;
    return true;
  }

  private void advance() {
    if (packet.type != PacketType.PUBLISH) {
      return;
    }
    int more = needed(head, 0, have);
    if (more < 0) {
      overLimit = true;
      broken = true;
    } else if (more > have) {
      needed = more;
    } else {
      decodePublishHead();
    }
  }

  private void decodePublishHead() {
    decoded = true;
    decode(head, 0, have, have);
    if (packet.payloadOffset < 0) {
      return;
    }
    if (payload == null) {
      payload = new PayloadCollector(limits.payloadBytes());
    }
    payload.reset();
    packet.collected = payload;
    // what was taken for properties may be payload
    int rest = have - packet.payloadOffset;
    if (rest > 0) {
      payload.bytes(head, packet.payloadOffset, rest);
    }
  }

  /** Takes notice of bytes of the body that were not captured. */
  void gap() {
    gap = true;
    if (!decoded) {
      broken |= have < needed;
    } else if (packet.collected != null) {
      packet.collected.gap();
    }
  }

  /** Decodes what was collected, the body being over. */
  void finish() {
    if (!decoded) {
      decode(head, 0, have, have);
      // not all of the head is there
      packet.forgetPayload();
    }
    if (gap) {
      packet.notes.add(Note.BODY_GAP, packet.headerLength);
    }
    checkPayload();
  }

  /** Lets go of the buffer once its packet is handed over, or will never be. */
  void release() {
    run.give(Limit.PACKET_TOTAL_BYTES, head.length);
    head = NONE;
  }

  // what tells the version is what a body in pieces would have collected
  private void decode(byte[] data, int offset, int available, int telling) {
    packet.body(data, offset, available);
    if (packet.version == MqttVersion.UNKNOWN) {
      packet.version =
          inference.observe(
              firstByte, data, offset, telling, packet.remainingLength, packet.direction);
    }
    in.set(data, offset, available, packet.remainingLength, packet.headerLength, packet.notes);
    Decoders.of(layout(data, offset, telling)).decode(packet, in);
    if (overLimit) {
      if (!crowdedOut) {
        run.hit(Limit.PACKET_HEAD_BYTES);
      }
      packet.forgetPayload();
      packet.notes.add(Note.BODY_OVER_LIMIT, packet.headerLength);
    }
    if (!packet.minimalLength) {
      // [MQTT-1.5.5-1]; 3.1.1 does not ask for the shortest form
      boolean forbidden = packet.version == MqttVersion.V5_0;
      packet.notes.add(forbidden ? Note.VARIABLE_INTEGER : Note.LENGTH_NOT_MINIMAL, 1);
    }
  }

  // of an unknown version, a packet that only 5.0 can have is read so, as far as it is there
  private MqttVersion layout(byte[] data, int offset, int telling) {
    return packet.version != MqttVersion.UNKNOWN
        ? packet.version
        : inference.nearest(
            firstByte, data, offset, telling, packet.remainingLength, packet.direction);
  }

  private void checkPayload() {
    if (packet.utf8Announced && packet.payloadComplete() && !packet.payloadIsUtf8()) {
      packet.notes.add(Note.PAYLOAD_NOT_UTF8, packet.headerLength + packet.payloadOffset);
    }
  }
}
