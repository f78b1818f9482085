package dev.hopscope.net;

/** The link types that can be decoded. A new one is a constant here and a layer of its own. */
enum LinkType {
  /** BSD loopback, family in the byte order of the host. */
  NULL(0, LoopbackLink.LAYER),
  /** Ethernet II and IEEE 802.3. */
  ETHERNET(1, EthernetLink.LAYER),
  /** PPP with or without the framing of HDLC. */
  PPP(9, Ppp.LAYER),
  /** FDDI. */
  FDDI(10, FddiLink.LAYER),
  /** An IP packet; the number on most BSDs. */
  RAW_BSD(12, RawLink.LAYER),
  /** An IP packet; the number on OpenBSD. */
  RAW_OPENBSD(14, RawLink.LAYER),
  /** PPP in the framing of HDLC, or Cisco's HDLC. */
  PPP_HDLC(50, Ppp.LAYER),
  /** A session of PPP over Ethernet, without Ethernet. */
  PPP_ETHER(51, PppoeSession.LAYER),
  /** An IP packet of either version. */
  RAW(101, RawLink.LAYER),
  /** Cisco's HDLC. */
  C_HDLC(104, CiscoHdlc.LAYER),
  /** Wireless LAN. */
  IEEE802_11(105, WlanLink.LAYER),
  /** Frame Relay. */
  FRELAY(107, FrameRelayLink.LAYER),
  /** OpenBSD loopback, family in network byte order. */
  LOOP(108, LoopbackLink.LAYER),
  /** Linux cooked capture. */
  LINUX_SLL(113, SllLink.LAYER),
  /** The log of the BSDs' packet filter. */
  PFLOG(117, PflogLink.LAYER),
  /** Wireless LAN behind a Prism header. */
  PRISM(119, PrismLink.LAYER),
  /** Wireless LAN behind a radiotap header. */
  RADIOTAP(127, RadiotapLink.LAYER),
  /** Darwin's packet tap before it had a number. */
  USER2(149, PktapLink.USER2),
  /** Wireless LAN behind an AVS header. */
  AVS(163, PrismLink.LAYER),
  /** Per-packet information. */
  PPI(192, PpiLink.LAYER),
  /** PPP behind a byte that tells the direction. */
  PPP_WITH_DIR(204, new Skip(1, Ppp.LAYER)),
  /** An IPv4 packet. */
  IPV4(228, RawLink.LAYER),
  /** An IPv6 packet. */
  IPV6(229, RawLink.LAYER),
  /** The log of Linux's netfilter. */
  NFLOG(239, NflogLink.LAYER),
  /** Darwin's packet tap. */
  PKTAP(258, PktapLink.LAYER),
  /** Linux cooked capture, version 2. */
  LINUX_SLL2(276, Sll2Link.LAYER),
  /** Ethernet with a tag of Broadcom's switch chips. */
  DSA_TAG_BRCM(281, DsaTag.BROADCOM),
  /** Ethernet behind a tag of Broadcom's switch chips. */
  DSA_TAG_BRCM_PREPEND(282, new Skip(4, EthernetLink.LAYER)),
  /** Ethernet with a tag of Marvell's switch chips. */
  DSA_TAG_DSA(284, DsaTag.MARVELL),
  /** Ethernet with such a tag behind an EtherType of its own. */
  DSA_TAG_EDSA(285, EthernetLink.LAYER);

  private static final Layer[] BY_VALUE = new Layer[512];

  static {
    for (LinkType type : values()) {
      BY_VALUE[type.value] = type.layer;
    }
  }

  private final int value;

  @SuppressWarnings("ImmutableEnumChecker") // layers are stateless
  private final Layer layer;

  LinkType(int value, Layer layer) {
    this.value = value;
    this.layer = layer;
  }

  /** The outermost layer for a LINKTYPE_ value, or null where there is none. */
  static Layer layer(int value) {
    return value >= 0 && value < BY_VALUE.length ? BY_VALUE[value] : null;
  }
}
