package dev.hopscope.net;

/**
 * Generic routing encapsulation (RFC 2784, RFC 2890), and version 1 as PPTP has it (RFC 2637).
 *
 * <pre>
 * checksum, routing, key, sequence:1 bit each   ...   acknowledgement:1 bit (8), version:3 bits
 * type:2   [checksum:2 reserved:2]   [key:4]   [sequence:4]   [acknowledgement:4]
 * </pre>
 */
final class Gre implements Layer {
  static final Layer LAYER = new Gre();

  private static final int HEADER = 4;
  private static final int CHECKSUM = 0x8000;
  private static final int ROUTING = 0x4000;
  private static final int KEY = 0x2000;
  private static final int SEQUENCE = 0x1000;
  private static final int ACKNOWLEDGEMENT = 0x0080;
  private static final int VERSION = 0x0007;
  private static final int ERSPAN_2 = 0x88be;
  private static final int ERSPAN_3 = 0x22eb;

  private Gre() {}

  @Override
  public Layer strip(PacketCursor cursor) {
    if (!cursor.has(HEADER)) {
      return cursor.lacks(HEADER);
    }
    int flags = cursor.u16(0);
    int type = cursor.u16(2);
    int version = flags & VERSION;
    // Routing was taken out of the protocol (RFC 2784 section 2.5).
    if (version > 1 || (flags & ROUTING) != 0) {
      return cursor.stop(Outcome.NOT_TCP);
    }
    int keyAt = HEADER + ((flags & CHECKSUM) != 0 ? 4 : 0);
    int length =
        keyAt
            + ((flags & KEY) != 0 ? 4 : 0)
            + ((flags & SEQUENCE) != 0 ? 4 : 0)
            + (version == 1 && (flags & ACKNOWLEDGEMENT) != 0 ? 4 : 0);
    if (!cursor.has(length)) {
      return cursor.lacks(length);
    }
    boolean keyed = version == 0 && (flags & KEY) != 0;
    int key = keyed ? cursor.i32(keyAt) : 0;
    return switch (type) {
      case ERSPAN_2 ->
          cursor.skip(length, (flags & SEQUENCE) != 0 ? Erspan.VERSION_2 : EthernetLink.LAYER);
      case ERSPAN_3 -> cursor.skip(length, Erspan.VERSION_3);
      default -> {
        // Version 1 has the number of the call as its receiver counts, another in each direction.
        cursor.enterBetweenHosts(Network.GRE, key);
        yield version == 1 ? call(cursor, length) : tunnel(cursor, length, type);
      }
    };
  }

  private static Layer tunnel(PacketCursor cursor, int length, int type) {
    cursor.offset += length;
    return EtherType.next(cursor, type);
  }

  private static Layer call(PacketCursor cursor, int length) {
    boolean data = (cursor.u16(0) & SEQUENCE) != 0; // without it, only an acknowledgement
    return data && cursor.u16(2) == EtherType.PPP
        ? cursor.skip(length, Ppp.LAYER)
        : cursor.stop(Outcome.NOT_TCP);
  }
}
