package dev.hopscope.testkit;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;

/** Headers of the PROXY protocol (proxy-protocol.txt), right and wrong ones. */
public final class ProxyBytes {
  private ProxyBytes() {}

  /** A header of version 1: {@code PROXY}, the text given, CR LF. */
  public static byte[] line(String text) {
    return ("PROXY " + text + "\r\n").getBytes(ISO_8859_1);
  }

  /**
   * A header of version 2.
   *
   * @param version version and command
   * @param family address family and protocol
   * @param tlvs bytes behind the addresses, as one TLV where there is room for its head
   */
  public static byte[] block(int version, int family, byte[] addresses, int tlvs) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes("\r\n\r\n\0\r\nQUIT\n".getBytes(ISO_8859_1));
    int length = addresses.length + tlvs;
    out.write(version);
    out.write(family);
    out.write(length >>> 8);
    out.write(length);
    out.writeBytes(addresses);
    for (int i = 0; i < tlvs; i++) {
      // PP2_TYPE_NOOP, its length, and a value that looks like a CONNECT
      int value = i - 3;
      out.write(i == 0 ? 4 : value == -2 ? tlvs - 3 >>> 8 : value == -1 ? tlvs - 3 : 0x10);
    }
    return out.toByteArray();
  }

  /** 192.0.2.1:40000 to 192.0.2.2:1883. */
  public static byte[] ipv4() {
    return new byte[] {(byte) 192, 0, 2, 1, (byte) 192, 0, 2, 2, (byte) 0x9c, 0x40, 0x07, 0x5b};
  }

  /** 2001:db8::1 port 40000 to 2001:db8::2 port 1883. */
  public static byte[] ipv6() {
    byte[] addresses = new byte[36];
    for (int at = 0; at < 32; at += 16) {
      addresses[at] = 0x20;
      addresses[at + 1] = 0x01;
      addresses[at + 2] = 0x0d;
      addresses[at + 3] = (byte) 0xb8;
      addresses[at + 15] = (byte) (at == 0 ? 1 : 2);
    }
    System.arraycopy(ipv4(), 8, addresses, 32, 4);
    return addresses;
  }
}
