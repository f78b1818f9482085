package dev.hopscope.stream;

/**
 * One end of a TCP connection.
 *
 * @param ipv6 whether the address is IPv6
 * @param high high half of the address; 0 for IPv4
 * @param low low half of the address
 * @param port the port
 */
public record Endpoint(boolean ipv6, long high, long low, int port) {

  // the generated ones are linked at run time, which a short run would notice
  @Override
  public boolean equals(Object other) {
    return other instanceof Endpoint that
        && port == that.port
        && low == that.low
        && high == that.high
        && ipv6 == that.ipv6;
  }

  @Override
  public int hashCode() {
    return 31 * (31 * Long.hashCode(low) + Long.hashCode(high)) + port;
  }

  /** The address and port as text: {@code 127.0.0.1:1883} or {@code [::1]:1883} (RFC 5952). */
  @Override
  public String toString() {
    return ipv6 ? "[" + ipv6Text() + "]:" + port : ipv4Text() + ":" + port;
  }

  /** The address alone, without its port. */
  public String addressText() {
    return ipv6 ? ipv6Text() : ipv4Text();
  }

  private String ipv4Text() {
    return (low >>> 24 & 0xff)
        + "."
        + (low >>> 16 & 0xff)
        + "."
        + (low >>> 8 & 0xff)
        + "."
        + (low & 0xff);
  }

  private int group(int index) {
    long half = index < 4 ? high : low;
    return (int) (half >>> 48 - 16 * (index & 3) & 0xffff);
  }

  // RFC 5952 section 4.2: the longest run of two or more zero groups is shortened, the first of
  // equals.
  private String ipv6Text() {
    int runStart = -1;
    int runLength = 1;
    for (int i = 0; i < 8; i++) {
      int end = i;
      while (end < 8 && group(end) == 0) {
        end++;
      }
      if (end - i > runLength) {
        runStart = i;
        runLength = end - i;
      }
      i = Math.max(i, end - 1);
    }
    StringBuilder text = new StringBuilder(39);
    for (int i = 0; i < 8; i++) {
      if (i == runStart) {
        text.append("::");
        i += runLength - 1;
        continue;
      }
      if (i > 0 && text.charAt(text.length() - 1) != ':') {
        text.append(':');
      }
      text.append(Integer.toHexString(group(i)));
    }
    return text.toString();
  }
}
