package dev.hopscope.benchmarks.load;

import java.util.List;

/**
 * The broker at one connection. It passes a message on as soon as it owns it, as mosquitto does.
 */
final class BrokerParty implements Party {
  private static final byte[] PING_RESPONSE = PacketBytes.empty(PacketKind.PINGRESP);

  private final World world;
  private final TcpEnd end;
  private final List<Subscription> subscriptions;

  BrokerParty(World world, TcpEnd end, List<Subscription> subscriptions) {
    this.world = world;
    this.end = end;
    this.subscriptions = subscriptions;
  }

  @Override
  public void onPacket(Packet packet) {
    switch (packet.kind()) {
      case CONNECT -> answer(PacketKind.CONNACK, PacketBytes.connack(end.version5));
      case SUBSCRIBE ->
          answer(
              PacketKind.SUBACK,
              PacketBytes.suback(ClientParty.SUBSCRIBE_ID, subscriptions, end.version5));
      case PINGREQ -> answer(PacketKind.PINGRESP, PING_RESPONSE);
      case PUBLISH -> {
        Exchange.answer(world, end, packet);
        if (packet.flow().qos() < 2) {
          passOn(packet.flow().message());
        }
      }
      case PUBREL -> {
        Exchange.answer(world, end, packet);
        passOn(packet.flow().message());
      }
      default -> Exchange.answer(world, end, packet);
    }
  }

  private void answer(PacketKind kind, byte[] bytes) {
    end.send(Packet.of(kind, bytes));
  }

  private static void passOn(Message message) {
    Topic topic = message.topic();
    for (Receiver receiver : topic.receivers) {
      int qos = Math.min(topic.qos, receiver.grantedQos);
      Exchange.begin(receiver.broker, message, receiver, qos);
    }
  }

  @Override
  public void onOpen() {
    throw new IllegalStateException("a broker opens no connection");
  }

  @Override
  public void onClosed() {
    throw new IllegalStateException("a broker closes no connection");
  }
}
