package dev.hopscope.lab.proxy;

import dev.hopscope.lab.LabException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Where clients connect to instead of the broker: a port of its own on loopback. Its connections
 * are logged from its opening until {@link #close}, and are there afterwards too.
 */
public final class Proxy implements AutoCloseable {
  private static final int CONNECT_MILLIS = 5_000;

  private final ServerSocket server;
  private final FaultPlan faults;
  private final WireTap tap;
  private final Activity activity = new Activity();
  private final List<ProxyConnection> connections = new ArrayList<>();
  private final AtomicReference<String> expected = new AtomicReference<>();
  private volatile InetSocketAddress target;

  private Proxy(ServerSocket server, FaultPlan faults, WireTap tap) {
    this.server = server;
    this.faults = faults;
    this.tap = tap;
  }

  /**
   * Listens on a free port of 127.0.0.1; connections are refused until there is a {@link #target}.
   */
  public static Proxy open(FaultPlan faults, WireTap tap) {
    try {
      ServerSocket server = new ServerSocket();
      server.bind(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 0));
      Proxy proxy = new Proxy(server, faults, tap);
      Thread thread = new Thread(proxy::accept, "wire-" + server.getLocalPort());
      thread.setDaemon(true);
      thread.start();
      return proxy;
    } catch (IOException e) {
      throw new LabException("no free port on 127.0.0.1 (" + e.getMessage() + ")", e);
    }
  }

  /** Where the broker is from now on; null for nowhere. */
  public void target(InetSocketAddress broker) {
    target = broker;
  }

  /** The name of the client whose connection is the next one. */
  public void expect(String client) {
    expected.set(client);
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket near = server.accept();
        String named = expected.getAndSet(null);
        connect(near, named == null ? "unknown" : named);
      } catch (IOException e) {
        // closed, which ends the loop; or a client that has gone before it was taken
        activity.now();
      }
    }
  }

  private void connect(Socket near, String client) throws IOException {
    Socket far = new Socket();
    try {
      near.setTcpNoDelay(true);
      far.setTcpNoDelay(true);
      InetSocketAddress broker = target;
      if (broker == null) {
        throw new IOException("no broker");
      }
      far.connect(broker, CONNECT_MILLIS);
    } catch (IOException e) {
      far.close();
      near.close();
      throw e;
    }
    ProxyConnection connection = new ProxyConnection(client, near, far, faults, tap, activity);
    synchronized (connections) {
      connections.add(connection);
    }
    connection.start();
  }

  /** The port that it listens on. */
  public int port() {
    return server.getLocalPort();
  }

  /** Where clients connect to. */
  public InetSocketAddress address() {
    return (InetSocketAddress) server.getLocalSocketAddress();
  }

  /** All connections so far, in the order in which they were opened. */
  public List<ProxyConnection> connections() {
    synchronized (connections) {
      return List.copyOf(connections);
    }
  }

  /** For how long nothing has gone through, and nothing was held back; nanoseconds. */
  public long quietNanos() {
    return activity.quietNanos();
  }

  /** Closes everything that is open. */
  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      throw new LabException("the proxy cannot be closed (" + e.getMessage() + ")", e);
    }
    connections().forEach(ProxyConnection::close);
  }
}
