package dev.hopscope.benchmarks.load;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Who publishes and subscribes to what. Devices publish {@code plant/rNN/dNNNNN/temperature} and
 * {@code .../state}. Each region has two subscribers: one to all of it, and one to each topic, or
 * to each of the two kinds where devices come and go.
 */
final class Site {
  /** How many receive each message. */
  static final int FAN_OUT = 2;

  private static final String[] KINDS = {"temperature", "state"};

  private final World world;
  private final LoadOptions options;
  private final Map<String, Integer> granted = new HashMap<>();
  private final TcpEnd[] brokerEnds;

  Site(World world, LoadOptions options) {
    this.world = world;
    this.options = options;
    this.brokerEnds = new TcpEnd[options.regions() * FAN_OUT];
  }

  /** How many subscribers there are. */
  int subscribers() {
    return brokerEnds.length;
  }

  /** The ClientID of a device. */
  static String device(int number) {
    return String.format("d%05d", number);
  }

  /** What a subscriber asks for and gets at a connection. */
  List<Subscription> subscribe(int subscriber, TcpEnd broker) {
    brokerEnds[subscriber] = broker;
    List<Subscription> subscriptions = new ArrayList<>();
    for (String filter : filters(subscriber)) {
      int qos = world.dice().below(3);
      granted.put(filter, qos);
      subscriptions.add(new Subscription(filter, world.dice().between(qos, 2), qos));
    }
    return subscriptions;
  }

  private List<String> filters(int subscriber) {
    int region = subscriber / FAN_OUT;
    if (subscriber % FAN_OUT == 0) {
      return List.of(all(region));
    }
    List<String> filters = new ArrayList<>();
    for (String kind : KINDS) {
      if (options.variant() == Variant.CHURN) {
        filters.add(ofKind(region, kind));
        continue;
      }
      for (int d = region; d < options.publishers(); d += options.regions()) {
        filters.add(topic(d, kind));
      }
    }
    return filters;
  }

  private static String all(int region) {
    return String.format("plant/r%02d/#", region);
  }

  private static String ofKind(int region, String kind) {
    return String.format("plant/r%02d/+/%s", region, kind);
  }

  private String topic(int number, String kind) {
    return String.format("plant/r%02d/%s/%s", number % options.regions(), device(number), kind);
  }

  /** The topics of a device. */
  Topic[] topics(int number, boolean version5) {
    int region = number % options.regions();
    Topic[] topics = new Topic[KINDS.length];
    for (int i = 0; i < KINDS.length; i++) {
      String name = topic(number, KINDS[i]);
      boolean churn = options.variant() == Variant.CHURN;
      String second = churn ? ofKind(region, KINDS[i]) : name;
      topics[i] =
          new Topic(
              name,
              world.dice().below(3),
              version5,
              receiver(FAN_OUT * region, all(region)),
              receiver(FAN_OUT * region + 1, second));
    }
    return topics;
  }

  private Receiver receiver(int subscriber, String filter) {
    return new Receiver(brokerEnds[subscriber], granted.get(filter));
  }
}
