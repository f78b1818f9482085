package dev.hopscope.testkit.wrapping;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.HexFormat;

/** Bytes of headers. */
final class Headers {
  private Headers() {}

  static byte[] hex(String digits) {
    return HexFormat.of().parseHex(digits.replace(" ", ""));
  }

  static byte[] join(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }

  static byte[] shorts(int... values) {
    ByteBuffer bytes = ByteBuffer.allocate(values.length * 2);
    for (int value : values) {
      bytes.putShort((short) value);
    }
    return bytes.array();
  }

  static byte[] ints(int... values) {
    ByteBuffer bytes = ByteBuffer.allocate(values.length * 4);
    for (int value : values) {
      bytes.putInt(value);
    }
    return bytes.array();
  }

  static int u16(byte[] data, int at) {
    return (data[at] & 0xff) << 8 | data[at + 1] & 0xff;
  }

  /** A length, or 0 where it does not fit: as segmentation offload writes it. */
  static int length(int bytes) {
    return bytes > 0xffff ? 0 : bytes;
  }

  /** An IPv4 header without options, its checksum right. */
  static byte[] ipv4(int totalLength, int id, int fragment, int protocol, int from, int to) {
    byte[] header =
        join(
            shorts(0x4500, length(totalLength), id, fragment, 64 << 8 | protocol, 0),
            ints(from),
            ints(to));
    return checked(header);
  }

  /** The same header with its checksum right. */
  static byte[] checked(byte[] ipv4) {
    byte[] header = ipv4.clone();
    header[10] = 0;
    header[11] = 0;
    int sum = 0;
    for (int i = 0; i < (header[0] & 0xf) * 4; i += 2) {
      sum += u16(header, i);
    }
    sum = (sum & 0xffff) + (sum >>> 16);
    sum = (sum & 0xffff) + (sum >>> 16);
    header[10] = (byte) (~sum >>> 8);
    header[11] = (byte) ~sum;
    return header;
  }

  static byte[] ipv6(int payloadLength, int next, long from, long to) {
    ByteBuffer header = ByteBuffer.allocate(40);
    header
        .putInt(0x6000_0000)
        .putShort((short) length(payloadLength))
        .put((byte) next)
        .put((byte) 64);
    header
        .putLong(0x2001_0db8_0000_0000L)
        .putLong(from)
        .putLong(0x2001_0db8_0000_0000L)
        .putLong(to);
    return header.array();
  }
}
