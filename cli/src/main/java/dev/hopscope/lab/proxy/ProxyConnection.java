package dev.hopscope.lab.proxy;

import dev.hopscope.lab.proxy.Entry.Fate;
import dev.hopscope.lab.proxy.Fault.Position;
import dev.hopscope.lab.proxy.PacketInput.Version;
import dev.hopscope.lab.proxy.WireTap.Event;
import dev.hopscope.mqtt.Direction;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** One connection of a client, and the one to the broker that belongs to it. */
public final class ProxyConnection {
  private final String client;
  private final Socket near;
  private final Socket far;
  private final FaultPlan faults;
  private final WireTap tap;
  private final Activity activity;
  private final Version version = new Version();
  private final InetSocketAddress nearClient;
  private final InetSocketAddress nearServer;
  private final InetSocketAddress farClient;
  private final Map<Direction, List<Entry>> log = new EnumMap<>(Direction.class);
  private final Set<Direction> ended = EnumSet.noneOf(Direction.class);
  private final List<Thread> threads = new ArrayList<>();
  private boolean broken; // nothing gets through any more
  private boolean told; // the client, of the end
  private long stalledUntil;
  private String problem;

  /**
   * Two sockets that are connected.
   *
   * @param client its name in the experiment
   */
  ProxyConnection(
      String client, Socket near, Socket far, FaultPlan faults, WireTap tap, Activity activity) {
    this.client = client;
    this.near = near;
    this.far = far;
    this.faults = faults;
    this.tap = tap;
    this.activity = activity;
    this.nearClient = (InetSocketAddress) near.getRemoteSocketAddress();
    this.nearServer = (InetSocketAddress) near.getLocalSocketAddress();
    this.farClient = (InetSocketAddress) far.getLocalSocketAddress();
    for (Direction each : Direction.values()) {
      log.put(each, new ArrayList<>());
    }
  }

  void start() {
    tell(Direction.CLIENT_TO_SERVER, Event.OPEN, null);
    for (Direction each : Direction.values()) {
      Thread thread = new Thread(() -> pump(each), "wire-" + client + "-" + each.id());
      thread.setDaemon(true);
      threads.add(thread);
    }
    threads.forEach(Thread::start);
  }

  private void tell(Direction direction, Event event, byte[] bytes) {
    tap.on(nearClient, nearServer, direction, event, bytes);
  }

  private void pump(Direction direction) {
    Socket from = direction == Direction.CLIENT_TO_SERVER ? near : far;
    try {
      PacketInput in = new PacketInput(new BufferedInputStream(from.getInputStream()));
      for (WirePacket packet = in.next(version); packet != null; packet = in.next(version)) {
        activity.now();
        onPacket(direction, packet);
      }
    } catch (SocketException e) {
      // a reset is an end
      activity.now();
    } catch (IOException e) {
      problem(direction, e);
    } finally {
      end(direction);
    }
  }

  private synchronized void problem(Direction direction, IOException failure) {
    problem = client + ", " + direction.id() + ": " + failure.getMessage();
    breakOff();
  }

  private void onPacket(Direction direction, WirePacket packet) {
    if (direction == Direction.CLIENT_TO_SERVER) {
      synchronized (this) {
        tell(direction, Event.BYTES, packet.bytes());
      }
    }
    Fault fault = faults.at(client, direction, packet);
    if (fault == null) {
      forward(direction, packet);
      return;
    }
    boolean after = fault.position() == Position.AFTER;
    switch (fault.action()) {
      case DROP -> remove(direction, packet);
      case DELAY -> {
        activity.hold(fault.lasts());
        forward(direction, packet);
      }
      case CUT -> {
        if (after) {
          forward(direction, packet, this::breakOff);
        } else {
          remove(direction, packet);
          breakOff();
        }
      }
      case STALL -> {
        if (after) {
          forward(direction, packet, () -> stall(fault));
        } else {
          stall(fault);
          forward(direction, packet);
        }
      }
    }
  }

  private synchronized void remove(Direction direction, WirePacket packet) {
    log.get(direction).add(new Entry(packet, Fate.REMOVED));
  }

  private synchronized void stall(Fault fault) {
    if (fault.lasts() == null) {
      broken = true;
    } else {
      stalledUntil = System.nanoTime() + fault.lasts().toNanos();
    }
  }

  private void forward(Direction direction, WirePacket packet) {
    forward(direction, packet, () -> {});
  }

  /**
   * Writes in one piece, so that a packet is there or not, whatever happens.
   *
   * @param then runs before anything else gets through
   */
  private void forward(Direction direction, WirePacket packet, Runnable then) {
    activity.holdUntil(this::stalledUntil);
    synchronized (this) {
      if (broken) {
        remove(direction, packet);
        return;
      }
      Socket to = direction == Direction.CLIENT_TO_SERVER ? far : near;
      Fate fate = Fate.UNDELIVERABLE;
      if (!ended.contains(direction.opposite())) {
        try {
          to.getOutputStream().write(packet.bytes());
          fate = Fate.PASSED;
          if (direction == Direction.SERVER_TO_CLIENT) {
            tell(direction, Event.BYTES, packet.bytes());
          }
        } catch (IOException e) {
          // the other side has gone: what is sent to it now is sent to nobody, and the log says so
          fate = Fate.UNDELIVERABLE;
        }
      }
      log.get(direction).add(new Entry(packet, fate));
      activity.now();
      then.run();
    }
  }

  private synchronized long stalledUntil() {
    return stalledUntil;
  }

  /**
   * Ends both connections to the outside. What comes on them is still read and logged, until the
   * others end them too: so nothing that a side has sent is unaccounted for.
   */
  synchronized void breakOff() {
    broken = true;
    shutdown(far);
    tellEnd();
  }

  private void tellEnd() {
    if (!told) {
      told = true;
      tell(Direction.SERVER_TO_CLIENT, Event.END, null);
      shutdown(near);
    }
  }

  private void end(Direction direction) {
    synchronized (this) {
      ended.add(direction);
      if (direction == Direction.CLIENT_TO_SERVER) {
        tell(direction, Event.END, null);
        shutdown(far);
      } else {
        tellEnd();
      }
      activity.now();
      if (ended.size() < Direction.values().length) {
        return;
      }
    }
    close();
  }

  private static void shutdown(Socket socket) {
    try {
      socket.shutdownOutput();
    } catch (IOException e) {
      // not connected any more, which is what was wanted
      close(socket);
    }
  }

  /** Closes both sockets, whatever is under way. */
  public void close() {
    close(near);
    close(far);
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /** Waits until both sides have ended; whether they have. */
  public boolean awaitEnd(long nanos) throws InterruptedException {
    long end = System.nanoTime() + nanos;
    for (Thread each : threads) {
      long left = Math.max(1, (end - System.nanoTime()) / 1_000_000);
      each.join(left);
    }
    return threads.stream().noneMatch(Thread::isAlive);
  }

  /** The name of the client in the experiment. */
  public String client() {
    return client;
  }

  /** The client's end of the connection that is captured. */
  public InetSocketAddress clientAddress() {
    return nearClient;
  }

  /** The proxy's end of the connection that is captured. */
  public InetSocketAddress serverAddress() {
    return nearServer;
  }

  /** What the broker takes for the client's address. */
  public InetSocketAddress brokersClient() {
    return farClient;
  }

  /** What came in a direction so far, in order. */
  public synchronized List<Entry> log(Direction direction) {
    return List.copyOf(log.get(direction));
  }

  /** How many bytes of packets were on the captured connection in a direction. */
  public synchronized long capturedBytes(Direction direction) {
    return log.get(direction).stream()
        .filter(each -> direction == Direction.CLIENT_TO_SERVER || each.fate() == Fate.PASSED)
        .mapToLong(each -> each.packet().bytes().length)
        .sum();
  }

  /** What was no MQTT, or null. */
  public synchronized String problem() {
    return problem;
  }
}
