package dev.hopscope.benchmarks.load;

/** The steps of a flow, the same on both hops (MQTT 3.1.1, 4.3). */
final class Exchange {
  private Exchange() {}

  /** Sends a PUBLISH. */
  static void begin(TcpEnd from, Message message, Receiver receiver, int qos) {
    int packetId = qos > 0 ? from.nextPacketId() : 0;
    from.send(Packet.of(PacketKind.PUBLISH, new Flow(message, receiver, qos, packetId)));
  }

  /**
   * Answers a packet of a flow.
   *
   * @param at the end that received it
   * @return whether the flow is complete with it
   */
  static boolean answer(World world, TcpEnd at, Packet packet) {
    PacketKind answer =
        switch (packet.kind()) {
          case PUBLISH ->
              switch (packet.flow().qos()) {
                case 1 -> PacketKind.PUBACK;
                case 2 -> PacketKind.PUBREC;
                default -> null;
              };
          case PUBREC -> PacketKind.PUBREL;
          case PUBREL -> PacketKind.PUBCOMP;
          default -> null;
        };
    if (answer != null) {
      at.send(Packet.of(answer, packet.flow()));
    }
    boolean complete =
        switch (packet.kind()) {
          case PUBLISH -> packet.flow().qos() == 0;
          case PUBACK, PUBCOMP -> true;
          default -> false;
        };
    if (complete) {
      world.flowEnded();
    }
    return complete;
  }
}
