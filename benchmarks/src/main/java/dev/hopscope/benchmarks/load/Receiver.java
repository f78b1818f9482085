package dev.hopscope.benchmarks.load;

/** One subscriber's share of one topic. */
final class Receiver {
  final TcpEnd broker;
  final int grantedQos;
  private int openAlike;
  private int deliveredAlike;

  /**
   * Begins.
   *
   * @param broker the broker's end of the subscriber's connection
   * @param grantedQos what the broker granted
   */
  Receiver(TcpEnd broker, int grantedQos) {
    this.broker = broker;
    this.grantedQos = grantedQos;
  }

  /** A message like others of its topic was published. */
  void awaitsAlike() {
    openAlike++;
  }

  /**
   * One of these was delivered.
   *
   * @return how many messages are told apart by their order now: 0 while more are awaited, 1 where
   *     there was no other that it could have been
   */
  int deliveredAlike() {
    if (++deliveredAlike < openAlike) {
      return 0;
    }
    int told = openAlike;
    openAlike = 0;
    deliveredAlike = 0;
    return told;
  }
}
