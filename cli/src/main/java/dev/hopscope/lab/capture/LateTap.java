package dev.hopscope.lab.capture;

import dev.hopscope.lab.proxy.WireTap;
import dev.hopscope.mqtt.Direction;
import java.net.InetSocketAddress;

/** Passes on what proxies tell, once there is somebody who wants it: ports come first. */
public final class LateTap implements WireTap {
  private volatile WireTap to = WireTap.NONE;

  /** Who wants it from now on. */
  public void to(WireTap tap) {
    to = tap;
  }

  @Override
  public void on(
      InetSocketAddress client,
      InetSocketAddress server,
      Direction direction,
      Event event,
      byte[] bytes) {
    to.on(client, server, direction, event, bytes);
  }
}
