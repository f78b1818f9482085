package dev.hopscope.transport;

import dev.hopscope.stream.Endpoint;

/**
 * What a PROXY protocol header said of the connection that a proxy passes on. Immutable.
 *
 * @param length its bytes, the same as the stream position behind it; -1 where a gap hides its end
 * @param client who opened the original connection; null where the header does not tell (LOCAL,
 *     UNKNOWN, UNSPEC, a Unix socket) or a gap hides it
 * @param server whom the original connection was opened to; null together with {@code client}
 * @param problem what is wrong with it, as one phrase; null if nothing is
 */
public record ProxyHeader(long length, Endpoint client, Endpoint server, String problem) {

  static ProxyHeader wrong(String problem) {
    return new ProxyHeader(-1, null, null, problem);
  }

  static ProxyHeader plain(long length) {
    return new ProxyHeader(length, null, null, null);
  }

  /** Whether it broke the format, so that what follows it cannot be found. */
  public boolean malformed() {
    return problem != null;
  }
}
