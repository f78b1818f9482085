package dev.hopscope.trace;

import dev.hopscope.qos.Content;
import dev.hopscope.session.Flow;
import dev.hopscope.session.Session;
import dev.hopscope.session.Subscription;
import java.util.List;

/** A delivery flow and the message it was found to carry. */
public final class Delivery {
  private final Flow flow;
  private final int connection;
  private final long nanos;
  private final long seenNanos;
  private long sentNanos;
  private final int qos;
  private final Content content;
  private Message message;
  private List<Subscription> subscriptions = List.of();
  private int matching;
  private int grantedQos = -1;
  private Via via = Via.LIVE;
  private Link link = Link.SOLE;
  private int rivals;
  private int copy = 1;
  private String basis;
  private Flow parent;
  private int outsideRivals;
  private int freeRivals;
  private boolean held;

  /** Whether its trace waits for its flow to end. */
  boolean counted;

  /** Whether it was handed over apart from its trace, or will be once its flow has ended. */
  boolean late;

  Delivery(Flow flow, long seenNanos) {
    this.seenNanos = seenNanos;
    this.flow = flow;
    this.nanos = flow.firstNanos();
    this.sentNanos = Math.min(nanos, flow.exchange().boundNanos());
    this.qos = flow.exchange().qos();
    this.content = flow.exchange().content();
    this.connection = flow.exchange().connection().id();
  }

  /** Its flow. */
  public Flow flow() {
    return flow;
  }

  /** The session that it reached. */
  public Session session() {
    return flow.session();
  }

  /** Id of the connection that its first PUBLISH was on. */
  public int connection() {
    return connection;
  }

  /** Capture time of its first PUBLISH. */
  public long nanos() {
    return nanos;
  }

  /** The QoS it was delivered with. */
  public int qos() {
    return qos;
  }

  /** What it carried. */
  public Content content() {
    return content;
  }

  /** The flow that brought the message to this broker, or null where none was captured. */
  public Flow parent() {
    return parent != null ? parent : message == null ? null : message.publishFlow;
  }

  /** The subscriptions that it served; empty where they were not seen. */
  public List<Subscription> subscriptions() {
    return subscriptions;
  }

  /** Their maximum granted QoS, -1 where not known. */
  public int grantedQos() {
    return grantedQos;
  }

  /** min(published, granted) at this broker, -1 where one of them is not known. */
  public int expectedQos() {
    int published = message == null ? -1 : message.qos;
    return published < 0 || grantedQos < 0 ? -1 : Math.min(published, grantedQos);
  }

  /**
   * Whether only one QoS can be right: overlapping subscriptions may each get a copy at their own
   * (5.0, 3.3.4), and a delivery that waited may have been granted otherwise since.
   */
  public boolean unambiguousQos() {
    return via == Via.LIVE && subscriptions.size() == 1;
  }

  /** By which way it came. */
  public Via via() {
    return via;
  }

  /** How sure the link is. */
  public Link link() {
    return link;
  }

  /** How many other messages it could have been. */
  public int rivals() {
    return rivals;
  }

  /** 1 for the first delivery of the message to this receiver, 2 for the next. */
  public int copy() {
    return copy;
  }

  /** Whether it surely goes beyond the receiver's matching subscriptions; a tie accuses nobody. */
  public boolean duplicate() {
    return link != Link.TIE && copy > Math.max(1, matching);
  }

  /** On which grounds it was linked. */
  public String basis() {
    return basis;
  }

  /** The clock when it was seen; not to be compared with frames' times. */
  long seenNanos() {
    return seenNanos;
  }

  /** Capture time by which its broker had sent it. */
  long sentNanos() {
    return sentNanos;
  }

  /** One sent later on its connection had been sent by this time. */
  void sentBy(long time) {
    sentNanos = Math.min(sentNanos, time);
  }

  /** It waits for its message to be seen. */
  void hold() {
    held = true;
  }

  /** Whether not every slot that is early enough takes it, for all that is known. */
  boolean choosy() {
    return held || !identifiers().isEmpty();
  }

  /** How many messages outside of its group it could have been. */
  int outsideRivals() {
    return outsideRivals;
  }

  void outsideRivals(int count) {
    outsideRivals = count;
  }

  /** How many equal messages it may be that no group holds. */
  int freeRivals() {
    return freeRivals;
  }

  /** Takes notice of an equal message that no group holds for it. */
  void hasFreeRival() {
    freeRivals++;
  }

  Message message() {
    return message;
  }

  Content.Identifiers identifiers() {
    return content.subscriptionIdentifiers();
  }

  void viaParent(Flow flow) {
    parent = flow;
  }

  void linkTo(Slot slot, Link how, int others) {
    message = slot.message;
    matching = slot.copiesOwed();
    subscriptions = served(slot.subscriptions());
    grantedQos = Slot.grantedQos(subscriptions);
    via = slot.queued && waited(slot) ? Via.QUEUED : Via.LIVE;
    link = how;
    rivals = others;
    copy = ++slot.copies;
    if (basis == null) {
      basis = slot.unseen ? "unseen-subscription" : sameEndpoint(slot) ? "endpoint" : "broker";
    }
  }

  void linkTo(Message found, List<Subscription> served, Via how, String grounds) {
    message = found;
    matching = served.size();
    subscriptions = List.copyOf(served);
    grantedQos = Slot.grantedQos(served);
    via = how;
    basis = grounds;
  }

  void tie(int others) {
    link = Link.TIE;
    rivals = others;
  }

  void basis(String grounds) {
    basis = grounds;
  }

  // a Subscription Identifier names the subscription that a copy was sent for (5.0, 3.3.4)
  private List<Subscription> served(List<Subscription> all) {
    if (identifiers().isEmpty() && allOwn(all)) {
      return all;
    }
    List<Subscription> own = all.stream().filter(each -> each.session() == session()).toList();
    List<Subscription> named =
        own.stream().filter(each -> identifiers().contains(each.identifier())).toList();
    return named.isEmpty() ? own : named;
  }

  private boolean allOwn(List<Subscription> all) {
    for (int i = 0; i < all.size(); i++) {
      if (all.get(i).session() != session()) {
        return false; // a share group's members have their own
      }
    }
    return true;
  }

  // published before this connection began
  private boolean waited(Slot slot) {
    return flow.exchange().connection().tcp().firstTimeNanos() > slot.message.nanos;
  }

  private boolean sameEndpoint(Slot slot) {
    Flow published = slot.message.publishFlow;
    return published == null
        || slot.message.broker.hasOneEndpoint()
        || published.exchange().connection().server().equals(flow.exchange().connection().server());
  }
}
