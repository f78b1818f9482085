package dev.hopscope.testkit.wrapping;

import dev.hopscope.testkit.TimedFrame;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A way to wrap IP packets.
 *
 * @param name for test reports
 * @param linkType the LINKTYPE_ value of the frames
 * @param judged what tshark's {@code frame.protocols} says of each frame
 * @param judge who says that the frames are what they are meant to be
 * @param onlyIpv6 whether only IPv6 packets can be wrapped so; others stay as they are
 */
public record Wrapping(
    String name, int linkType, Pattern judged, Judge judge, boolean onlyIpv6, Packer packer) {

  /** Programs that can tell whether the wrapping is real. */
  public enum Judge {
    /** Shows the layers that {@link Wrapping#judged} names. */
    TSHARK,
    /** Shows the layers, but not every segment. */
    TSHARK_LAYERS,
    /**
     * Shows the TCP segments in a big-endian file; used where tshark 4.0.17 does not know the link
     * type.
     */
    TCPDUMP
  }

  /** Makes the frames of a packet, in the order of their capture. */
  @FunctionalInterface
  public interface Packer {
    /** The frames of one packet; the last of them completes it. */
    List<TimedFrame> wrap(TimedFrame packet, int number, int network);
  }

  /** Every wrapping there is. */
  public static List<Wrapping> all() {
    return Stream.of(
            LinkWrappings.all(), TagWrappings.all(), TunnelWrappings.all(), IpWrappings.all())
        .flatMap(List::stream)
        .toList();
  }

  /** The packets as they are, as raw IP. */
  public static Wrapping none() {
    return of("raw", 101, "raw:IP", inner -> new byte[0]);
  }

  static Wrapping of(String name, int linkType, String judged, Prefix prefix) {
    return new Wrapping(name, linkType, pattern(judged), Judge.TSHARK, false, prefixed(prefix));
  }

  static Wrapping byTcpdump(String name, int linkType, Prefix prefix) {
    return new Wrapping(name, linkType, pattern(""), Judge.TCPDUMP, false, prefixed(prefix));
  }

  /** The same, for IPv6 only. */
  Wrapping ipv6Only() {
    return new Wrapping(name, linkType, judged, judge, true, packer);
  }

  /** The same, where tshark 4.0.17 reads the layers and then looks for too much or too little. */
  Wrapping layersOnly() {
    return new Wrapping(name, linkType, judged, Judge.TSHARK_LAYERS, onlyIpv6, packer);
  }

  /** The same, with whole frames filled up to four bytes. */
  Wrapping aligned() {
    Packer filled =
        (packet, number, network) ->
            packer.wrap(packet, number, network).stream().map(Wrapping::aligned).toList();
    return new Wrapping(name, linkType, judged, judge, onlyIpv6, filled);
  }

  private static TimedFrame aligned(TimedFrame frame) {
    int length = frame.bytes().length;
    return length < frame.originalLength()
        ? frame
        : new TimedFrame(frame.timeNanos(), Arrays.copyOf(frame.bytes(), length + 3 & ~3));
  }

  /** Layers as tshark names them, where IP stands for both versions. */
  static Pattern pattern(String layers) {
    return Pattern.compile(layers.replace("IP", "(ip|ipv6)") + "(:.*)?");
  }

  private static Packer prefixed(Prefix prefix) {
    return (packet, number, network) -> {
      byte[] bytes = packet.bytes();
      Inner inner =
          new Inner(
              packet.originalLength(),
              IpPackets.isIpv6(bytes),
              IpPackets.isForward(bytes),
              network);
      byte[] before = prefix.before(inner);
      return List.of(
          new TimedFrame(
              packet.timeNanos(),
              Headers.join(before, bytes),
              before.length + packet.originalLength()));
    };
  }

  /** The frames of all packets, in the first of two networks that use the same addresses. */
  public List<TimedFrame> wrap(List<TimedFrame> packets) {
    return wrap(packets, 0);
  }

  /** The frames of all packets, in network 0 or 1. */
  public List<TimedFrame> wrap(List<TimedFrame> packets, int network) {
    return wrap(packets, network, 0);
  }

  /** The same, with the packets numbered from another number: fragments are known by it. */
  List<TimedFrame> wrap(List<TimedFrame> packets, int network, int firstNumber) {
    List<TimedFrame> frames = new ArrayList<>();
    for (int i = 0; i < packets.size(); i++) {
      frames.addAll(packer.wrap(packets.get(i), firstNumber + i, network));
    }
    return frames;
  }

  @Override
  public String toString() {
    return name;
  }
}
