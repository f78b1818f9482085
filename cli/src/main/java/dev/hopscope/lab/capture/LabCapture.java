package dev.hopscope.lab.capture;

import dev.hopscope.lab.proxy.ProxyConnection;
import dev.hopscope.lab.proxy.WireTap;
import java.util.List;

/** A capture of the connections between clients and proxies, from its making until it is closed. */
public interface LabCapture extends AutoCloseable {
  /** What the proxies have to tell. */
  WireTap tap();

  /**
   * Waits until all that went over connections that have ended is captured.
   *
   * @throws dev.hopscope.lab.LabException if something does not come
   */
  void await(List<ProxyConnection> connections);

  /** Ends the capture; the file is whole. */
  @Override
  void close();
}
