package dev.hopscope.testkit.wrapping;

import static dev.hopscope.testkit.wrapping.Headers.ints;
import static dev.hopscope.testkit.wrapping.Headers.join;
import static dev.hopscope.testkit.wrapping.Headers.shorts;
import static dev.hopscope.testkit.wrapping.LinkWrappings.ethernet;
import static dev.hopscope.testkit.wrapping.LinkWrappings.ip;

import java.util.List;

/** Tunnels in IP, most of them captured on Ethernet. */
final class TunnelWrappings {
  private static final String IPV4 = "eth:ethertype:ip:";
  private static final String GRE = IPV4 + "gre:";
  private static final String UDP = IPV4 + "udp:";

  private TunnelWrappings() {}

  static List<Wrapping> all() {
    return List.of(
        Wrapping.of("in IPv4", 1, IPV4 + "IP", inner -> ipv4(inner.ipv6() ? 41 : 4).before(inner)),
        Wrapping.of(
            "in IPv6",
            1,
            "eth:ethertype:ipv6:IP",
            inner -> ipv6(inner.ipv6() ? 41 : 4).before(inner)),
        Wrapping.of(
            "in IPv6 in IPv6 in IPv4",
            1,
            IPV4 + "ipv6:ipv6:IP",
            ipv4(41).then(rawIpv6(41)).then(inner -> rawIpv6(inner.ipv6() ? 41 : 4).before(inner))),
        Wrapping.of("gre", 1, GRE + "IP", ipv4(47).then(gre(0))),
        Wrapping.of("gre with all fields", 1, GRE + "IP", ipv4(47).then(gre(0xb000))),
        Wrapping.of("gre in IPv6", 1, "eth:ethertype:ipv6:gre:IP", ipv6(47).then(gre(0x2000))),
        Wrapping.of(
            "gre with ethernet",
            1,
            GRE + "eth:ethertype:IP",
            ipv4(47).then(Prefix.hex("0000 6558")).then(ethernet())),
        Wrapping.of(
            "gre with mpls",
            1,
            GRE + "mpls:IP",
            ipv4(47).then(Prefix.hex("0000 8847")).then(TagWrappings.labels())),
        Wrapping.of(
            "gre in gre",
            1,
            GRE + "ip:gre:IP",
            ipv4(47).then(Prefix.hex("0000 0800")).then(rawIpv4(47)).then(gre(0))),
        Wrapping.of(
            "pptp",
            1,
            GRE + "ppp:IP",
            ipv4(47)
                .then(
                    inner ->
                        join(
                            shorts(0x3081, 0x880b, inner.length(), inner.either(7, 9)), ints(1, 2)))
                .then(ip("ff03 0021", "ff03 0057"))),
        Wrapping.of(
            "erspan I",
            1,
            GRE + "erspan:eth:ethertype:IP",
            oneWay(47).then(Prefix.hex("0000 88be")).then(ethernet())),
        Wrapping.of(
            "erspan II",
            1,
            GRE + "erspan:eth:ethertype:IP",
            oneWay(47)
                .then(Prefix.hex("1000 88be 00000001"))
                .then(
                    inner -> ints(0x1005_0000 + inner.network() * 0x10000 + inner.either(1, 2), 3))
                .then(ethernet())),
        Wrapping.of(
            "erspan III",
            1,
            GRE + "erspan:eth:ethertype:IP",
            oneWay(47)
                .then(Prefix.hex("1000 22eb 00000001"))
                .then(
                    inner ->
                        ints(
                            0x2005_0000 + inner.network() * 0x10000 + inner.either(1, 2),
                            0x01020304,
                            0x00000000))
                .then(ethernet())),
        Wrapping.of(
            "erspan III, longer",
            1,
            GRE + "erspan:eth:ethertype:IP",
            oneWay(47)
                .then(Prefix.hex("1000 22eb 00000001 20050001 01020304 00000001 0000000000000000"))
                .then(ethernet())),
        Wrapping.of("gre in udp", 1, UDP + "gre:IP", ipv4(17).then(udp(4754)).then(gre(0x2000))),
        Wrapping.of(
            "mpls in udp",
            1,
            UDP + "mpls:IP",
            ipv4(17).then(udp(6635)).then(TagWrappings.labels())),
        Wrapping.of("mpls in ip", 1, IPV4 + "mpls:IP", ipv4(137).then(TagWrappings.labels())),
        Wrapping.of(
            "etherip",
            1,
            IPV4 + "etherip:eth:ethertype:IP",
            ipv4(97).then(Prefix.hex("3000")).then(ethernet())),
        Wrapping.of(
            "vxlan",
            1,
            UDP + "vxlan:eth:ethertype:IP",
            ipv4(17).then(udp(4789)).then(vxlan(0x0800_0000)).then(ethernet())),
        Wrapping.of(
            "vxlan of linux",
            1,
            UDP + "vxlan:eth:ethertype:IP",
            ipv4(17).then(udp(8472)).then(vxlan(0x0800_0000)).then(ethernet())),
        Wrapping.of(
            "vxlan with policy",
            1,
            UDP + "vxlan:eth:ethertype:IP",
            ipv4(17).then(udp(4789)).then(vxlan(0x8800_0007)).then(ethernet())),
        Wrapping.of(
            "vxlan in vlan on IPv6",
            1,
            "eth:ethertype:vlan:ethertype:ipv6:udp:vxlan:eth:ethertype:IP",
            ethernet(0x8100)
                .then(Prefix.hex("0009 86dd"))
                .then(rawIpv6(17))
                .then(udp(4789))
                .then(vxlan(0x0800_0000))
                .then(ethernet())),
        Wrapping.of(
            "vxlan-gpe",
            1,
            UDP + "IP",
            ipv4(17)
                .then(udp(4790))
                .then(inner -> vxlan(inner.ipv6() ? 0x0c00_0002 : 0x0c00_0001).before(inner))),
        Wrapping.of(
            "vxlan-gpe with nsh",
            1,
            UDP + "nsh:IP",
            ipv4(17)
                .then(udp(4790))
                .then(vxlan(0x0c00_0004))
                .then(ip("0fc2 02 01 000001ff", "0fc2 02 02 000001ff"))),
        Wrapping.of(
            "geneve",
            1,
            UDP + "geneve:eth:ethertype:IP",
            ipv4(17)
                .then(udp(6081))
                .then(inner -> ints(0x0000_6558, 99 + inner.network() << 8))
                .then(ethernet())),
        Wrapping.of(
            "geneve with options",
            1,
            UDP + "geneve:IP",
            ipv4(17)
                .then(udp(6081))
                .then(
                    inner ->
                        ints(
                            0x0340_0000 | inner.type(),
                            99 + inner.network() << 8,
                            0x0102_8002,
                            1,
                            2))),
        Wrapping.of("gtp", 1, UDP + "gtp:IP", ipv4(17).then(udp(2152)).then(gtp("30", ""))),
        Wrapping.of(
            "gtp with sequence",
            1,
            UDP + "gtp:IP",
            ipv4(17).then(udp(2152)).then(gtp("32", "0001 00 00"))),
        Wrapping.of(
            "gtp with extensions",
            1,
            UDP + "gtp:IP",
            ipv4(17).then(udp(2152)).then(gtp("34", "0000 00 85 01 1001 c0 01 0000 00"))),
        Wrapping.of(
            "ayiya",
            1,
            UDP + "ayiya:IP",
            ipv4(17)
                .then(udp(5072))
                .then(ip("44 52 11 04", "44 52 11 29"))
                .then(inner -> new byte[4 + 16 + 20])),
        Wrapping.of(
            "authentication header",
            1,
            "eth:ethertype:ip:ah:IP",
            ipv4(51)
                .then(ip("04", "29"))
                .then(Prefix.hex("04 0000 00000001 00000002 000000000000000000000000"))));
  }

  private static int host(Inner inner, boolean source) {
    int network = 0x0a63_0000 + (inner.network() << 8);
    return network + (inner.forward() == source ? 1 : 2);
  }

  /** An IPv4 header whose two hosts change places with the direction. */
  private static Prefix rawIpv4(int protocol) {
    return inner ->
        Headers.ipv4(
            20 + inner.length(), 0x77, 0x4000, protocol, host(inner, true), host(inner, false));
  }

  private static Prefix ipv4(int protocol) {
    return ethernet(0x0800).then(rawIpv4(protocol));
  }

  /** From a switch to a collector, whatever the direction of what it mirrors. */
  private static Prefix oneWay(int protocol) {
    return ethernet(0x0800)
        .then(
            inner ->
                Headers.ipv4(
                    20 + inner.length(), 0x77, 0x4000, protocol, 0x0a63_0001, 0x0a63_0002));
  }

  private static Prefix rawIpv6(int next) {
    return inner -> Headers.ipv6(inner.length(), next, host(inner, true), host(inner, false));
  }

  private static Prefix ipv6(int next) {
    return ethernet(0x86dd).then(rawIpv6(next));
  }

  private static Prefix udp(int port) {
    return inner ->
        shorts(inner.either(50_001, 50_002), port, Headers.length(8 + inner.length()), 0);
  }

  private static Prefix vxlan(int first) {
    return inner -> ints(first, 42 + inner.network() << 8);
  }

  private static Prefix gre(int flags) {
    return inner ->
        join(
            shorts(flags, inner.type()),
            (flags & 0x8000) != 0 ? ints(0) : ints(),
            (flags & 0x2000) != 0 ? ints(1_000 + inner.network()) : ints(),
            (flags & 0x1000) != 0 ? ints(5) : ints());
  }

  private static Prefix gtp(String flags, String optional) {
    byte[] more = Headers.hex(optional);
    return inner ->
        join(
            Headers.hex(flags + "ff"),
            shorts(inner.length() + more.length),
            ints(inner.either(0x11, 0x22)),
            more);
  }
}
