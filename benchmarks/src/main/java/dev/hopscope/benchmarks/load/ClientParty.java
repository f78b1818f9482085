package dev.hopscope.benchmarks.load;

import java.util.List;

/** A client at its connection: it connects, subscribes or publishes, answers, and leaves. */
class ClientParty implements Party {
  static final int SUBSCRIBE_ID = 1;
  private static final byte[] PING_REQUEST = PacketBytes.empty(PacketKind.PINGREQ);
  private static final byte[] LAST = PacketBytes.empty(PacketKind.DISCONNECT);

  final World world;
  final TcpEnd end;
  private final String clientId;
  private boolean connected;
  private boolean leaving;
  private int openPings;

  ClientParty(World world, TcpEnd end, String clientId, List<Subscription> subscriptions) {
    this.world = world;
    this.end = end;
    this.clientId = clientId;
    end.speaksFor(this);
    end.peer().speaksFor(new BrokerParty(world, end.peer(), subscriptions));
  }

  final void connect() {
    end.connect();
  }

  @Override
  public final void onOpen() {
    send(PacketKind.CONNECT, PacketBytes.connect(clientId, end.version5));
  }

  @Override
  public void onPacket(Packet packet) {
    switch (packet.kind()) {
      case CONNACK -> {
        connected = true;
        onConnected();
      }
      case PINGRESP -> openPings--;
      default -> Exchange.answer(world, end, packet);
    }
  }

  /** The broker accepted the connection. */
  void onConnected() {}

  /** Asks whether the broker is there, unless it is being asked, or the client is not connected. */
  final void ping() {
    if (connected && !leaving && openPings == 0) {
      openPings++;
      send(PacketKind.PINGREQ, PING_REQUEST);
    }
  }

  /** Ends the connection. */
  final void leave() {
    if (openPings > 0) {
      world.timeline().in(300, this::leave);
    } else if (!leaving) {
      leaving = true;
      end.close(Packet.of(PacketKind.DISCONNECT, LAST));
    }
  }

  final boolean isLeaving() {
    return leaving;
  }

  @Override
  public void onClosed() {
    world.closed();
  }

  final void send(PacketKind kind, byte[] bytes) {
    end.send(Packet.of(kind, bytes));
  }
}
