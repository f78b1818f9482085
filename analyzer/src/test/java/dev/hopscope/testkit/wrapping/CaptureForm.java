package dev.hopscope.testkit.wrapping;

import dev.hopscope.testkit.TimedFrame;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/** Every form of capture file there is. */
public enum CaptureForm {
  /** pcap with microseconds. */
  PCAP_MICROS(0xa1b2c3d4, 0),
  /** pcap with nanoseconds. */
  PCAP_NANOS(0xa1b23c4d, 0),
  /** pcapng with Enhanced Packet Blocks and nanoseconds. */
  PCAPNG_ENHANCED(0, 6),
  /** pcapng with Simple Packet Blocks, which have no times. */
  PCAPNG_SIMPLE(0, 3),
  /** pcapng with the obsolete Packet Blocks and nanoseconds. */
  PCAPNG_OBSOLETE(0, 2);

  private static final int SNAP_LENGTH = 262_144;

  private final int magic;
  private final int blockType;

  CaptureForm(int magic, int blockType) {
    this.magic = magic;
    this.blockType = blockType;
  }

  /** Whether frames keep the times and the cuts that they had. */
  public boolean keepsTimes() {
    return this == PCAP_NANOS || this == PCAPNG_ENHANCED || this == PCAPNG_OBSOLETE;
  }

  /** The file. */
  public byte[] write(ByteOrder order, int linkType, List<TimedFrame> frames) {
    int size = 64 + frames.stream().mapToInt(frame -> 48 + frame.bytes().length).sum();
    ByteBuffer file = ByteBuffer.allocate(size).order(order);
    if (magic != 0) {
      pcap(file, linkType, frames);
    } else {
      pcapng(file, linkType, frames);
    }
    byte[] bytes = new byte[file.position()];
    file.get(0, bytes);
    return bytes;
  }

  private void pcap(ByteBuffer file, int linkType, List<TimedFrame> frames) {
    file.putInt(magic).putShort((short) 2).putShort((short) 4);
    file.putInt(0).putInt(0).putInt(SNAP_LENGTH).putInt(linkType);
    for (TimedFrame frame : frames) {
      long fraction = frame.timeNanos() % 1_000_000_000L / (this == PCAP_NANOS ? 1 : 1_000);
      file.putInt((int) (frame.timeNanos() / 1_000_000_000L)).putInt((int) fraction);
      file.putInt(frame.bytes().length).putInt(frame.originalLength()).put(frame.bytes());
    }
  }

  private void pcapng(ByteBuffer file, int linkType, List<TimedFrame> frames) {
    file.putInt(0x0a0d0d0a).putInt(28).putInt(0x1a2b3c4d).putShort((short) 1).putShort((short) 0);
    file.putLong(-1).putInt(28);
    file.putInt(1).putInt(28).putShort((short) linkType).putShort((short) 0).putInt(SNAP_LENGTH);
    file.putShort((short) 9).putShort((short) 1).put((byte) 9).put(new byte[3]).putInt(28);
    for (TimedFrame frame : frames) {
      block(file, frame);
    }
  }

  private void block(ByteBuffer file, TimedFrame frame) {
    int length = frame.bytes().length;
    int padding = -length & 3;
    int total = (this == PCAPNG_SIMPLE ? 16 : 32) + length + padding;
    file.putInt(blockType).putInt(total);
    if (this == PCAPNG_SIMPLE) {
      file.putInt(length); // cuts cannot be told: there is one snap length for all
    } else {
      file.putInt(0); // the interface; of the obsolete block, with drops
      file.putInt((int) (frame.timeNanos() >>> 32)).putInt((int) frame.timeNanos());
      file.putInt(length).putInt(frame.originalLength());
    }
    file.put(frame.bytes()).put(new byte[padding]).putInt(total);
  }
}
