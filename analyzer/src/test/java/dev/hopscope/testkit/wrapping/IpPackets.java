package dev.hopscope.testkit.wrapping;

import dev.hopscope.capture.CaptureException;
import dev.hopscope.capture.CaptureFiles;
import dev.hopscope.capture.CaptureSource;
import dev.hopscope.capture.Frame;
import dev.hopscope.testkit.TimedFrame;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The IP packets of captures of plain Ethernet, loopback, cooked or raw frames. */
public final class IpPackets {
  private IpPackets() {}

  /** Every frame that holds an IP packet, without its link header and without padding. */
  public static List<TimedFrame> read(Path file) throws CaptureException {
    List<TimedFrame> packets = new ArrayList<>();
    Frame frame = new Frame();
    try (CaptureSource source = CaptureFiles.open(file, 1)) {
      while (source.next(frame)) {
        int header = linkHeader(frame);
        if (header >= 0 && frame.capturedLength() > header + 40) {
          int from = frame.offset() + header;
          byte[] bytes =
              Arrays.copyOfRange(frame.data(), from, frame.offset() + frame.capturedLength());
          packets.add(trimmed(frame.timeNanos(), bytes, frame.originalLength() - header));
        }
      }
    }
    return packets;
  }

  private static TimedFrame trimmed(long nanos, byte[] bytes, int original) {
    int told = isIpv6(bytes) ? 40 + Headers.u16(bytes, 4) : Headers.u16(bytes, 2);
    int length = Math.min(told, original);
    return new TimedFrame(nanos, Arrays.copyOf(bytes, Math.min(bytes.length, length)), length);
  }

  /**
   * The same TCP conversations with other initial sequence numbers, as other connections between
   * the same ends have them; checksums stay as they were.
   */
  public static List<TimedFrame> renumbered(List<TimedFrame> packets, int shift) {
    List<TimedFrame> others = new ArrayList<>();
    for (TimedFrame packet : packets) {
      ByteBuffer bytes = ByteBuffer.wrap(packet.bytes().clone());
      int header = isIpv6(bytes.array()) ? 40 : (bytes.get(0) & 0xf) * 4;
      bytes.putInt(header + 4, bytes.getInt(header + 4) + shift);
      bytes.putInt(header + 8, bytes.getInt(header + 8) + shift);
      others.add(new TimedFrame(packet.timeNanos(), bytes.array(), packet.originalLength()));
    }
    return others;
  }

  static boolean isIpv6(byte[] packet) {
    return packet[0] >>> 4 == 6;
  }

  /** Whether the lower of the two ends sent the packet: a direction that both sides agree on. */
  static boolean isForward(byte[] packet) {
    int address = isIpv6(packet) ? 16 : 4;
    int source = isIpv6(packet) ? 8 : 12;
    int header = isIpv6(packet) ? 40 : (packet[0] & 0xf) * 4;
    int order =
        Arrays.compareUnsigned(
            packet, source, source + address, packet, source + address, source + 2 * address);
    return order != 0 ? order < 0 : Headers.u16(packet, header) < Headers.u16(packet, header + 2);
  }

  private static int linkHeader(Frame frame) {
    int at = frame.offset();
    return switch (frame.linkType()) {
      case 1 -> isIpType(Headers.u16(frame.data(), at + 12)) ? 14 : -1;
      case 101, 228, 229 -> 0;
      case 113 -> isIpType(Headers.u16(frame.data(), at + 14)) ? 16 : -1;
      default -> throw new IllegalArgumentException("link type " + frame.linkType());
    };
  }

  private static boolean isIpType(int type) {
    return type == 0x0800 || type == 0x86dd;
  }
}
