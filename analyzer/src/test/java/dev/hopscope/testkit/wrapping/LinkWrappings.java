package dev.hopscope.testkit.wrapping;

import static dev.hopscope.testkit.wrapping.Headers.ints;
import static dev.hopscope.testkit.wrapping.Headers.join;
import static dev.hopscope.testkit.wrapping.Headers.shorts;

import java.util.Arrays;
import java.util.List;

/** Link types. */
final class LinkWrappings {
  private static final String SNAP = "aaaa03 000000";
  private static final String DATA = "0000 020000000001 020000000002 020000000003 1000";

  /** The first tag of NFLOG that says nothing, and the one that holds the packet. */
  private static final int NFLOG_PAYLOAD = 9;

  private LinkWrappings() {}

  static List<Wrapping> all() {
    return List.of(
        Wrapping.of("raw, number of the BSDs", 12, "raw:IP", Prefix.hex("")),
        Wrapping.of("null, little-endian", 0, "null:IP", ip("02000000", "1e000000")),
        Wrapping.of("null, big-endian", 0, "null:IP", ip("00000002", "0000001c")),
        Wrapping.of("loop", 108, "null:IP", ip("00000002", "00000018")),
        Wrapping.of("ethernet", 1, "eth:ethertype:IP", ethernet()),
        Wrapping.of("802.3 with SNAP", 1, "eth:(llc|ethertype):IP", ieee802()),
        Wrapping.of(
            "sll", 113, "sll:ethertype:IP", hexThenType("0000 0001 0006 020000000001 0000")),
        Wrapping.of(
            "sll2",
            276,
            "sll:ethertype:IP",
            inner ->
                join(
                    shorts(inner.type()),
                    Headers.hex("0000 00000003 0001 00 06 0200000000010000"))),
        Wrapping.of("ppp", 9, "ppp:IP", ip("ff03 0021", "ff03 0057")),
        Wrapping.of("ppp without address", 9, "ppp:IP", ip("0021", "0057")),
        Wrapping.of("ppp, compressed", 9, "ppp:IP", ip("21", "57")),
        Wrapping.of("ppp, compressed, with address", 50, "ppp:IP", ip("ff03 21", "ff03 57")),
        Wrapping.of("ppp, cisco", 50, "ppp:chdlc:IP", hexThenType("0f00")),
        Wrapping.of("ppp with direction", 204, "ppp:IP", ip("00 ff03 0021", "01 ff03 0057")),
        Wrapping.of(
            "ppp multilink",
            9,
            "ppp:mp:IP",
            ip("ff03 003d c0000001 0021", "ff03 003d c0000001 0057")),
        Wrapping.of("pppoe link", 51, "pppoes:ppp:IP", pppoe()),
        Wrapping.of("cisco hdlc", 104, "chdlc:IP", hexThenType("0f00")),
        Wrapping.of(
            "fddi",
            10,
            "fddi:llc:IP",
            inner -> join(Headers.hex("50"), addresses(inner), snap(inner))),
        Wrapping.of("wlan", 105, "wlan:llc:IP", hexThenType("0801" + DATA + SNAP)),
        Wrapping.of(
            "wlan, quality", 105, "wlan:llc:IP", hexThenType("8802" + DATA + "0000" + SNAP)),
        Wrapping.of(
            "wlan, four addresses",
            105,
            "wlan:llc:IP",
            hexThenType("0803" + DATA + "020000000004" + SNAP)),
        Wrapping.of(
            "radiotap",
            127,
            "radiotap:wlan_radio:wlan:llc:IP",
            hexThenType("0000 0a00 02000000 0000 0801" + DATA + SNAP)),
        Wrapping.of(
            "radiotap, padded",
            127,
            "radiotap:wlan_radio:wlan:llc:IP",
            hexThenType(
                "0000 1900 03000080 00000000 00000000 0000000000000000 20 8801"
                    + DATA
                    + "0000 0000"
                    + SNAP)),
        Wrapping.of(
            "prism",
            119,
            "prism:wlan_radio:wlan:llc:IP",
            prism("44000000 90000000").then(hexThenType("0801" + DATA + SNAP))),
        Wrapping.of(
            "avs",
            163,
            "wlancap:wlan_radio:wlan:llc:IP",
            avs().then(hexThenType("0801" + DATA + SNAP))),
        Wrapping.of(
            "ppi",
            192,
            "ppi:wlan_radio:wlan:llc:IP",
            hexThenType("00 00 0800 69000000 0801" + DATA + SNAP)),
        Wrapping.of("frame relay", 107, "fr:IP", ip("1841 03 cc", "1841 03 8e")),
        Wrapping.of("frame relay, SNAP", 107, "fr:IP", hexThenType("1841 03 00 80 000000")),
        Wrapping.of("nflog, little-endian", 239, "nflog:IP", nflog(false)).aligned(),
        Wrapping.byTcpdump("nflog, big-endian", 239, nflog(true)).aligned(),
        Wrapping.of("pktap", 258, "pktap:pcap_pktdata:eth:ethertype:IP", pktap().then(ethernet())),
        Wrapping.of(
            "pktap as user2",
            149,
            "user_dlt:pktap:pcap_pktdata:eth:ethertype:IP",
            pktap().then(ethernet())),
        Wrapping.of("pflog", 117, "pflog:IP", pflog()),
        Wrapping.byTcpdump("dsa of broadcom", 281, tagged("20000001")),
        Wrapping.byTcpdump("dsa of broadcom before", 282, Prefix.hex("20000001").then(ethernet())),
        Wrapping.byTcpdump("dsa of marvell", 284, tagged("40080000")),
        Wrapping.byTcpdump("edsa", 285, tagged("dada 0000 40080000")));
  }

  /** Of a maker that tshark knows: by that it tells a pseudowire's control word. */
  static byte[] addresses(Inner inner) {
    return Headers.hex(inner.forward() ? "000c29000002 000c29000001" : "000c29000001 000c29000002");
  }

  static byte[] snap(Inner inner) {
    return join(Headers.hex(SNAP), shorts(inner.type()));
  }

  /** A length and SNAP; what is longer than the length can tell has a type as ever. */
  private static Prefix ieee802() {
    return inner ->
        inner.length() + 8 > 1_500
            ? ethernet().before(inner)
            : join(addresses(inner), shorts(inner.length() + 8), snap(inner));
  }

  /** Ethernet, and the type of the packet. */
  static Prefix ethernet() {
    return inner -> join(addresses(inner), shorts(inner.type()));
  }

  /** Ethernet, and a type. */
  static Prefix ethernet(int type) {
    return inner -> join(addresses(inner), shorts(type));
  }

  /** One or the other by the version of the packet. */
  static Prefix ip(String ipv4, String ipv6) {
    return inner -> Headers.hex(inner.ipv6() ? ipv6 : ipv4);
  }

  /** Bytes, and the type of the packet. */
  static Prefix hexThenType(String digits) {
    return inner -> join(Headers.hex(digits), shorts(inner.type()));
  }

  static Prefix pppoe() {
    return inner ->
        shorts(0x1100, 7 + inner.network(), inner.length() + 2, inner.ipv6() ? 0x0057 : 0x0021);
  }

  private static Prefix tagged(String tag) {
    return inner -> join(addresses(inner), Headers.hex(tag), shorts(inner.type()));
  }

  private static Prefix prism(String start) {
    return inner -> Arrays.copyOf(Headers.hex(start), 144);
  }

  private static Prefix avs() {
    return inner -> Arrays.copyOf(ints(0x8021_1001, 64), 64);
  }

  private static Prefix pktap() {
    return inner -> Arrays.copyOf(Headers.hex("6c000000 01000000 01000000 656e30"), 108);
  }

  private static Prefix pflog() {
    return inner -> Arrays.copyOf(Headers.hex(inner.ipv6() ? "3d 18 00 00" : "3d 02 00 00"), 64);
  }

  private static Prefix nflog(boolean bigEndian) {
    return inner -> {
      byte[] family = Headers.hex(inner.ipv6() ? "0a 00 0000" : "02 00 0000");
      // the packet's hardware protocol and hook, in 8 bytes
      byte[] first = join(shorts(8, 1), shorts(inner.type(), 0));
      byte[] second = shorts(4 + inner.length(), NFLOG_PAYLOAD);
      if (!bigEndian) {
        swap(first, 4);
        swap(second, 4);
      }
      return join(family, first, second);
    };
  }

  private static void swap(byte[] bytes, int length) {
    for (int i = 0; i < length; i += 2) {
      byte high = bytes[i];
      bytes[i] = bytes[i + 1];
      bytes[i + 1] = high;
    }
  }
}
