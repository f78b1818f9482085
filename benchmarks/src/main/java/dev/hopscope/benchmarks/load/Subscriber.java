package dev.hopscope.benchmarks.load;

import java.util.List;

/** A client that subscribes once, and receives. */
final class Subscriber extends ClientParty {
  private final List<Subscription> subscriptions;

  Subscriber(World world, TcpEnd end, String clientId, List<Subscription> subscriptions) {
    super(world, end, clientId, subscriptions);
    this.subscriptions = subscriptions;
    end.nextPacketId(); // SUBSCRIBE_ID
  }

  @Override
  void onConnected() {
    byte[] bytes = PacketBytes.subscribe(SUBSCRIBE_ID, subscriptions, end.version5);
    send(PacketKind.SUBSCRIBE, bytes);
  }
}
