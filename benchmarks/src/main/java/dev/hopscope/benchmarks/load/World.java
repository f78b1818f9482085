package dev.hopscope.benchmarks.load;

import java.util.ArrayList;
import java.util.List;

/** A broker, its clients, and how much of their traffic is captured. */
final class World {
  static final int BROKER_ADDRESS = 0x0A00_0001; // 10.0.0.1
  static final int BROKER_PORT = 1883;
  private static final int SUBSCRIBER_ADDRESSES = 0x0A02_0000; // 10.2.0.0
  private static final int PUBLISHER_ADDRESSES = 0x0A01_0000; // 10.1.0.0

  private static final int PUBLISHERS_CONNECT_AT = 300_000;
  private static final int PUBLISHERS_CONNECT_WITHIN = 500_000;
  private static final int PING_EVERY = 30_000_000;

  /**
   * Frames that may still be needed, at most: by a flow, a connection that is open, one to come.
   */
  private static final long FRAMES_A_FLOW = 10;

  private static final long FRAMES_AN_END = 8;
  private static final long FRAMES_A_CONNECTION = 18;

  private static final long FRAMES_A_CLOSE = 4;
  private static final int FRAMES_A_PING = 3;
  private static final int FILL_EVERY = 500;

  private final LoadOptions options;
  private final CaptureWriter writer;
  private final Timeline timeline = new Timeline();
  private final Dice dice;
  private final Ledger ledger = new Ledger();
  private final byte[] scratch = new byte[1 << 16];
  private final Site site;
  private final List<ClientParty> clients = new ArrayList<>();
  private final int oneSegmentIn;
  private int opened;
  private long open;
  private long messages;
  private long planned;
  private long liveFlows;
  private boolean goesOn = true;
  private boolean calm;
  private int pinged;

  World(LoadOptions options, CaptureWriter writer) {
    this.options = options;
    this.writer = writer;
    this.dice = new Dice(options.seed());
    this.site = new Site(this, options);
    // of two thirds of the frames, which carry data, one in 67 each is late and sent twice: 2 %
    this.oneSegmentIn = options.variant() == Variant.REORDERED ? 67 : 0;
  }

  /** Runs until every flow is complete, every connection closed, and every frame written. */
  void run() {
    connectSubscribers();
    for (int i = 0; i < options.publishers(); i++) {
      timeline.at(
          PUBLISHERS_CONNECT_AT + dice.below(PUBLISHERS_CONNECT_WITHIN), this::connectPublisher);
    }
    timeline.at(PUBLISHERS_CONNECT_AT, this::pingNext);
    timeline.run();
    fill();
    clients.forEach(client -> timeline.in(dice.below(20_000), client::leave));
    timeline.run();
    if (writer.frames() != options.frames()) {
      throw new IllegalStateException(
          "wrote " + writer.frames() + " frames instead of " + options.frames());
    }
    writer.flush();
  }

  /** Runs one client that publishes one message at QoS 1. */
  void runOne() {
    opened++;
    open++;
    TcpEnd end = end(PUBLISHER_ADDRESSES + 1, 0);
    Topic topic = new Topic("plant/hall/temperature", 1, false);
    new Publisher(this, end, "sensor", new Topic[] {topic}, 1).connect();
    timeline.run();
    writer.flush();
  }

  private void connectSubscribers() {
    for (int i = 0; i < site.subscribers(); i++) {
      TcpEnd end = end(SUBSCRIBER_ADDRESSES + i + 1, i);
      Subscriber subscriber =
          new Subscriber(this, end, "monitor-" + i, site.subscribe(i, end.peer()));
      clients.add(subscriber);
      open++;
      timeline.at(dice.below(100_000), subscriber::connect);
    }
  }

  private void connectPublisher() {
    if (opened == options.connections()) {
      return;
    }
    int number = opened++;
    open++;
    TcpEnd end = end(PUBLISHER_ADDRESSES + number + 1, number);
    Publisher publisher =
        new Publisher(
            this, end, Site.device(number), site.topics(number, end.version5), messagesOfNext());
    clients.add(publisher);
    publisher.connect();
  }

  private TcpEnd end(int address, int number) {
    boolean version5 = number % 4 == 3;
    ledger.connection(version5);
    return TcpEnd.pair(this, address, dice.between(32_768, 60_999), version5);
  }

  // as many that all who are still to come can have as many
  private long messagesOfNext() {
    if (!publishersLeave()) {
      return Long.MAX_VALUE;
    }
    double framesEach = messages < 1_000 ? 7 : (double) writer.frames() / messages;
    int toCome = options.connections() - opened + 1;
    double free = options.frames() - writer.frames() - planned * framesEach - open * FRAMES_AN_END;
    long each = Math.max(2, (long) (free / toCome / framesEach));
    planned += each;
    return each;
  }

  /** Pings one client after the other, everyone every 30 s. */
  private void pingNext() {
    boolean allGone = opened == options.connections() && open == site.subscribers();
    if (goesOn() && !allGone) {
      clients.get(pinged++ % clients.size()).ping();
      timeline.in(PING_EVERY / clients.size(), this::pingNext);
    }
  }

  // pings, until what is left are the frames that close the connections
  private void fill() {
    calm = true;
    goesOn = false;
    long left = options.frames() - writer.frames() - open * FRAMES_A_CLOSE;
    for (long i = 0; i < left % FRAMES_A_PING; i++) {
      timeline.in(FILL_EVERY * i, clients.get(0).end.peer()::acknowledge);
    }
    fillPings(left / FRAMES_A_PING);
    timeline.run();
  }

  private void fillPings(long count) {
    if (count > 0) {
      clients.get((int) (count % clients.size())).ping();
      timeline.in(FILL_EVERY, () -> fillPings(count - 1));
    }
  }

  /** Whether there is room for more messages. */
  boolean goesOn() {
    if (goesOn) {
      long toCome = (long) options.connections() - opened;
      long needed = liveFlows * FRAMES_A_FLOW + open * FRAMES_AN_END + toCome * FRAMES_A_CONNECTION;
      goesOn = writer.frames() + needed < options.frames();
    }
    return goesOn;
  }

  /** The number of a new message, from 1. */
  long nextMessage() {
    liveFlows += 1 + Site.FAN_OUT;
    planned--;
    return ++messages;
  }

  /** Messages of a publisher that are not published after all. */
  void unpublished(long count) {
    planned -= count;
  }

  void flowEnded() {
    liveFlows--;
  }

  /** Whether publishers leave after a while. */
  boolean publishersLeave() {
    return options.variant() == Variant.CHURN;
  }

  /** A connection has ended. */
  void closed() {
    open--;
  }

  /** A publisher's connection has ended while others go on: another comes. */
  void publisherLeft(Publisher publisher) {
    if (publishersLeave()) {
      clients.remove(publisher);
      timeline.in(dice.between(1_000, 20_000), this::connectPublisher);
    }
  }

  /** Whether nothing is late, sent twice, or delayed any more. */
  boolean isCalm() {
    return calm;
  }

  /** Whether part of a segment is to be late. */
  boolean isOvertaken() {
    return oneSegmentIn > 0 && dice.oneIn(oneSegmentIn);
  }

  /** Whether a segment is to be sent twice. */
  boolean isRepeated() {
    return oneSegmentIn > 0 && dice.oneIn(oneSegmentIn);
  }

  Timeline timeline() {
    return timeline;
  }

  Dice dice() {
    return dice;
  }

  CaptureWriter writer() {
    return writer;
  }

  Ledger ledger() {
    return ledger;
  }

  byte[] scratch() {
    return scratch;
  }
}
