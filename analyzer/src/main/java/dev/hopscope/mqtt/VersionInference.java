package dev.hopscope.mqtt;

import dev.hopscope.bytes.Utf8Check;
import dev.hopscope.bytes.VariableByteInteger;

/**
 * Infers the version of a connection whose CONNECT was not captured, from the packets of both
 * directions.
 *
 * <p>Every packet is decoded as 3.1.1 and as 5.0; if only one fits, that is the version. Most types
 * tell at once: CONNACK, SUBSCRIBE, UNSUBSCRIBE and UNSUBACK have properties in 5.0 and no room for
 * them before, and so have acknowledgements and a DISCONNECT that are longer than the shortest
 * form. Where a PUBLISH fits both (its payload could start with what looks like properties) it
 * counts for 5.0: {@value #BLOCK_BITS} bits for properties, {@value #TEXT_BITS} bits for an empty
 * Property Length before a text; {@value #ENOUGH_BITS} bits decide. 3.1 cannot be told from 3.1.1
 * and is called 3.1.1. The first verdict stays. Single-threaded.
 */
public final class VersionInference {
  private static final int BLOCK_BITS = 12;
  private static final int TEXT_BITS = 8;
  private static final int ENOUGH_BITS = 24;

  private final TrialDecoder trial;
  private MqttVersion verdict = MqttVersion.UNKNOWN;
  private int bits;

  /** An inference that shares nothing. */
  public VersionInference() {
    this(new TrialDecoder());
  }

  VersionInference(TrialDecoder trial) {
    this.trial = trial;
  }

  /** What the packets so far show: {@code UNKNOWN}, {@code V3_1_1} or {@code V5_0}. */
  public MqttVersion verdict() {
    return verdict;
  }

  /**
   * Takes a whole packet.
   *
   * @param data holds the packet, fixed header included
   * @param direction null if not known
   * @return the verdict so far
   */
  public MqttVersion observe(byte[] data, int offset, int length, Direction direction) {
    long read = VariableByteInteger.read(data, offset + 1, offset + length);
    if (VariableByteInteger.isValue(read)) {
      int header = 1 + VariableByteInteger.size(read);
      int body = VariableByteInteger.value(read);
      if (length - header == body) {
        observe(data[offset] & 0xff, data, offset + header, body, body, direction);
      }
    }
    return verdict;
  }

  /** Takes a packet's body, of a PUBLISH at least what lies before its payload. */
  MqttVersion observe(
      int firstByte, byte[] data, int offset, int available, int length, Direction direction) {
    PacketType type = PacketType.ofFirstByte(firstByte);
    if (verdict != MqttVersion.UNKNOWN || available < length && type != PacketType.PUBLISH) {
      return verdict;
    }
    FramedPacket older =
        trial.decode(firstByte, data, offset, available, length, MqttVersion.V3_1_1, direction);
    if (type == PacketType.CONNECT) {
      verdict = older.version;
      return verdict;
    }
    boolean fits3 = fits(older);
    // before 5.0 only clients send DISCONNECT
    fits3 &= type != PacketType.DISCONNECT || direction != Direction.SERVER_TO_CLIENT;
    int plainHead = older.payloadOffset;
    FramedPacket newer =
        trial.decode(firstByte, data, offset, available, length, MqttVersion.V5_0, direction);
    boolean fits5 = fits(newer);
    if (type == PacketType.PUBLISH && available < length && !fits5 && !newer.notes.malformed()) {
      // a gap hides where its properties end
      return verdict;
    }
    if (fits3 != fits5) {
      verdict = fits5 ? MqttVersion.V5_0 : MqttVersion.V3_1_1;
    } else if (fits3 && type == PacketType.PUBLISH) {
      weigh(newer.payloadOffset, plainHead, data, offset, available, length);
    }
    return verdict;
  }

  /** The version to read a packet as while there is no verdict: 3.1.1 unless only 5.0 fits. */
  MqttVersion nearest(
      int firstByte, byte[] data, int offset, int available, int length, Direction direction) {
    return !trial
                .decode(firstByte, data, offset, available, length, MqttVersion.V3_1_1, direction)
                .notes
                .malformed()
            || trial
                .decode(firstByte, data, offset, available, length, MqttVersion.V5_0, direction)
                .notes
                .malformed()
        ? MqttVersion.V3_1_1
        : MqttVersion.V5_0;
  }

  private static boolean fits(FramedPacket packet) {
    return !packet.notes.malformed()
        && (packet.type != PacketType.PUBLISH || packet.payloadOffset >= 0);
  }

  private void weigh(int head, int plainHead, byte[] data, int offset, int available, int length) {
    int sample = Math.min(length - head, PublishHead.SAMPLE);
    if (available < head + sample) {
      return;
    }
    if (head > plainHead + 1) {
      bits += BLOCK_BITS;
    } else if (sample > 0) {
      Utf8Check utf8 = new Utf8Check();
      utf8.accept(data, offset + head, sample);
      bits += utf8.isWellFormedSoFar() && !utf8.hasControl() ? TEXT_BITS : 0;
    }
    if (bits >= ENOUGH_BITS) {
      verdict = MqttVersion.V5_0;
    }
  }
}
