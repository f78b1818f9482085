package dev.hopscope.capture;

import java.util.Map;

/** Names of LINKTYPE_ values, as the registry at tcpdump.org has them, without the prefix. */
public final class LinkTypes {
  // Every platform's own DLT_RAW (12, 14) got into files beside the registered 101.
  private static final Map<Integer, String> NAMES =
      Map.ofEntries(
          Map.entry(0, "NULL"),
          Map.entry(1, "ETHERNET"),
          Map.entry(6, "IEEE802_5"),
          Map.entry(8, "SLIP"),
          Map.entry(9, "PPP"),
          Map.entry(10, "FDDI"),
          Map.entry(12, "RAW"),
          Map.entry(14, "RAW"),
          Map.entry(50, "PPP_HDLC"),
          Map.entry(51, "PPP_ETHER"),
          Map.entry(101, "RAW"),
          Map.entry(104, "C_HDLC"),
          Map.entry(105, "IEEE802_11"),
          Map.entry(107, "FRELAY"),
          Map.entry(108, "LOOP"),
          Map.entry(113, "LINUX_SLL"),
          Map.entry(117, "PFLOG"),
          Map.entry(119, "IEEE802_11_PRISM"),
          Map.entry(127, "IEEE802_11_RADIOTAP"),
          Map.entry(163, "IEEE802_11_AVS"),
          Map.entry(189, "USB_LINUX"),
          Map.entry(192, "PPI"),
          Map.entry(195, "IEEE802_15_4_WITHFCS"),
          Map.entry(204, "PPP_WITH_DIR"),
          Map.entry(220, "USB_LINUX_MMAPPED"),
          Map.entry(228, "IPV4"),
          Map.entry(229, "IPV6"),
          Map.entry(230, "IEEE802_15_4_NOFCS"),
          Map.entry(231, "DBUS"),
          Map.entry(239, "NFLOG"),
          Map.entry(249, "USBPCAP"),
          Map.entry(253, "NETLINK"),
          Map.entry(258, "PKTAP"),
          Map.entry(271, "VSOCK"),
          Map.entry(276, "LINUX_SLL2"),
          Map.entry(281, "DSA_TAG_BRCM"),
          Map.entry(282, "DSA_TAG_BRCM_PREPEND"),
          Map.entry(284, "DSA_TAG_DSA"),
          Map.entry(285, "DSA_TAG_EDSA"));

  private LinkTypes() {}

  /** The name of a value; {@code LINKTYPE_147} and the like where there is none here. */
  public static String name(int linkType) {
    String name = NAMES.get(linkType);
    return name != null ? name : "LINKTYPE_" + linkType;
  }
}
