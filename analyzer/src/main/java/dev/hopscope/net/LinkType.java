package dev.hopscope.net;

/** The link types that can be decoded. A new one is a constant here and a decoder of its own. */
enum LinkType {
  /** BSD loopback, family in the byte order of the host. */
  NULL(0, new LoopbackLink()),
  /** Ethernet II and IEEE 802.3. */
  ETHERNET(1, new EthernetLink()),
  /** An IP packet; the number on most BSDs. */
  RAW_BSD(12, new RawLink()),
  /** An IP packet; the number on OpenBSD. */
  RAW_OPENBSD(14, new RawLink()),
  /** An IP packet of either version. */
  RAW(101, new RawLink()),
  /** OpenBSD loopback, family in network byte order. */
  LOOP(108, new LoopbackLink()),
  /** Linux cooked capture. */
  LINUX_SLL(113, new SllLink()),
  /** An IPv4 packet. */
  IPV4(228, new RawLink()),
  /** An IPv6 packet. */
  IPV6(229, new RawLink()),
  /** Linux cooked capture, version 2. */
  LINUX_SLL2(276, new Sll2Link());

  private static final LinkDecoder[] BY_VALUE = new LinkDecoder[512];

  static {
    for (LinkType type : values()) {
      BY_VALUE[type.value] = type.decoder;
    }
  }

  private final int value;

  @SuppressWarnings("ImmutableEnumChecker") // decoders are stateless
  private final LinkDecoder decoder;

  LinkType(int value, LinkDecoder decoder) {
    this.value = value;
    this.decoder = decoder;
  }

  /** The decoder for a LINKTYPE_ value, or null where there is none. */
  static LinkDecoder decoder(int value) {
    return value >= 0 && value < BY_VALUE.length ? BY_VALUE[value] : null;
  }
}
