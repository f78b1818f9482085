package dev.hopscope.net;

/**
 * UDP (RFC 768), as far as it carries tunnels. A port alone proves nothing: from here on, what is
 * inside must be right in itself, or the frame is one without TCP.
 *
 * <pre>
 * source port:2 destination port:2 length:2 checksum:2
 * </pre>
 */
final class Udp implements Layer {
  static final Layer LAYER = new Udp();

  private static final int HEADER = 8;

  private Udp() {}

  @Override
  public Layer strip(PacketCursor cursor) {
    Layer tunnel = cursor.has(HEADER) ? tunnel(cursor) : null;
    int length = tunnel == null ? 0 : cursor.u16(4);
    boolean wrong = length != 0 && length < HEADER;
    // Length 0 is segmentation offload, see Ipv4.
    if (tunnel == null || wrong || cursor.wireEnd - cursor.offset < length) {
      return cursor.stop(Outcome.NOT_TCP);
    }
    if (length != 0) {
      cursor.narrow(length);
    }
    cursor.note(Headers.Kind.UDP, length != 0 && cursor.end == cursor.wireEnd);
    cursor.guessed = true;
    return cursor.skip(HEADER, tunnel);
  }

  /** Whether a datagram whose first bytes are here may carry a tunnel. */
  static boolean mayBeTunnel(PacketCursor cursor) {
    return !cursor.has(HEADER) || tunnel(cursor) != null;
  }

  private static Layer tunnel(PacketCursor cursor) {
    return switch (cursor.u16(2)) {
      case 2152 -> GtpUser.LAYER;
      case 4754 -> Gre.LAYER; // RFC 8086
      case 4789, 8472 -> Vxlan.LAYER; // RFC 7348, and what Linux had before
      case 4790 -> Vxlan.GENERIC;
      case 6081 -> Geneve.LAYER;
      case 6635 -> Mpls.LAYER; // RFC 7510
      default -> clientTunnel(cursor.u16(0), cursor.u16(2));
    };
  }

  /** Tunnels of single hosts, of which either side may have the well-known port. */
  private static Layer clientTunnel(int source, int destination) {
    if (source == 3544 || destination == 3544) {
      return Teredo.LAYER;
    }
    return source == 5072 || destination == 5072 ? Ayiya.LAYER : null;
  }
}
