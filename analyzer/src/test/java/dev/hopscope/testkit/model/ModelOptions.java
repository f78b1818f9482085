package dev.hopscope.testkit.model;

import java.util.Arrays;

/** What the model broker and its clients do; each call changes one thing, and returns this. */
public final class ModelOptions {
  /** What messages carry. */
  public enum Payloads {
    /** All the same. */
    EQUAL,
    /** No two the same. */
    DISTINCT,
    /** One of four, by chance. */
    FEW
  }

  /** What a session with overlapping subscriptions gets. */
  public enum Overlap {
    /** Nobody has overlapping subscriptions. */
    NONE,
    /** One copy, at the maximum QoS. */
    SINGLE_COPY,
    /** A copy for each subscription. */
    COPY_EACH
  }

  long seed = 1;
  long messages = 1_000;
  int publishers = 1;
  int subscribers = 1;
  int topics = 1;
  int[] publishQos = {0};
  int[] subscribeQos = {2};
  long periodNanos = 10_000_000;
  double periodJitter = 0.1;
  double delayPeriods = 0.3;
  double loss;
  double late;
  int payloadBytes = 16;
  Payloads payloads = Payloads.EQUAL;
  Overlap overlap = Overlap.NONE;
  int shareGroups;
  int shareMembers = 3;
  boolean shareMembersSubscribe;
  int durableSubscribers;
  long onlineNanos;
  long offlineNanos;
  boolean queueQos0;
  long pauseEvery;
  long pauseNanos;
  long acknowledgeNanos = 200_000;

  /** Seed of all chance. */
  public ModelOptions seed(long value) {
    seed = value;
    return this;
  }

  /** How many messages are published in all. */
  public ModelOptions messages(long value) {
    messages = value;
    return this;
  }

  /** How many clients publish, in turn to all topics. */
  public ModelOptions publishers(int value) {
    publishers = value;
    return this;
  }

  /** How many clients subscribe to all topics, share groups not counted. */
  public ModelOptions subscribers(int value) {
    subscribers = value;
    return this;
  }

  /** How many topics there are. */
  public ModelOptions topics(int value) {
    topics = value;
    return this;
  }

  /** QoS of the messages, one of these by chance. */
  public ModelOptions publishQos(int... values) {
    publishQos = values.clone();
    return this;
  }

  /** QoS of the subscribers, in turn. */
  public ModelOptions subscribeQos(int... values) {
    subscribeQos = values.clone();
    return this;
  }

  /** Mean time between two messages of one topic, and how far it strays, as a share of itself. */
  public ModelOptions period(long nanos, double jitter) {
    periodNanos = nanos;
    periodJitter = jitter;
    return this;
  }

  /**
   * Mean time that the broker takes to deliver, in periods of a topic. It strays by half of itself
   * both ways; each receiver gets its messages in order.
   */
  public ModelOptions delay(double periods) {
    delayPeriods = periods;
    return this;
  }

  /** Share of the QoS 0 deliveries that the broker drops. */
  public ModelOptions loss(double share) {
    loss = share;
    return this;
  }

  /**
   * Share of the PUBLISH segments that come in two parts, the second one first, and whatever
   * follows on their connection behind both.
   */
  public ModelOptions late(double share) {
    late = share;
    return this;
  }

  /** What messages carry. */
  public ModelOptions payloads(Payloads kind, int bytes) {
    payloads = kind;
    payloadBytes = bytes;
    return this;
  }

  /** Each subscriber also subscribes to every topic by its name, beside the wildcard. */
  public ModelOptions overlap(Overlap kind) {
    overlap = kind;
    return this;
  }

  /** Share groups, each with so many members that are no subscribers otherwise. */
  public ModelOptions share(int groups, int members) {
    shareGroups = groups;
    shareMembers = members;
    return this;
  }

  /** The members of share groups also subscribe to every topic for themselves. */
  public ModelOptions shareMembersSubscribe() {
    shareMembersSubscribe = true;
    return this;
  }

  /** The broker keeps QoS 0 messages, too, for sessions that are offline. */
  public ModelOptions queueQos0() {
    queueQos0 = true;
    return this;
  }

  /** So many of the subscribers keep their session and are offline now and then. */
  public ModelOptions durable(int count, long onlineNanos, long offlineNanos) {
    durableSubscribers = count;
    this.onlineNanos = onlineNanos;
    this.offlineNanos = offlineNanos;
    return this;
  }

  /** Publishers pause after so many messages of a topic. */
  public ModelOptions pause(long everyMessages, long nanos) {
    pauseEvery = everyMessages;
    pauseNanos = nanos;
    return this;
  }

  long delayNanos() {
    return Math.round(delayPeriods * (double) periodNanos);
  }

  @Override
  public String toString() {
    return "seed %d, %d messages, %d publishers, %d subscribers, %d topics, QoS %s to %s, period %d ns, delay %.2f, loss %.2f, late %.2f, %s, %s, share %d of %d%s, durable %d for %d and %d ns%s, pause %d for %d ns"
        .formatted(
            seed,
            messages,
            publishers,
            subscribers,
            topics,
            Arrays.toString(publishQos),
            Arrays.toString(subscribeQos),
            periodNanos,
            delayPeriods,
            loss,
            late,
            payloads,
            overlap,
            shareGroups,
            shareMembers,
            shareMembersSubscribe ? " that subscribe" : "",
            durableSubscribers,
            onlineNanos,
            offlineNanos,
            queueQos0 ? " with QoS 0" : "",
            pauseEvery,
            pauseNanos);
  }
}
