package dev.hopscope.net;

/**
 * The authentication header behind IPv4 (RFC 4302).
 *
 * <pre>
 * next header   length in words behind two   reserved:2 index:4 sequence:4 check value
 * </pre>
 */
final class AuthenticationHeader implements Layer {
  static final Layer LAYER = new AuthenticationHeader();

  private AuthenticationHeader() {}

  @Override
  public Layer strip(PacketCursor cursor) {
    if (!cursor.has(8)) {
      return cursor.lacks(8);
    }
    int length = (cursor.u8(1) + 2) * 4;
    return cursor.has(length)
        ? cursor.skip(length, IpProtocol.next(cursor, cursor.u8(0)))
        : cursor.lacks(length);
  }
}
