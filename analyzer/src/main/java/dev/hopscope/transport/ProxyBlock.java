package dev.hopscope.transport;

import dev.hopscope.bytes.ByteReads;
import dev.hopscope.stream.Endpoint;

/**
 * A PROXY protocol header of version 2 (proxy-protocol.txt, section 2.2).
 *
 * <pre>
 *  0 signature:12   12 version:4 bits, command:4 bits   13 family:4 bits, protocol:4 bits
 * 14 length of what follows:2   16 addresses of the family   then TLVs up to the length
 * </pre>
 */
final class ProxyBlock {
  /** Bytes before the addresses. */
  static final int FIXED = 16;

  private static final int LOCAL = 0;
  private static final int PROXY = 1;
  private static final int INET = 1;
  private static final int INET6 = 2;
  private static final int UNIX = 3;
  private static final int MOST_PROTOCOL = 2;

  private ProxyBlock() {}

  /** Bytes behind the fixed part. */
  static int length(byte[] head) {
    return ByteReads.u16be(head, 14);
  }

  /** How many bytes of addresses are worth reading: 0 where there are none, or Unix paths. */
  static int addressBytes(byte[] head) {
    if ((head[12] & 0x0f) == LOCAL) {
      return 0;
    }
    return switch ((head[13] & 0xff) >>> 4) {
      case INET -> 12;
      case INET6 -> 36;
      default -> 0;
    };
  }

  /** What is wrong with the fixed part, or null. */
  static String problem(byte[] head) {
    int version = (head[12] & 0xff) >>> 4;
    int command = head[12] & 0x0f;
    int family = (head[13] & 0xff) >>> 4;
    int protocol = head[13] & 0x0f;
    if (version != 2) {
      return "version " + version + " under the signature of version 2";
    }
    if (command > PROXY) {
      return "unknown command " + command;
    }
    // a LOCAL header's family and addresses are to be skipped, whatever they say
    if (command == LOCAL) {
      return null;
    }
    if (family > UNIX || protocol > MOST_PROTOCOL) {
      return "unknown address family or protocol " + String.format("0x%02x", head[13] & 0xff);
    }
    int needed = family == UNIX ? 216 : addressBytes(head);
    return length(head) < needed
        ? "length " + length(head) + " is less than its addresses take"
        : null;
  }

  /** Reads a header without a problem, of which the addresses are there. */
  static ProxyHeader read(byte[] head) {
    int end = FIXED + length(head);
    return switch (addressBytes(head)) {
      case 12 -> new ProxyHeader(end, inet(head, 16, 24), inet(head, 20, 26), null);
      case 36 -> new ProxyHeader(end, inet6(head, 16, 48), inet6(head, 32, 50), null);
      default -> ProxyHeader.plain(end);
    };
  }

  private static Endpoint inet(byte[] head, int address, int port) {
    return new Endpoint(false, 0, ByteReads.u32be(head, address), ByteReads.u16be(head, port));
  }

  private static Endpoint inet6(byte[] head, int address, int port) {
    return new Endpoint(
        true,
        ByteReads.i64be(head, address),
        ByteReads.i64be(head, address + 8),
        ByteReads.u16be(head, port));
  }
}
