package dev.hopscope.trace;

import dev.hopscope.session.Receiver;
import dev.hopscope.session.Session;
import dev.hopscope.session.ShareGroup;
import dev.hopscope.session.Subscription;
import java.util.ArrayList;
import java.util.List;

/** What a broker owes one receiver for one message: one delivery, and a copy for each overlap. */
final class Slot {
  /** How far a slot has come. */
  enum State {
    /** No delivery was matched with it yet. */
    OPEN,
    /** A delivery was matched; further copies may come. */
    SERVED,
    /** Nothing more is expected. */
    CLOSED
  }

  final Message message;
  final Receiver receiver;
  final Group group;
  private List<Subscription> subscriptions;
  boolean required;
  boolean queued;
  State state = State.OPEN;
  int copies;

  /** When nothing more is waited for; it may move on. */
  long dueNanos;

  /** When a delivery of it is no longer thought possible. */
  long lastNanos;

  /** Its trace counts it among those that were owed and not seen. */
  boolean countedUnserved;

  /** Its trace no longer waits for it; its session has been away for too long. */
  boolean parked;

  /** Made by the delivery, not by a subscription that was seen. */
  boolean unseen;

  /** Its neighbours in the {@link SlotList} that it is in. */
  Slot before;

  Slot after;

  /** Once served: the slot of its group that was served before it. */
  Slot servedBefore;

  private final long nanos;
  private final long seenNanos;

  /**
   * Creates a slot.
   *
   * @param subscriptions those that it serves, not to be changed; none where they were not seen
   * @param toleranceNanos how much earlier than its publish a delivery may have been seen, since
   *     their clocks are not the same
   */
  Slot(
      Message message,
      Receiver receiver,
      Group group,
      List<Subscription> subscriptions,
      long toleranceNanos) {
    this.nanos = message.earliestNanos() - toleranceNanos;
    this.seenNanos = message.nanos - toleranceNanos;
    this.message = message;
    this.receiver = receiver;
    this.group = group;
    this.subscriptions = subscriptions;
    for (Subscription subscription : subscriptions) {
      required |= subscription.required();
    }
  }

  /** No delivery of it can have been sent earlier. */
  long nanos() {
    return nanos;
  }

  /** No delivery of it is thought to be seen earlier. */
  long seenNanos() {
    return seenNanos;
  }

  /** The subscriptions that it serves. */
  List<Subscription> subscriptions() {
    return subscriptions;
  }

  /** Adds one that does not make it required: the broker may have passed the message on before. */
  void addLate(Subscription subscription) {
    subscriptions = new ArrayList<>(subscriptions);
    subscriptions.add(subscription);
  }

  /** The maximum granted QoS, or -1 where none is known (4.3 and [MQTT-3.3.5-1]). */
  int grantedQos() {
    return grantedQos(subscriptions);
  }

  static int grantedQos(List<Subscription> subscriptions) {
    int granted = -1;
    for (int i = 0; i < subscriptions.size(); i++) {
      granted = Math.max(granted, subscriptions.get(i).grantedQos());
    }
    return granted;
  }

  /** min(published, granted), or -1 where that is not known. */
  int expectedQos() {
    int granted = grantedQos();
    return granted < 0 || message.qos < 0 ? -1 : Math.min(granted, message.qos);
  }

  /** How many copies may come in all: one a subscription, one for a whole share group. */
  int copiesOwed() {
    return receiver instanceof ShareGroup ? 1 : Math.max(1, subscriptions.size());
  }

  /** How many copies may come beyond those that came. */
  int copiesLeft() {
    return Math.max(0, copiesOwed() - copies);
  }

  /** Whether the receiver is a session without a connection now. */
  boolean offline() {
    return receiver instanceof Session session && session.connection() == null;
  }

  /**
   * Whether a delivery may be for this slot, if it was not sent too early: by its Subscription
   * Identifiers (3.3.4-3), and as it was seen later than the message.
   */
  boolean takes(Delivery delivery) {
    if (seenNanos > delivery.nanos()) {
      return false;
    }
    if (delivery.identifiers().isEmpty() || unseen) {
      return true;
    }
    for (Subscription subscription : subscriptions) {
      if (delivery.identifiers().contains(subscription.identifier())) {
        return true;
      }
    }
    return false;
  }
}
