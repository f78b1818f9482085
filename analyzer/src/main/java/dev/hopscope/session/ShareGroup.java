package dev.hopscope.session;

import java.util.LinkedHashSet;
import java.util.Set;

/**
 * The sessions that share a subscription (MQTT 5.0, 4.8.2): one of them receives each message. Two
 * of one broker, name and filter are equal: a group that all have left and some join again goes on.
 */
public final class ShareGroup implements Receiver {
  private final Broker broker;
  private final String name;
  private final String filter;
  private final Set<Session> members = new LinkedHashSet<>();

  ShareGroup(Broker broker, String name, String filter) {
    this.broker = broker;
    this.name = name;
    this.filter = filter;
  }

  @Override
  public Broker broker() {
    return broker;
  }

  /** The ShareName. */
  public String name() {
    return name;
  }

  /** The filter behind the ShareName. */
  public String filter() {
    return filter;
  }

  /** The sessions that hold the subscription now. */
  public Set<Session> members() {
    return members;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ShareGroup group
        && group.broker == broker
        && group.name.equals(name)
        && group.filter.equals(filter);
  }

  @Override
  public int hashCode() {
    return 31 * name.hashCode() + filter.hashCode();
  }
}
