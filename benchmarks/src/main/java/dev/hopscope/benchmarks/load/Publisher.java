package dev.hopscope.benchmarks.load;

import java.util.List;

/** A client that publishes in bursts on two topics of its own, half of its messages alike. */
final class Publisher extends ClientParty {
  /** Bursts are of 3 messages on average, so each publisher sends 20 messages a second. */
  private static final int LARGEST_BURST = 9;

  private static final int LEAST_PAUSE_MICROS = 50_000;
  private static final int LONGEST_PAUSE_MICROS = 250_000;

  private final Topic[] topics;
  private long left;
  private int openFlows;
  private int topicsUsed;

  /**
   * Begins.
   *
   * @param messages after which it leaves
   */
  Publisher(World world, TcpEnd end, String clientId, Topic[] topics, long messages) {
    super(world, end, clientId, List.of());
    this.topics = topics;
    this.left = messages;
  }

  @Override
  void onConnected() {
    pause();
  }

  private void pause() {
    int micros = world.dice().between(LEAST_PAUSE_MICROS, LONGEST_PAUSE_MICROS);
    world.timeline().in(micros, this::burst);
  }

  private void burst() {
    Dice dice = world.dice();
    int size = dice.oneIn(2) ? 1 : dice.between(1, LARGEST_BURST);
    for (int i = 0; i < size && left > 0 && world.goesOn(); i++) {
      left--;
      publish(topicsUsed < topics.length ? topics[topicsUsed] : topics[dice.below(2)]);
    }
    if (left > 0 && world.goesOn()) {
      pause();
    } else {
      world.unpublished(left);
      left = 0;
      leaveIfDone();
    }
  }

  private void publish(Topic topic) {
    if (topicsUsed < topics.length) {
      topicsUsed++;
      world.ledger().topic();
    }
    long number = world.nextMessage();
    Message message = new Message(topic, world.dice().oneIn(2) ? 0 : number);
    openFlows += topic.qos > 0 ? 1 : 0;
    Exchange.begin(end, message, null, topic.qos);
  }

  @Override
  public void onPacket(Packet packet) {
    super.onPacket(packet);
    switch (packet.kind()) {
      case PUBACK, PUBCOMP -> {
        openFlows--;
        leaveIfDone();
      }
      default -> {}
    }
  }

  private void leaveIfDone() {
    if (left == 0 && openFlows == 0 && world.publishersLeave()) {
      leave();
    }
  }

  @Override
  public void onClosed() {
    super.onClosed();
    world.publisherLeft(this);
  }
}
