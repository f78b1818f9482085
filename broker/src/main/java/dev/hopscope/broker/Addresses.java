package dev.hopscope.broker;

import io.netty.util.NetUtil;
import java.net.InetSocketAddress;

/** Addresses as the report writes them. */
final class Addresses {
  private Addresses() {}

  /** {@code host:port}; an IPv6 address is as short as can be, in brackets, and has no scope. */
  static String text(InetSocketAddress address) {
    String host = NetUtil.toAddressString(address.getAddress());
    return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + address.getPort();
  }
}
