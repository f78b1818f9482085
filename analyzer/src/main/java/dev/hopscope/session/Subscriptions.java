package dev.hopscope.session;

import dev.hopscope.mqtt.MqttPacket;
import dev.hopscope.mqtt.PropertyId;
import java.util.ArrayList;
import java.util.List;

/**
 * Applies SUBSCRIBE, SUBACK, UNSUBSCRIBE and UNSUBACK to sessions and to the trees of their
 * brokers. Between a request and its answer a subscription is in the tree, and binds nobody.
 */
final class Subscriptions {
  private static final String SHARE = "$share/";
  private static final int UNANSWERED_KEPT = 1024;

  private final SessionListener listener;

  Subscriptions(SessionListener listener) {
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
    if (state.subscribing.size() < UNANSWERED_KEPT) {
      state.subscribing.put(packet.packetId(), requested);
    }
  }

  void onSuback(ConnectionState state, MqttPacket.Suback packet, long nanos) {
    List<Subscription> requested = state.subscribing.remove(packet.packetId());
    if (requested == null || packet.reasonCodes() == null) {
      return;
    }
    for (int i = 0; i < requested.size() && i < packet.reasonCodes().size(); i++) {
      int code = packet.reasonCodes().get(i);
      Subscription subscription = requested.get(i);
      if (subscription.state() == Subscription.State.ENDED) {
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
    if (state.unsubscribing.size() < UNANSWERED_KEPT) {
      state.unsubscribing.put(packet.packetId(), leaving);
    }
  }

  void onUnsuback(ConnectionState state, int packetId, long nanos) {
    List<Subscription> leaving = state.unsubscribing.remove(packetId);
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
    session.broker().subscriptions().remove(matched(subscription.filter()), subscription);
    if (subscription.shareGroup() != null) {
      subscription.shareGroup().members().remove(session);
    }
    session.unsubscribed(subscription, nanos);
    listener.onUnsubscribed(subscription, nanos);
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
