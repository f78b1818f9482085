package dev.hopscope.fuzz;

import dev.hopscope.bytes.Digest64;
import dev.hopscope.capture.CaptureBytes;
import dev.hopscope.capture.CaptureException;
import dev.hopscope.capture.CaptureInfo;
import dev.hopscope.capture.CaptureSource;
import dev.hopscope.capture.Frame;
import java.util.ArrayList;
import java.util.List;

/**
 * The readers of capture files: frames in order and inside their buffer, one line for damage, and
 * the same however the file arrives.
 */
final class CaptureTarget {
  private static final int[] PCAP_MAGICS = {
    0xd4c3b2a1, 0xa1b2c3d4, 0x4d3cb2a1, 0xa1b23c4d, 0x34cdb2a1, 0xa1b2cd34
  };

  private CaptureTarget() {}

  /** An input without the magic of a pcap file gets one: the reader is what is looked at. */
  static void pcap(byte[] file) {
    byte[] headed = file.clone();
    if (file.length >= 4) {
      int magic = (file[0] & 0xff) << 24 | (file[1] & 0xff) << 16 | (file[2] & 0xff) << 8;
      magic |= file[3] & 0xff;
      boolean known = false;
      for (int each : PCAP_MAGICS) {
        known |= each == magic;
      }
      if (!known) {
        put(headed, PCAP_MAGICS[Math.floorMod(magic, PCAP_MAGICS.length)]);
      }
    }
    read(headed);
  }

  /** An input without the type of a Section Header Block gets it. */
  static void pcapng(byte[] file) {
    byte[] headed = file.clone();
    if (file.length >= 4) {
      put(headed, 0x0a0d0d0a);
    }
    read(headed);
  }

  /** An input without the magic of gzip gets it. */
  static void gzip(byte[] file) {
    byte[] headed = file.clone();
    if (file.length >= 4) {
      put(headed, 0x1f8b_0800 | file[3] & 0xff);
    }
    read(headed);
  }

  private static void put(byte[] file, int magic) {
    for (int i = 0; i < 4; i++) {
      file[i] = (byte) (magic >>> 24 - 8 * i);
    }
  }

  private static void read(byte[] file) {
    List<String> whole = frames(file, 0);
    int atOnce = 1 + (file.length == 0 ? 0 : file[file.length - 1] & 0x1f);
    List<String> pieces = frames(file, atOnce);
    Expect.that(whole.equals(pieces), whole, "and", atOnce, "bytes at once:", pieces);
  }

  /** What a file holds, a line each; read from a pipe unless {@code atOnce} is 0. */
  private static List<String> frames(byte[] file, int atOnce) {
    List<String> lines = new ArrayList<>();
    Frame frame = new Frame();
    try (CaptureSource source =
        atOnce == 0 ? CaptureBytes.open(file) : CaptureBytes.open(file, atOnce)) {
      try {
        while (source.next(frame)) {
          lines.add(line(frame));
          Expect.that(frame.number() == lines.size(), "frame", frame.number(), lines);
        }
      } catch (CaptureException e) {
        lines.add(damage(source, e));
      }
      CaptureInfo info = source.info();
      lines.add(info.format() + info.linkTypes() + info.kernelDrops() + info.interfaceDrops());
    } catch (CaptureException e) {
      lines.add(line(e));
    }
    return lines;
  }

  private static String line(Frame frame) {
    int captured = frame.capturedLength();
    Expect.that(
        frame.offset() >= 0 && captured >= 0 && frame.offset() <= frame.data().length - captured,
        captured,
        "bytes at",
        frame.offset(),
        "of",
        frame.data().length);
    Expect.that(captured <= frame.originalLength(), captured, "of", frame.originalLength());
    return frame.timeNanos()
        + " "
        + frame.linkType()
        + " "
        + frame.originalLength()
        + " "
        + captured
        + " "
        + Digest64.of(frame.data(), frame.offset(), captured);
  }

  private static String damage(CaptureSource source, CaptureException first) {
    try {
      boolean more = source.next(new Frame());
      throw new AssertionError("next is " + more + " behind " + first.getMessage());
    } catch (CaptureException again) {
      Expect.that(first.getMessage().equals(again.getMessage()), first, "then", again);
    }
    return line(first);
  }

  private static String line(CaptureException damage) {
    String message = damage.getMessage();
    Expect.that(
        message.startsWith("input: ") && message.chars().noneMatch(Character::isISOControl),
        "not one line:",
        message);
    return message;
  }
}
