package dev.hopscope.testkit.wrapping;

import static dev.hopscope.testkit.wrapping.Headers.join;
import static dev.hopscope.testkit.wrapping.Headers.shorts;

import dev.hopscope.testkit.TimedFrame;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;

/** Packets in other words: options, extension headers, fragments, lengths of 0, padding. */
final class IpWrappings {
  private static final int RAW = 101;

  private IpWrappings() {}

  static List<Wrapping> all() {
    List<Wrapping> all = new ArrayList<>();
    all.add(changed("IPv4 length 0", RAW, "raw:IP", packet -> lengthZero(packet, false)));
    // tshark takes it for a jumbogram, and misses the option that goes with one
    Wrapping ipv6 = changed("IPv6 length 0", RAW, "raw:IP", packet -> lengthZero(packet, true));
    all.add(ipv6.layersOnly());
    all.add(changed("IPv4 options", RAW, "raw:IP", IpWrappings::options));
    all.add(padded());
    all.add(extended("hop by hop", "hopopts", 0, "00 050200000100"));
    all.add(extended("destination options", "dstopts", 60, "01 010c 000000000000000000000000"));
    all.add(
        extended(
            "routing, at its end",
            "routing",
            43,
            "02 0000 00000000 20010db8000000000000000000000001"));
    all.add(extended("atomic fragment", "fraghdr", 44, "00 0000 00001234"));
    all.add(
        extended("authentication", "", 51, "04 0000 00000001 00000002 000000000000000000000000"));
    for (int size : new int[] {8, 24, 512, 1_240}) {
      all.add(fragments("fragments of " + size, size, pieces -> pieces));
    }
    all.add(fragments("fragments backwards", 24, IpWrappings::reversed));
    all.add(fragments("fragments shuffled", 16, IpWrappings::shuffled));
    all.add(fragments("fragments twice", 64, IpWrappings::twice));
    all.add(overlapping());
    return all;
  }

  private static Wrapping changed(
      String name, int linkType, String judged, UnaryOperator<byte[]> change) {
    return new Wrapping(
        name,
        linkType,
        Wrapping.pattern(judged),
        Wrapping.Judge.TSHARK,
        false,
        (packet, number, network) -> {
          byte[] bytes = change.apply(packet.bytes());
          int more = bytes.length - packet.bytes().length;
          return List.of(new TimedFrame(packet.timeNanos(), bytes, packet.originalLength() + more));
        });
  }

  /** As segmentation offload leaves it. */
  private static byte[] lengthZero(byte[] packet, boolean ipv6) {
    if (IpPackets.isIpv6(packet) != ipv6) {
      return packet;
    }
    byte[] bytes = packet.clone();
    int at = ipv6 ? 4 : 2;
    bytes[at] = 0;
    bytes[at + 1] = 0;
    return ipv6 ? bytes : Headers.checked(bytes);
  }

  private static byte[] options(byte[] packet) {
    if (IpPackets.isIpv6(packet)) {
      return packet;
    }
    byte[] header = Arrays.copyOf(packet, 20);
    header[0] = 0x47;
    System.arraycopy(shorts(Headers.u16(packet, 2) + 8), 0, header, 2, 2);
    byte[] longer = join(header, Headers.hex("94040000 01010100"));
    return join(Headers.checked(longer), Arrays.copyOfRange(packet, 20, packet.length));
  }

  /** Ethernet as a card hands it over that fills it up and keeps the check sequence. */
  private static Wrapping padded() {
    return changed(
        "ethernet, padded, with check sequence",
        1,
        "eth:ethertype:IP",
        packet -> {
          byte[] frame =
              join(
                  Headers.hex("020000000002 020000000001"),
                  shorts(IpPackets.isIpv6(packet) ? 0x86dd : 0x0800),
                  packet);
          return join(Arrays.copyOf(frame, Math.max(60, frame.length)), Headers.hex("a1b2c3d4"));
        });
  }

  private static Wrapping extended(String name, String layer, int header, String rest) {
    byte[] behind = Headers.hex(rest);
    String layers = layer.isEmpty() ? "raw:ipv6:ah" : "raw:ipv6:ipv6." + layer;
    return changed(
            "IPv6 " + name,
            RAW,
            layers,
            packet -> {
              if (!IpPackets.isIpv6(packet)) {
                return packet;
              }
              byte[] first = Arrays.copyOf(packet, 40);
              byte[] extension = join(new byte[] {packet[6]}, behind);
              first[6] = (byte) header;
              int length = Headers.u16(packet, 4) + extension.length;
              System.arraycopy(shorts(length), 0, first, 4, 2);
              return join(first, extension, Arrays.copyOfRange(packet, 40, packet.length));
            })
        .ipv6Only();
  }

  private static Wrapping fragments(String name, int size, UnaryOperator<List<byte[]>> order) {
    return new Wrapping(
        name,
        RAW,
        Wrapping.pattern("raw:IP"),
        Wrapping.Judge.TSHARK,
        false,
        (packet, number, network) -> {
          byte[] bytes = packet.bytes();
          int header = IpPackets.isIpv6(bytes) ? 40 : (bytes[0] & 0xf) * 4;
          if (bytes.length < packet.originalLength() || bytes.length - header <= size) {
            return List.of(packet);
          }
          List<byte[]> pieces = new ArrayList<>();
          for (int at = header; at < bytes.length; at += size) {
            pieces.add(piece(bytes, header, at, Math.min(bytes.length, at + size), number));
          }
          return order.apply(pieces).stream()
              .map(piece -> new TimedFrame(packet.timeNanos(), piece))
              .toList();
        });
  }

  /** Each fragment repeats the last 8 bytes of the one before. */
  private static Wrapping overlapping() {
    Wrapping plain = fragments("fragments that overlap", 24, pieces -> pieces);
    return new Wrapping(
        plain.name(),
        plain.linkType(),
        plain.judged(),
        plain.judge(),
        false,
        (packet, number, network) -> {
          byte[] bytes = packet.bytes();
          int header = IpPackets.isIpv6(bytes) ? 40 : (bytes[0] & 0xf) * 4;
          if (bytes.length < packet.originalLength() || bytes.length - header <= 24) {
            return List.of(packet);
          }
          List<TimedFrame> frames = new ArrayList<>();
          int at = header;
          while (at < bytes.length) {
            int end = Math.min(bytes.length, at + 24);
            frames.add(new TimedFrame(packet.timeNanos(), piece(bytes, header, at, end, number)));
            at = end < bytes.length ? end - 8 : end;
          }
          return frames;
        });
  }

  private static byte[] piece(byte[] packet, int header, int from, int to, int number) {
    byte[] content = Arrays.copyOfRange(packet, from, to);
    boolean more = to < packet.length;
    int offset = (from - header) / 8;
    if (IpPackets.isIpv6(packet)) {
      byte[] first = Arrays.copyOf(packet, 40);
      first[6] = 44;
      System.arraycopy(shorts(8 + content.length), 0, first, 4, 2);
      byte[] extension =
          join(
              new byte[] {packet[6], 0},
              shorts(offset << 3 | (more ? 1 : 0)),
              Headers.ints(number));
      return join(first, extension, content);
    }
    byte[] first = Arrays.copyOf(packet, header);
    System.arraycopy(shorts(header + content.length, number), 0, first, 2, 4);
    System.arraycopy(shorts((more ? 0x2000 : 0) | offset), 0, first, 6, 2);
    return join(Headers.checked(first), content);
  }

  private static List<byte[]> reversed(List<byte[]> pieces) {
    List<byte[]> changed = new ArrayList<>(pieces);
    Collections.reverse(changed);
    return changed;
  }

  private static List<byte[]> shuffled(List<byte[]> pieces) {
    List<byte[]> changed = new ArrayList<>(pieces);
    Collections.shuffle(changed, new Random(pieces.size()));
    return changed;
  }

  /** As a mirror port shows them that sees a frame come and go. */
  private static List<byte[]> twice(List<byte[]> pieces) {
    List<byte[]> changed = new ArrayList<>();
    for (byte[] piece : pieces) {
      changed.add(piece);
      changed.add(piece);
    }
    return changed;
  }
}
