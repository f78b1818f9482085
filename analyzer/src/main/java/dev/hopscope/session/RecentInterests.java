package dev.hopscope.session;

import java.util.Arrays;
import java.util.List;

/**
 * Who was interested in the topics that were published to last, over all brokers of a run: busy
 * topics are matched with the subscriptions once, and again only when those have changed. As large
 * as the topics that may be busy at a time. A topic has four places, the most recent first; the
 * fifth of five that share them pushes one out.
 */
final class RecentInterests {
  private static final int PLACES_BITS = 14;
  private static final int WAYS = 4;
  private static final int LONGEST_TOPIC = 256;
  private static final int MOST_SUBSCRIPTIONS = 64;

  private record Known(SubscriptionTree tree, long version, String topic, List<Interest> found) {
    boolean isOf(SubscriptionTree askedTree, String askedTopic) {
      return tree == askedTree && topic.equals(askedTopic);
    }
  }

  private Known[] places = {};
  private boolean empty = true;

  /** What {@link SubscriptionTree#findInterest} finds. */
  List<Interest> in(SubscriptionTree tree, String topic) {
    if (places.length == 0) {
      places = new Known[1 << PLACES_BITS];
    }
    int hash = (topic.hashCode() + tree.id()) * 0x9e3779b1;
    int first = hash >>> Integer.SIZE - PLACES_BITS & -WAYS;
    int place = first;
    while (place < first + WAYS - 1 && places[place] != null && !places[place].isOf(tree, topic)) {
      place++;
    }
    Known known = places[place];
    if (known != null && known.version == tree.version() && known.isOf(tree, topic)) {
      return known.found;
    }
    List<Interest> found = tree.findInterest(topic);
    if (topic.length() <= LONGEST_TOPIC && isSmall(found)) {
      System.arraycopy(places, first, places, first + 1, place - first);
      places[first] = new Known(tree, tree.version(), topic, found);
      empty = false;
    }
    return found;
  }

  private static boolean isSmall(List<Interest> found) {
    int subscriptions = 0;
    for (Interest each : found) {
      subscriptions += each.subscriptions().size();
    }
    return subscriptions <= MOST_SUBSCRIPTIONS;
  }

  /** Lets go of all trees: one of them is to be forgotten. */
  void clear() {
    if (!empty) {
      Arrays.fill(places, null);
      empty = true;
    }
  }
}
