package dev.hopscope.session;

import dev.hopscope.limits.Limit;
import dev.hopscope.limits.Limits;
import dev.hopscope.mqtt.MqttPacket;
import dev.hopscope.mqtt.PropertyId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Applies SUBSCRIBE, SUBACK, UNSUBSCRIBE and UNSUBACK to sessions and to the trees of their
 * brokers. Between a request and its answer a subscription is in the tree, and binds nobody.
 */
final class Subscriptions {
  private static final String SHARE = "$share/";
  private static final int LEVELS_PER_ENTRY = 4;

  private final Limits limits;
  private final SessionListener listener;

  Subscriptions(Limits limits, SessionListener listener) {
    this.limits = limits;
    this.listener = listener;
  }

  void onSubscribe(ConnectionState state, MqttPacket.Subscribe packet, long nanos) {
    Session session = state.session;
    int identifier =
        packet.properties() == null
            ? 0
            : (int) packet.properties().number(PropertyId.SUBSCRIPTION_IDENTIFIER, 0);
    List<Subscription> requested = new ArrayList<>();
    for (MqttPacket.Subscription each : packet.subscriptions()) {
      Subscription before = session.subscription(each.filter());
      if (before != null) {
        end(before, nanos);
      }
      if (!limits.take(Limit.SUBSCRIPTIONS, weight(each.filter()))) {
        requested.add(null);
        continue;
      }
      Subscription subscription =
          new Subscription(
              session,
              each.filter(),
              shareGroup(session, each.filter()),
              each.qos(),
              identifier,
              each.noLocal(),
              each.retainAsPublished(),
              each.retainHandling(),
              before != null,
              nanos);
      session.subscribe(subscription);
      session.broker().subscriptions().add(matched(each.filter()), subscription);
      if (subscription.shareGroup() != null) {
        subscription.shareGroup().members().add(session);
      }
      requested.add(subscription);
      listener.onSubscribed(subscription, nanos);
    }
    keep(state.subscribing, packet.packetId(), requested);
  }

  void onSuback(ConnectionState state, MqttPacket.Suback packet, long nanos) {
    List<Subscription> requested = take(state.subscribing, packet.packetId());
    if (requested == null || packet.reasonCodes() == null) {
      return;
    }
    for (int i = 0; i < requested.size() && i < packet.reasonCodes().size(); i++) {
      int code = packet.reasonCodes().get(i);
      Subscription subscription = requested.get(i);
      if (subscription == null || subscription.state() == Subscription.State.ENDED) {
        continue;
      }
      if (code <= 2) {
        subscription.granted(code);
      } else {
        end(subscription, nanos);
      }
    }
  }

  void onUnsubscribe(ConnectionState state, MqttPacket.Unsubscribe packet, long nanos) {
    List<Subscription> leaving = new ArrayList<>();
    for (String filter : packet.filters()) {
      Subscription subscription = state.session.subscription(filter);
      if (subscription != null) {
        subscription.leaving();
        leaving.add(subscription);
        listener.onUnsubscribing(subscription, nanos);
      }
    }
    keep(state.unsubscribing, packet.packetId(), leaving);
  }

  void onUnsuback(ConnectionState state, int packetId, long nanos) {
    List<Subscription> leaving = take(state.unsubscribing, packetId);
    if (leaving != null) {
      for (Subscription subscription : leaving) {
        if (subscription.state() == Subscription.State.LEAVING) {
          end(subscription, nanos);
        }
      }
    }
  }

  /** Takes a subscription out of force. */
  void end(Subscription subscription, long nanos) {
    Session session = subscription.session();
    limits.give(Limit.SUBSCRIPTIONS, weight(subscription.filter()));
    session.broker().subscriptions().remove(matched(subscription.filter()), subscription);
    if (subscription.shareGroup() != null) {
      subscription.shareGroup().members().remove(session);
      session.broker().left(subscription.shareGroup());
    }
    session.unsubscribed(subscription, nanos);
    listener.onUnsubscribed(subscription, nanos);
  }

  private void keep(
      Map<Integer, List<Subscription>> unanswered, int packetId, List<Subscription> concerned) {
    take(unanswered, packetId);
    if (limits.take(Limit.SUBSCRIPTIONS, 1 + concerned.size())) {
      unanswered.put(packetId, concerned);
    }
  }

  private List<Subscription> take(Map<Integer, List<Subscription>> unanswered, int packetId) {
    List<Subscription> concerned = unanswered.remove(packetId);
    if (concerned != null) {
      limits.give(Limit.SUBSCRIPTIONS, 1 + concerned.size());
    }
    return concerned;
  }

  /** A connection is over: its requests will not be answered. */
  void finished(ConnectionState state) {
    List.copyOf(state.subscribing.keySet()).forEach(id -> take(state.subscribing, id));
    List.copyOf(state.unsubscribing.keySet()).forEach(id -> take(state.unsubscribing, id));
  }

  // each level may take a node of the tree
  private static int weight(String filter) {
    int levels = 1;
    for (int at = filter.indexOf('/'); at >= 0; at = filter.indexOf('/', at + 1)) {
      levels++;
    }
    return Limits.weight(filter) + levels / LEVELS_PER_ENTRY;
  }

  private static ShareGroup shareGroup(Session session, String filter) {
    if (!filter.startsWith(SHARE) || filter.indexOf('/', SHARE.length()) < 0) {
      return null;
    }
    int end = filter.indexOf('/', SHARE.length());
    return session.broker().shareGroup(filter.substring(SHARE.length(), end), matched(filter));
  }

  /** The part of a filter that topics are matched with (MQTT 5.0, 4.8.2). */
  private static String matched(String filter) {
    int end = filter.startsWith(SHARE) ? filter.indexOf('/', SHARE.length()) : -1;
    return end < 0 ? filter : filter.substring(end + 1);
  }
}
