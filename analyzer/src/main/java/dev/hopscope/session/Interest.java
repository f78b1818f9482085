package dev.hopscope.session;

import java.util.List;

/**
 * A receiver and its subscriptions that match a topic, at least one. Immutable: a later change of
 * the subscriptions makes a new one.
 */
public record Interest(Receiver receiver, List<Subscription> subscriptions) {
  /** Copies the list. */
  public Interest {
    subscriptions = List.copyOf(subscriptions);
  }

  /** The subscriptions that want a message of this publisher (No Local: 5.0, 3.8.3.1). */
  public List<Subscription> wanting(Session publisher) {
    for (Subscription each : subscriptions) {
      if (!each.wants(publisher)) {
        return subscriptions.stream().filter(other -> other.wants(publisher)).toList();
      }
    }
    return subscriptions;
  }
}
