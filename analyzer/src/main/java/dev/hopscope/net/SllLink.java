package dev.hopscope.net;

/**
 * Linux cooked capture (LINKTYPE_LINUX_SLL).
 *
 * <pre>
 * packetType:2 arphrd:2 addressLength:2 address:8 protocol:2
 * </pre>
 */
final class SllLink implements Layer {
  static final Layer LAYER = new SllLink();

  private static final int HEADER = 16;
  private static final int IEEE_802_2 = 4;
  private static final int ARPHRD_RADIOTAP = 803;
  private static final int ARPHRD_NETLINK = 824;

  private SllLink() {}

  @Override
  public Layer strip(PacketCursor cursor) {
    if (!cursor.has(HEADER)) {
      return cursor.lacks(HEADER);
    }
    int hardware = cursor.u16(2);
    int protocol = cursor.u16(14);
    cursor.offset += HEADER;
    return next(cursor, hardware, protocol);
  }

  /** What follows, by the kind of the interface (Linux's ARPHRD_ numbers) and the protocol. */
  static Layer next(PacketCursor cursor, int hardware, int protocol) {
    return switch (hardware) {
      case ARPHRD_NETLINK -> cursor.stop(Outcome.NOT_IP);
      case ARPHRD_RADIOTAP -> RadiotapLink.LAYER;
      default -> protocol == IEEE_802_2 ? Llc.LAYER : EtherType.next(cursor, protocol);
    };
  }
}
