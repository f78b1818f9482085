package dev.hopscope.testkit.model;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.hopscope.capture.CaptureInfo;
import dev.hopscope.capture.CaptureSource;
import dev.hopscope.capture.Frame;
import dev.hopscope.testkit.CaptureBuilder;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A broker and its clients as a capture at the broker's host sees them, made while it is read. The
 * clients speak MQTT 3.1.1; every acknowledgement is captured.
 */
public final class ModelBroker implements CaptureSource {
  private static final int ETHERNET = 1;

  private final ModelOptions options;
  private final World world;
  private final Ledger ledger;
  private final List<Publisher> publishers = new ArrayList<>();
  private final List<Subscriber> subscribers = new ArrayList<>();
  private final List<List<Subscriber>> groups = new ArrayList<>();
  private final List<byte[]> topics = new ArrayList<>();
  private long published;
  private long frames;
  private long bytes;
  private boolean over;

  /** Sets the stage; nothing has been sent yet. */
  public ModelBroker(ModelOptions options, Ledger ledger) {
    this.options = options;
    this.world = new World(CaptureBuilder.START_NANOS, options.seed, options.late);
    this.ledger = ledger;
    for (int i = 0; i < options.topics; i++) {
      topics.add(topic(i).getBytes(UTF_8));
    }
    world.after(0, this::start);
  }

  /** Writes the whole capture as a pcap file and returns its path. */
  public static Path write(Path file, ModelOptions options, Ledger ledger) throws IOException {
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16)) {
      new ModelBroker(options, ledger).writePcap(out);
    }
    return file;
  }

  private void writePcap(OutputStream out) throws IOException {
    ByteBuffer header = ByteBuffer.allocate(24).order(ByteOrder.LITTLE_ENDIAN);
    header.putInt(0xa1b23c4d).putShort((short) 2).putShort((short) 4);
    header.putInt(0).putInt(0).putInt(262_144).putInt(ETHERNET);
    out.write(header.array());
    ByteBuffer record = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
    for (World.Sent sent = advance(); sent != null; sent = advance()) {
      record.clear();
      record.putInt((int) (sent.nanos() / 1_000_000_000L));
      record.putInt((int) (sent.nanos() % 1_000_000_000L));
      record.putInt(sent.bytes().length).putInt(sent.bytes().length);
      out.write(record.array());
      out.write(sent.bytes());
    }
  }

  @Override
  public boolean next(Frame frame) {
    World.Sent sent = advance();
    if (sent == null) {
      return false;
    }
    int length = sent.bytes().length;
    frames++;
    bytes += length;
    ledger.captured(frames, sent.segment());
    frame.wrap(1, frames, sent.nanos(), ETHERNET, sent.bytes(), 0, length, length);
    return true;
  }

  @Override
  public CaptureInfo info() {
    return new CaptureInfo(1, "model", "pcap", List.of("ETHERNET"), bytes, -1, null, null);
  }

  @Override
  public void close() {}

  private World.Sent advance() {
    World.Sent sent = world.fetch();
    while (sent == null && step()) {
      sent = world.fetch();
    }
    return sent;
  }

  private boolean step() {
    if (world.step()) {
      return true;
    }
    if (over) {
      return false;
    }
    over = true;
    publishers.forEach(Publisher::leave);
    subscribers.stream().filter(Subscriber::online).forEach(Subscriber::leave);
    groups.forEach(group -> group.forEach(Subscriber::leave));
    return true;
  }

  private void start() {
    for (int i = 0; i < options.subscribers; i++) {
      boolean durable = i < options.durableSubscribers;
      Subscriber subscriber =
          new Subscriber(world, options, ledger, "sub" + i, filters(i), durable);
      subscribers.add(subscriber);
      if (durable) {
        stayOnline(subscriber);
      }
    }
    for (int g = 0; g < options.shareGroups; g++) {
      List<Subscriber> members = new ArrayList<>();
      for (int i = 0; i < options.shareMembers; i++) {
        List<Subscriber.Filter> filters = new ArrayList<>();
        filters.add(new Subscriber.Filter("$share/g" + g + "/m/#", qosOf(g)));
        if (options.shareMembersSubscribe) {
          filters.add(new Subscriber.Filter("m/#", qosOf(i)));
        }
        String clientId = "share" + g + "-" + i;
        members.add(new Subscriber(world, options, ledger, clientId, filters, false));
      }
      groups.add(members);
    }
    for (int i = 0; i < options.publishers; i++) {
      publishers.add(new Publisher(world, options.acknowledgeNanos, "pub" + i));
    }
    for (int topic = 0; topic < options.topics; topic++) {
      int index = topic;
      world.after(world.about(options.periodNanos, 1), () -> publish(index, 0));
    }
  }

  private static String topic(int index) {
    return "m/t" + index;
  }

  private int qosOf(int subscriber) {
    return options.subscribeQos[subscriber % options.subscribeQos.length];
  }

  private List<Subscriber.Filter> filters(int subscriber) {
    List<Subscriber.Filter> filters = new ArrayList<>();
    filters.add(new Subscriber.Filter("m/#", qosOf(subscriber)));
    if (options.overlap != ModelOptions.Overlap.NONE) {
      for (int i = 0; i < options.topics; i++) {
        filters.add(new Subscriber.Filter(topic(i), qosOf(subscriber + 1)));
      }
    }
    return filters;
  }

  private void publish(int topic, long count) {
    if (published == options.messages) {
      return;
    }
    int qos = options.publishQos[world.random().nextInt(options.publishQos.length)];
    Publisher publisher = publishers.get((int) (count % options.publishers));
    ModelMessage message = publisher.publish(topics.get(topic), payload(), qos);
    published++;
    subscribers.forEach(subscriber -> passOn(message, subscriber));
    for (List<Subscriber> group : groups) {
      Subscriber member = group.get(world.random().nextInt(group.size()));
      member.enqueue(message, member.filters().get(0).qos());
      if (options.shareMembersSubscribe) {
        group.forEach(each -> each.enqueue(message, each.filters().get(1).qos()));
      }
    }
    boolean pause = options.pauseEvery > 0 && (count + 1) % options.pauseEvery == 0;
    long wait = world.about(options.periodNanos, options.periodJitter);
    world.after(pause ? options.pauseNanos : wait, () -> publish(topic, count + 1));
  }

  private void passOn(ModelMessage message, Subscriber subscriber) {
    int wildcard = subscriber.filters().get(0).qos();
    switch (options.overlap) {
      case NONE -> subscriber.enqueue(message, wildcard);
      case SINGLE_COPY ->
          subscriber.enqueue(message, Math.max(wildcard, subscriber.filters().get(1).qos()));
      case COPY_EACH -> subscriber.enqueue(message, wildcard, subscriber.filters().get(1).qos());
    }
  }

  private byte[] payload() {
    long value =
        switch (options.payloads) {
          case EQUAL -> 0;
          case FEW -> world.random().nextInt(4);
          case DISTINCT -> published + 1;
        };
    return ByteBuffer.allocate(options.payloadBytes).putLong(value).array();
  }

  private void stayOnline(Subscriber subscriber) {
    world.after(
        world.about(options.onlineNanos, 0.5),
        () -> {
          if (published < options.messages) {
            subscriber.leave();
            world.after(
                world.about(options.offlineNanos, 0.5),
                () -> {
                  subscriber.comeBack();
                  stayOnline(subscriber);
                });
          }
        });
  }
}
