package dev.hopscope.benchmarks.load;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.function.LongConsumer;

/** Writes TCP segments as Ethernet frames of a pcap file, times in microseconds. */
final class CaptureWriter {
  static final int FIN = 0x01;
  static final int SYN = 0x02;
  static final int PSH = 0x08;
  static final int ACK = 0x10;

  private static final VarHandle INT_BE =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle INT_LE =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle SHORT_BE =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);

  private static final int RECORD_HEADER = 16;
  private static final int ETHERNET_HEADER = 14;
  private static final int IP_HEADER = 20;
  private static final int TCP_HEADER = 20;
  private static final int LARGEST_RECORD = 2_048;

  /** 2026-01-01T00:00:00Z. */
  private static final long START_SECONDS = 1_767_225_600L;

  private final OutputStream out;
  private final long mostFrames;
  private final LongConsumer onFlush;
  private final byte[] buffer = new byte[1 << 20];
  private int used;
  private long lastMicros;
  private long frames;
  private long bytes;
  private long flushed;
  private int identification;

  /**
   * Begins a file.
   *
   * @param mostFrames more are a fault of the caller
   * @param flushed is told how many frames were handed to the stream, now and then
   */
  CaptureWriter(OutputStream out, long mostFrames, LongConsumer flushed) {
    this.out = out;
    this.mostFrames = mostFrames;
    this.onFlush = flushed;
    putLe(0, 0xa1b2c3d4);
    putLe(4, 2 | 4 << 16); // version 2.4
    putLe(8, 0);
    putLe(12, 0);
    putLe(16, 262_144); // snap length
    putLe(20, 1); // Ethernet
    used = 24;
  }

  long frames() {
    return frames;
  }

  /** Bytes of all frames. */
  long bytes() {
    return bytes;
  }

  /** Bytes of the file. */
  long fileBytes() {
    return flushed + used;
  }

  /** Time of the last frame, in microseconds since the first could be. */
  long lastMicros() {
    return lastMicros;
  }

  /**
   * Adds a frame. No two frames have the same time: one that would is a microsecond later.
   *
   * @param from who sends
   * @param flags of the TCP header
   * @param sequence number of the first byte
   */
  void segment(
      TcpEnd from, int flags, int sequence, byte[] data, int offset, int length, long micros) {
    if (frames == mostFrames) {
      throw new IllegalStateException("more than " + mostFrames + " frames");
    }
    if (used > buffer.length - LARGEST_RECORD) {
      flush();
    }
    int tcpHeader = TCP_HEADER + ((flags & SYN) != 0 ? 20 : 12);
    int frameLength = ETHERNET_HEADER + IP_HEADER + tcpHeader + length;
    lastMicros = Math.max(micros, lastMicros + 1);
    record(frameLength);
    ethernet(from);
    int ip = used + RECORD_HEADER + ETHERNET_HEADER;
    ip(from, ip, IP_HEADER + tcpHeader + length);
    int tcp = ip + IP_HEADER;
    System.arraycopy(data, offset, buffer, tcp + tcpHeader, length);
    tcp(from, flags, sequence, tcp, tcpHeader, length);
    used += RECORD_HEADER + frameLength;
    frames++;
    bytes += frameLength;
  }

  private void record(int frameLength) {
    putLe(used, (int) (START_SECONDS + lastMicros / 1_000_000));
    putLe(used + 4, (int) (lastMicros % 1_000_000));
    putLe(used + 8, frameLength);
    putLe(used + 12, frameLength);
  }

  private void ethernet(TcpEnd from) {
    int at = used + RECORD_HEADER;
    put16(at, 0x0200); // locally administered; the rest is the address
    put32(at + 2, from.peer().address);
    put16(at + 6, 0x0200);
    put32(at + 8, from.address);
    put16(at + 12, 0x0800);
  }

  private void ip(TcpEnd from, int at, int totalLength) {
    put16(at, 0x4500);
    put16(at + 2, totalLength);
    put16(at + 4, identification++);
    put16(at + 6, 0x4000); // do not fragment
    put16(at + 8, 64 << 8 | 6); // time to live, TCP
    put16(at + 10, 0);
    put32(at + 12, from.address);
    put32(at + 16, from.peer().address);
    put16(at + 10, complement(sum(at, IP_HEADER)));
  }

  private void tcp(TcpEnd from, int flags, int sequence, int at, int header, int length) {
    boolean acknowledges = (flags & ACK) != 0;
    put16(at, from.port);
    put16(at + 2, from.peer().port);
    put32(at + 4, sequence);
    put32(at + 8, acknowledges ? from.acknowledgement() : 0);
    put16(at + 12, header / 4 << 12 | flags);
    put16(at + 14, 0xFAF0); // window
    put32(at + 16, 0);
    if ((flags & SYN) != 0) {
      put32(at + 20, 0x020405B4); // maximum segment size 1460
      put32(at + 24, 0x0402_080A); // selective acknowledgements, time stamps
      timestamps(from, at + 28);
      put32(at + 36, 0x01030307); // window scale
    } else {
      put32(at + 20, 0x0101080A); // time stamps
      timestamps(from, at + 24);
    }
    long pseudo = sum(at - 8, 8) + 6 + header + length;
    put16(at + 16, complement(pseudo + sum(at, header + length)));
  }

  private void timestamps(TcpEnd from, int at) {
    int millis = from.timestamp(lastMicros);
    put32(at, millis);
    put32(at + 4, from.peer().lastTimestamp());
  }

  // RFC 1071; sums of 32-bit words fold to the same as those of 16-bit words
  private long sum(int at, int length) {
    long sum = 0;
    int end = at + length;
    int i = at;
    for (; i + 4 <= end; i += 4) {
      sum += (int) INT_BE.get(buffer, i) & 0xFFFF_FFFFL;
    }
    for (int shift = 24; i < end; i++, shift -= 8) {
      sum += (buffer[i] & 0xFFL) << shift;
    }
    return sum;
  }

  private static int complement(long sum) {
    long folded = sum;
    while (folded >>> 16 != 0) {
      folded = (folded & 0xFFFF) + (folded >>> 16);
    }
    return (int) ~folded & 0xFFFF;
  }

  private void put16(int at, int value) {
    SHORT_BE.set(buffer, at, (short) value);
  }

  private void put32(int at, int value) {
    INT_BE.set(buffer, at, value);
  }

  private void putLe(int at, int value) {
    INT_LE.set(buffer, at, value);
  }

  /** Hands what is buffered to the stream. */
  void flush() {
    try {
      out.write(buffer, 0, used);
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    flushed += used;
    used = 0;
    onFlush.accept(frames);
  }
}
