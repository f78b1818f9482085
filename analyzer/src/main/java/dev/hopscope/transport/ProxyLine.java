package dev.hopscope.transport;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.hopscope.stream.Endpoint;

/**
 * A PROXY protocol header of version 1 (proxy-protocol.txt, section 2.1): one line such as {@code
 * PROXY TCP4 192.0.2.1 192.0.2.2 40000 1883}, ended by CR LF.
 */
final class ProxyLine {
  /** The longest line, its end included. */
  static final int LONGEST = 107;

  private static final int PARTS = 6;
  private static final int MOST_PORT = 0xffff;

  private ProxyLine() {}

  /** Reads a whole line of {@code length} bytes, its CR LF included. */
  static ProxyHeader read(byte[] line, int length) {
    String text = new String(line, 0, length - 2, ISO_8859_1);
    // what follows UNKNOWN is to be ignored
    if (text.equals("PROXY UNKNOWN") || text.startsWith("PROXY UNKNOWN ")) {
      return ProxyHeader.plain(length);
    }
    String[] parts = text.split(" ", -1);
    boolean ipv6 = parts.length > 1 && parts[1].equals("TCP6");
    if (!ipv6 && (parts.length < 2 || !parts[1].equals("TCP4"))) {
      return ProxyHeader.wrong("its protocol is none of TCP4, TCP6 and UNKNOWN");
    }
    if (parts.length != PARTS) {
      return ProxyHeader.wrong("it has " + parts.length + " parts instead of " + PARTS);
    }
    Endpoint client = endpoint(ipv6, parts[2], parts[4]);
    Endpoint server = endpoint(ipv6, parts[3], parts[5]);
    return client == null || server == null
        ? ProxyHeader.wrong("an address or a port cannot be read")
        : new ProxyHeader(length, client, server, null);
  }

  private static Endpoint endpoint(boolean ipv6, String address, String portText) {
    int port = decimal(portText, MOST_PORT);
    long[] halves = ipv6 ? ipv6(address) : ipv4(address);
    return halves == null || port < 0 ? null : new Endpoint(ipv6, halves[0], halves[1], port);
  }

  // no sign, no leading zero, at most five digits; -1 for anything else
  private static int decimal(String text, int most) {
    boolean plain = text.matches("0|[1-9][0-9]{0,4}");
    int value = plain ? Integer.parseInt(text) : -1;
    return value <= most ? value : -1;
  }

  private static long[] ipv4(String text) {
    String[] parts = text.split("\\.", -1);
    long low = 0;
    for (String part : parts) {
      int octet = decimal(part, 0xff);
      if (octet < 0) {
        return null;
      }
      low = low << 8 | octet;
    }
    return parts.length == 4 ? new long[] {0, low} : null;
  }

  // RFC 4291 section 2.2: groups, with one run of zeros as "::", the last two perhaps as IPv4
  private static long[] ipv6(String text) {
    int run = text.indexOf("::");
    if (run < 0) {
      int[] all = groups(text);
      return all != null && all.length == 8 ? halves(all, all, 0) : null;
    }
    int[] before = groups(text.substring(0, run));
    int[] behind = groups(text.substring(run + 2));
    return before != null && behind != null && before.length + behind.length < 8
        ? halves(before, behind, 8 - behind.length)
        : null;
  }

  private static int[] groups(String text) {
    if (text.isEmpty()) {
      return new int[0];
    }
    String hex = text;
    int last = text.lastIndexOf(':') + 1;
    if (text.indexOf('.', last) >= 0) {
      long[] tail = ipv4(text.substring(last));
      if (tail == null) {
        return null;
      }
      hex = text.substring(0, last) + Long.toHexString(tail[1] >>> 16);
      hex += ":" + Long.toHexString(tail[1] & 0xffff);
    }
    String[] parts = hex.split(":", -1);
    int[] groups = new int[parts.length];
    for (int i = 0; i < parts.length; i++) {
      if (!parts[i].matches("[0-9a-fA-F]{1,4}")) {
        return null;
      }
      groups[i] = Integer.parseInt(parts[i], 16);
    }
    return groups;
  }

  private static long[] halves(int[] before, int[] behind, int behindAt) {
    int[] all = new int[8];
    System.arraycopy(before, 0, all, 0, before.length);
    System.arraycopy(behind, 0, all, behindAt, behind.length);
    long[] halves = new long[2];
    for (int i = 0; i < 8; i++) {
      halves[i / 4] = halves[i / 4] << 16 | all[i];
    }
    return halves;
  }
}
