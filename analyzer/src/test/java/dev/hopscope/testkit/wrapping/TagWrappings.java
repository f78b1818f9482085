package dev.hopscope.testkit.wrapping;

import static dev.hopscope.testkit.wrapping.Headers.ints;
import static dev.hopscope.testkit.wrapping.Headers.join;
import static dev.hopscope.testkit.wrapping.Headers.shorts;
import static dev.hopscope.testkit.wrapping.LinkWrappings.ethernet;
import static dev.hopscope.testkit.wrapping.LinkWrappings.hexThenType;
import static dev.hopscope.testkit.wrapping.LinkWrappings.ip;

import java.util.List;

/** What comes between Ethernet and IP. */
final class TagWrappings {
  private static final String VLAN = "ethertype:vlan:";

  private TagWrappings() {}

  static List<Wrapping> all() {
    return List.of(
        Wrapping.of("vlan", 1, "eth:" + VLAN + "ethertype:IP", ethernet(0x8100).then(vlan())),
        Wrapping.of(
            "qinq",
            1,
            "eth:(" + VLAN + "|ethertype:ieee8021ad:){2}ethertype:IP",
            stack(0x88a8, 0x8100)),
        Wrapping.of("qinq, old", 1, "eth:(" + VLAN + "){2}ethertype:IP", stack(0x9100, 0x8100)),
        Wrapping.of(
            "three vlans", 1, "eth:(" + VLAN + "){3}ethertype:IP", stack(0x8100, 0x8100, 0x8100)),
        Wrapping.of(
            "vlan in sll",
            113,
            "sll:" + VLAN + "ethertype:IP",
            Prefix.hex("0000 0001 0006 020000000001 0000 8100").then(vlan())),
        Wrapping.of(
            "vlan with SNAP",
            1,
            "eth:" + VLAN + "(llc|ethertype):IP",
            ethernet(0x8100).then(TagWrappings::vlanWithLength)),
        Wrapping.of(
            "pppoe",
            1,
            "eth:ethertype:pppoes:ppp:IP",
            ethernet(0x8864).then(LinkWrappings.pppoe())),
        Wrapping.of(
            "pppoe in vlan",
            1,
            "eth:" + VLAN + "ethertype:pppoes:ppp:IP",
            ethernet(0x8100).then(Prefix.hex("0005 8864")).then(LinkWrappings.pppoe())),
        Wrapping.of("mpls", 1, "eth:ethertype:mpls:IP", ethernet(0x8847).then(labels())),
        Wrapping.of("mpls multicast", 1, "eth:ethertype:mpls:IP", ethernet(0x8848).then(labels())),
        Wrapping.of("mpls in ppp", 9, "ppp:mpls:IP", Prefix.hex("ff03 0281").then(labels())),
        Wrapping.of(
            "pseudowire with control word",
            1,
            "eth:ethertype:mpls:pwethheuristic:pwethcw:eth:ethertype:IP",
            ethernet(0x8847).then(labels()).then(Prefix.hex("00000000")).then(ethernet())),
        Wrapping.of(
            "pseudowire",
            1,
            "eth:ethertype:mpls:pwethheuristic:pwethnocw:eth:ethertype:IP",
            ethernet(0x8847).then(labels()).then(ethernet())),
        Wrapping.of(
            "backbone bridge",
            1,
            "eth:ethertype:ieee8021ah:ethertype:IP",
            ethernet(0x88e7).then(inner -> ints(0x1234 + inner.network())).then(ethernet())),
        Wrapping.of(
            "vn-tag",
            1,
            "eth:ethertype:vntag:ethertype:IP",
            ethernet(0x8926)
                .then(inner -> shorts(inner.either(0, 0x8001), inner.either(7, 0)))
                .then(hexThenType(""))),
        // tshark takes four bytes of the inner frame for a check sequence.
        Wrapping.of("fabricpath", 1, "eth:cfp:eth:ethertype:IP", fabricPath().then(ethernet()))
            .layersOnly(),
        Wrapping.of(
            "nsh",
            1,
            "eth:ethertype:nsh:IP",
            ethernet(0x894f)
                .then(ip("0fc6 01 01", "0fc6 01 02"))
                .then(inner -> ints(inner.either(0x100ff, 0x200fe), 0, 0, 0, 0))),
        Wrapping.of(
            "nsh with ethernet",
            1,
            "eth:ethertype:nsh:eth:ethertype:IP",
            ethernet(0x894f).then(Prefix.hex("0fc2 02 03 000001ff")).then(ethernet())));
  }

  /** A tag, and the type of the packet. */
  static Prefix vlan() {
    return inner -> shorts(5 + inner.network(), inner.type());
  }

  private static byte[] vlanWithLength(Inner inner) {
    return inner.length() + 8 > 1_500
        ? vlan().before(inner)
        : join(shorts(5 + inner.network(), inner.length() + 8), LinkWrappings.snap(inner));
  }

  private static Prefix stack(int... types) {
    return inner -> {
      byte[] all = LinkWrappings.addresses(inner);
      for (int i = 0; i < types.length; i++) {
        all = join(all, shorts(types[i], 5 + i + (i == 0 ? inner.network() : 0)));
      }
      return join(all, shorts(inner.type()));
    };
  }

  /** Two labels, others in each direction. */
  static Prefix labels() {
    return inner ->
        inner.forward() ? ints(0x0001_2040, 0x0003_2140) : ints(0x0005_2040, 0x0007_2140);
  }

  /** Addresses of switches, which begin with 2 as those of locally administered stations do. */
  private static Prefix fabricPath() {
    return inner ->
        join(
            Headers.hex(
                inner.forward() ? "020000100001 020000200001" : "020000200001 020000100001"),
            Headers.hex("8903 0060"));
  }
}
