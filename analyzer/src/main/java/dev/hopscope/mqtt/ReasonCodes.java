package dev.hopscope.mqtt;

import java.util.Arrays;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.Map;

/** Which reason codes a packet type has (tables 3-1 to 3-11 of 5.0; 3.2.2.3 and 3.9.3 of 3.1.1). */
final class ReasonCodes {
  private static final Map<PacketType, BitSet> V5 = new EnumMap<>(PacketType.class);
  private static final BitSet DISCONNECT_CLIENT_ONLY = codes(0x00, 0x04);
  private static final BitSet DISCONNECT_SERVER_ONLY =
      codes(
          0x87, 0x89, 0x8b, 0x8c, 0x8d, 0x8e, 0x8f, 0x9a, 0x9b, 0x9c, 0x9d, 0x9e, 0x9f, 0xa0, 0xa1,
          0xa2);
  private static final BitSet CONNACK_3 = codes(0, 1, 2, 3, 4, 5);
  private static final BitSet SUBACK_3 = codes(0, 1, 2, 0x80);

  static {
    BitSet publish = codes(0x00, 0x10, 0x80, 0x83, 0x87, 0x90, 0x91, 0x97, 0x99);
    BitSet release = codes(0x00, 0x92);
    V5.put(
        PacketType.CONNACK,
        codes(
            0x00, 0x80, 0x81, 0x82, 0x83, 0x84, 0x85, 0x86, 0x87, 0x88, 0x89, 0x8a, 0x8c, 0x90,
            0x95, 0x97, 0x99, 0x9a, 0x9b, 0x9c, 0x9d, 0x9f));
    V5.put(PacketType.PUBACK, publish);
    V5.put(PacketType.PUBREC, publish);
    V5.put(PacketType.PUBREL, release);
    V5.put(PacketType.PUBCOMP, release);
    V5.put(
        PacketType.SUBACK,
        codes(0x00, 0x01, 0x02, 0x80, 0x83, 0x87, 0x8f, 0x91, 0x97, 0x9e, 0xa1, 0xa2));
    V5.put(PacketType.UNSUBACK, codes(0x00, 0x11, 0x80, 0x83, 0x87, 0x8f, 0x91));
    // 0x8C is missing in table 3-10 but given to DISCONNECT by table 2-6
    BitSet disconnect = codes(0x80, 0x81, 0x82, 0x83, 0x90, 0x93, 0x94, 0x95, 0x96, 0x97, 0x98);
    disconnect.set(0x99);
    disconnect.or(DISCONNECT_CLIENT_ONLY);
    disconnect.or(DISCONNECT_SERVER_ONLY);
    V5.put(PacketType.DISCONNECT, disconnect);
    V5.put(PacketType.AUTH, codes(0x00, 0x18, 0x19));
  }

  private ReasonCodes() {}

  private static BitSet codes(int... codes) {
    BitSet set = new BitSet(256);
    Arrays.stream(codes).forEach(set::set);
    return set;
  }

  /** Whether a 5.0 packet of the type may have the code. */
  static boolean isDefined5(PacketType type, int code) {
    return V5.get(type).get(code);
  }

  /** Whether a CONNACK before 5.0 may have the code. */
  static boolean isConnackCode3(int code) {
    return CONNACK_3.get(code);
  }

  /** Whether a SUBACK before 5.0 may have the code. */
  static boolean isSubackCode3(int code) {
    return SUBACK_3.get(code);
  }

  /** Whether only the other side may send the code in a DISCONNECT or AUTH. */
  static boolean isOfOtherSide(PacketType type, int code, Direction direction) {
    if (direction == null) {
      return false;
    }
    boolean client = direction == Direction.CLIENT_TO_SERVER;
    if (type == PacketType.DISCONNECT) {
      return (client ? DISCONNECT_SERVER_ONLY : DISCONNECT_CLIENT_ONLY).get(code);
    }
    // table 3-11: 0x00 is sent by the server, 0x19 by the client
    return type == PacketType.AUTH && code == (client ? 0x00 : 0x19);
  }
}
