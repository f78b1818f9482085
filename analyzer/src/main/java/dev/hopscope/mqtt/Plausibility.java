package dev.hopscope.mqtt;

import dev.hopscope.bytes.Utf8Check;
import dev.hopscope.bytes.VariableByteInteger;

/**
 * Judges whether bytes of unknown origin are MQTT: a chain of whole, strictly valid packets that
 * tiles them; only the last may be cut. One wrong bit anywhere makes it 0.
 *
 * <p>The bits say how unlikely it is that random bytes pass: <em>n</em> bits pass about once in
 * 2<sup>n</sup> tries or less often. They add up over the chain:
 *
 * <ul>
 *   <li>8 for a first byte of a type with fixed flags, 8 for a Remaining Length that the type fixes
 *       (so PINGREQ and PUBACK are 16); 2 for a PINGREQ or PINGRESP right behind an equal one,
 *   <li>for a topic or filter: 16 less the bits of its length (that two random bytes give so small
 *       a number), and 1 for each byte of it up to 16 (that random bytes are a clean string),
 *   <li>4 for the first byte of PUBLISH, and as much off again, because the shares above are
 *       counted where they turn out large; 6 for an empty and 10 for a filled, valid block of
 *       properties,
 *   <li>6 for each code, 48 for the protocol name of CONNECT,
 *   <li>6 if the last packet is of variable length and ends where the bytes end.
 * </ul>
 *
 * <p>A cut packet counts what is there of it, and never that it ends well; a cut PUBLISH with a
 * Remaining Length of one byte hardly counts: the end of one string and the start of the next, as
 * in CONNECT and in User Properties, look the same. Types that only the other side sends, both
 * sides' types in one chain, a CONNECT or CONNACK that is not the first, and anything behind a
 * DISCONNECT make the chain impossible.
 */
public final class Plausibility {
  /** Bits that no packet can have: the bytes are not MQTT. */
  private static final int IMPOSSIBLE = -1;

  /** A cut packet other than PUBLISH claims no larger body than this. */
  private static final int LARGEST_CUT_BODY = 1 << 20;

  /** How far back from a packet's end another is looked for that ends there. */
  private static final int LONGEST_TAIL = 256;

  private final TrialDecoder trial = new TrialDecoder();
  private final Utf8Check utf8 = new Utf8Check();
  private byte[] data;
  private int end;
  private MqttVersion version;
  private Direction direction;
  private boolean exact;
  private boolean byClient;
  private boolean byServer;

  /**
   * How strongly the bytes suggest that a packet starts at the first of them, in bits.
   *
   * @param version {@code UNKNOWN} if not known: the better of 3.1.1 and 5.0 counts
   * @param direction null if not known
   * @return 0 if they cannot be MQTT or tell nothing
   */
  public static int evidence(
      byte[] data, int offset, int length, MqttVersion version, Direction direction) {
    return new Plausibility().measure(data, offset, length, version, direction);
  }

  /** As {@link #evidence}, for use again and again; {@link #isExact()} tells more. */
  int measure(byte[] data, int offset, int length, MqttVersion version, Direction direction) {
    this.data = data;
    this.end = offset + length;
    this.direction = direction;
    if (version != MqttVersion.UNKNOWN) {
      return walk(offset, version);
    }
    int older = walk(offset, MqttVersion.V3_1_1);
    boolean olderExact = exact;
    int newer = walk(offset, MqttVersion.V5_0);
    exact = older > newer ? olderExact : older == newer ? exact || olderExact : exact;
    return Math.max(older, newer);
  }

  /** Lets go of what was measured last. */
  void release() {
    data = null;
    trial.release();
  }

  /** Whether the last measured bytes ended with a packet. */
  boolean isExact() {
    return exact;
  }

  private int walk(int offset, MqttVersion supposed) {
    version = supposed;
    byClient = direction == Direction.CLIENT_TO_SERVER;
    byServer = direction == Direction.SERVER_TO_CLIENT;
    exact = false;
    int bits = 0;
    int index = offset;
    PacketType last = null;
    while (index < end) {
      int firstByte = data[index] & 0xff;
      PacketType type = PacketType.ofFirstByte(firstByte);
      if (!mayFollow(firstByte, type, last)) {
        return 0;
      }
      long read = VariableByteInteger.read(data, index + 1, end);
      if (read == VariableByteInteger.INCOMPLETE) {
        return bits;
      }
      if (!VariableByteInteger.isValue(read) || !VariableByteInteger.isMinimal(read)) {
        return 0;
      }
      int body = index + 1 + VariableByteInteger.size(read);
      int length = VariableByteInteger.value(read);
      boolean whole = length <= end - body;
      int score = whole ? whole(firstByte, body, length, last) : cut(firstByte, body, length);
      if (score == IMPOSSIBLE) {
        return 0;
      }
      bits += score;
      if (!whole) {
        return bits;
      }
      index = body + length;
      last = type;
    }
    exact = true;
    return bits + (isVariable(last) ? 6 : 0);
  }

  /**
   * Whether the first of the bytes that were measured last may be no packet's first: a packet that
   * starts behind it ends where the first packet of the chain ends, and is as likely one. An
   * identifier in front of a PINGREQ can look like an acknowledgement so. A PUBLISH whose payload
   * ends like an acknowledgement stays one.
   */
  boolean mayStartLater(int offset) {
    long read = VariableByteInteger.read(data, offset + 1, end);
    if (!VariableByteInteger.isValue(read)) {
      return false;
    }
    int firstEnd = offset + 1 + VariableByteInteger.size(read) + VariableByteInteger.value(read);
    if (firstEnd > end) {
      return false;
    }
    int first = packet(offset, firstEnd);
    if (PacketType.ofFirstByte(data[offset]) == PacketType.PUBLISH) {
      first++;
    }
    for (int start = Math.max(offset + 1, firstEnd - LONGEST_TAIL); start < firstEnd; start++) {
      int score = packet(start, firstEnd);
      if (score != IMPOSSIBLE && score >= first) {
        return true;
      }
    }
    return false;
  }

  /** The bits of one packet that lies there exactly, and is not a DISCONNECT with more behind. */
  private int packet(int start, int packetEnd) {
    long read = VariableByteInteger.read(data, start + 1, packetEnd);
    if (!VariableByteInteger.isValue(read)) {
      return IMPOSSIBLE;
    }
    int body = start + 1 + VariableByteInteger.size(read);
    int length = VariableByteInteger.value(read);
    PacketType type = PacketType.ofFirstByte(data[start]);
    byClient = direction == Direction.CLIENT_TO_SERVER;
    byServer = direction == Direction.SERVER_TO_CLIENT;
    if (length != packetEnd - body
        || type == PacketType.DISCONNECT && packetEnd < end
        || !mayFollow(data[start] & 0xff, type, null)) {
      return IMPOSSIBLE;
    }
    return whole(data[start] & 0xff, body, length, null);
  }

  private static boolean isVariable(PacketType type) {
    return type == PacketType.PUBLISH
        || type == PacketType.SUBSCRIBE
        || type == PacketType.UNSUBSCRIBE;
  }

  private boolean mayFollow(int firstByte, PacketType type, PacketType last) {
    int flags = firstByte & 0x0f;
    int qos = flags >>> 1 & 0x03;
    boolean flagsFit =
        type == PacketType.PUBLISH
            ? qos != 3 && (qos != 0 || (flags & 0x08) == 0)
            : flags == PacketDecoder.requiredFlags(type);
    boolean before5 = version != MqttVersion.V5_0;
    if (!flagsFit || type == PacketType.RESERVED || type == PacketType.AUTH && before5) {
      return false;
    }
    switch (type) {
      case CONNECT, SUBSCRIBE, UNSUBSCRIBE, PINGREQ -> byClient = true;
      case CONNACK, SUBACK, UNSUBACK, PINGRESP -> byServer = true;
      case DISCONNECT -> byClient |= before5;
      default -> {
        // both sides send it
      }
    }
    boolean opens = type == PacketType.CONNECT || type == PacketType.CONNACK;
    return !(byClient && byServer)
        && last != PacketType.DISCONNECT
        && (!opens || last == null || last == PacketType.AUTH);
  }

  private int whole(int firstByte, int body, int length, PacketType last) {
    FramedPacket packet = trial.decode(firstByte, data, body, length, length, version, direction);
    if (!packet.notes.isEmpty()) {
      return IMPOSSIBLE;
    }
    return switch (packet.type) {
      case CONNECT -> packet.version == MqttVersion.UNKNOWN ? IMPOSSIBLE : 64;
      case PUBLISH -> publish(packet, body);
      case SUBSCRIBE, UNSUBSCRIBE -> 8 - 4 + filter(body, length);
      case SUBACK -> 8 + 6 * Math.min(((MqttPacket.Suback) packet.content).reasonCodes().size(), 3);
      case PINGREQ, PINGRESP -> packet.type == last ? 2 : 16;
      default -> length <= 2 ? 16 : 24;
    };
  }

  private int publish(FramedPacket packet, int body) {
    int plain = 2 + u16(body) + (packet.qos() > 0 ? 2 : 0);
    return string(body) + properties(packet.payloadOffset - plain);
  }

  // the bytes of Property Length and properties that decoded without a note
  private static int properties(int blockLength) {
    return blockLength <= 0 ? 0 : blockLength == 1 ? 6 : 10;
  }

  private int filter(int body, int length) {
    int at = body + 2;
    if (version == MqttVersion.V5_0) {
      long read = VariableByteInteger.read(data, at, body + length);
      at += VariableByteInteger.size(read) + VariableByteInteger.value(read);
    }
    return string(at);
  }

  private int string(int at) {
    int length = u16(at);
    int lengthBits = Integer.SIZE - Integer.numberOfLeadingZeros(length);
    return 16 - lengthBits + Math.min(length, 16);
  }

  private int u16(int at) {
    return (data[at] & 0xff) << 8 | data[at + 1] & 0xff;
  }

  private int cut(int firstByte, int body, int length) {
    int available = end - body;
    FramedPacket packet =
        trial.decode(firstByte, data, body, available, length, version, direction);
    boolean tooLarge = packet.type != PacketType.PUBLISH && length > LARGEST_CUT_BODY;
    if (tooLarge || !packet.notes.isEmpty() || length < shortest(packet.type)) {
      return IMPOSSIBLE;
    }
    return switch (packet.type) {
      case CONNECT -> connectPrefix(body, available);
      case PUBLISH -> cutPublish(packet, body, available);
      case PUBACK, PUBREC, PUBREL, PUBCOMP, UNSUBACK, CONNACK -> {
        boolean fixed = version != MqttVersion.V5_0;
        yield !fixed ? 4 : length == 2 ? 12 : IMPOSSIBLE;
      }
      case PINGREQ, PINGRESP -> IMPOSSIBLE;
      default -> 4;
    };
  }

  private int shortest(PacketType type) {
    boolean before5 = version != MqttVersion.V5_0;
    return switch (type) {
      case CONNECT -> 12;
      case SUBSCRIBE -> before5 ? 6 : 7;
      case UNSUBSCRIBE -> before5 ? 5 : 6;
      case SUBACK -> before5 ? 3 : 4;
      case UNSUBACK -> before5 ? 2 : 4;
      case CONNACK -> before5 ? 2 : 3;
      case PUBLISH -> before5 ? 3 : 4;
      case PUBACK, PUBREC, PUBREL, PUBCOMP -> 2;
      default -> before5 ? LARGEST_CUT_BODY + 1 : 0;
    };
  }

  private int connectPrefix(int body, int available) {
    byte[] name = {0, 4, 'M', 'Q', 'T', 'T'};
    byte[] name31 = {0, 6, 'M', 'Q', 'I', 's', 'd', 'p'};
    return Math.max(prefix(name, body, available), prefix(name31, body, available));
  }

  private int prefix(byte[] expected, int body, int available) {
    int compared = Math.min(available, expected.length);
    for (int i = 0; i < compared; i++) {
      if (data[body + i] != expected[i]) {
        return IMPOSSIBLE;
      }
    }
    return compared < 6 ? 8 : 56;
  }

  private int cutPublish(FramedPacket packet, int body, int available) {
    if (packet.topic != null) {
      int block = packet.payloadOffset < 0 ? 0 : packet.payloadOffset;
      int plain = 2 + u16(body) + (packet.qos() > 0 ? 2 : 0);
      // the block is counted only where all of it is there
      int bits = string(body) + (block > available ? 0 : properties(block - plain));
      return packet.remainingLength < 0x80 ? Math.min(bits, 8) : bits;
    }
    if (available < 2) {
      return 0;
    }
    int length = u16(body);
    utf8.reset().accept(data, body + 2, available - 2);
    boolean wildcard = false;
    for (int i = body + 2; i < end; i++) {
      wildcard |= data[i] == '+' || data[i] == '#';
    }
    boolean clean = utf8.isWellFormedSoFar() && !utf8.hasControl() && !wildcard;
    int lengthBits = Integer.SIZE - Integer.numberOfLeadingZeros(length);
    return clean ? (16 - lengthBits) / 2 : IMPOSSIBLE;
  }
}
