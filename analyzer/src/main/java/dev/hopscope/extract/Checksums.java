package dev.hopscope.extract;

import dev.hopscope.bytes.ByteReads;
import dev.hopscope.bytes.InternetChecksum;
import dev.hopscope.net.Headers;

/**
 * Makes the checksums of a changed frame right, the innermost first: computed anew where all that
 * they cover is there, else changed by the difference (RFC 1624), so that they are as right as they
 * were.
 */
final class Checksums {
  private static final int TCP_PROTOCOL = 6;
  private static final int UDP_PROTOCOL = 17;
  private static final int TCP_FIELD = 16;
  private static final int UDP_FIELD = 6;
  private static final int IPV4_FIELD = 10;

  private Checksums() {}

  /**
   * Makes them right.
   *
   * @param changed the frame's buffer as it will be, indexed as {@code headers} says
   * @param original the same before the change
   */
  static void update(byte[] changed, byte[] original, Headers headers) {
    for (int i = headers.count() - 1; i >= 0; i--) {
      switch (headers.kind(i)) {
        case IPV4 -> ipv4(changed, headers.offset(i), headers.end(i));
        case TCP -> transport(changed, original, headers, i, TCP_PROTOCOL, TCP_FIELD);
        case UDP -> {
          // 0 says that there is none (RFC 768)
          if (ByteReads.u16be(changed, headers.offset(i) + UDP_FIELD) != 0) {
            transport(changed, original, headers, i, UDP_PROTOCOL, UDP_FIELD);
          }
        }
        case IPV6 -> {
          // has none
        }
      }
    }
  }

  private static void ipv4(byte[] data, int offset, int end) {
    int length = (data[offset] & 0x0f) * 4;
    if (length >= 20 && offset + length <= end) {
      set(data, offset + IPV4_FIELD, 0);
      set(data, offset + IPV4_FIELD, complement(InternetChecksum.sum(data, offset, length)));
    }
  }

  private static void transport(
      byte[] changed, byte[] original, Headers headers, int index, int protocol, int field) {
    int offset = headers.offset(index);
    int length = headers.end(index) - offset;
    int at = offset + field;
    int value;
    if (headers.whole(index) && index > 0) {
      set(changed, at, 0);
      long pseudo = addresses(changed, headers, index - 1) + protocol + length;
      value = complement(pseudo + InternetChecksum.sum(changed, offset, length));
    } else {
      // RFC 1624 equation 3, over everything at once: the field itself is the same in both sums
      int old = ByteReads.u16be(original, at);
      long before = folded(InternetChecksum.sum(original, offset, length) - old);
      set(changed, at, 0);
      long after = InternetChecksum.sum(changed, offset, length);
      value = complement((~old & 0xffff) + (~before & 0xffff) + after);
    }
    // 0 stays for: none
    set(changed, at, value == 0 && protocol == UDP_PROTOCOL ? 0xffff : value);
  }

  private static long addresses(byte[] data, Headers headers, int index) {
    int offset = headers.offset(index);
    return headers.kind(index) == Headers.Kind.IPV4
        ? InternetChecksum.sum(data, offset + 12, 8)
        : InternetChecksum.sum(data, offset + 8, 32);
  }

  private static int complement(long sum) {
    return (int) (~folded(sum) & 0xffff);
  }

  private static long folded(long sum) {
    long folded = sum;
    while (folded >>> 16 != 0) {
      folded = (folded & 0xffff) + (folded >>> 16);
    }
    return folded;
  }

  private static void set(byte[] data, int at, int value) {
    data[at] = (byte) (value >>> 8);
    data[at + 1] = (byte) value;
  }
}
