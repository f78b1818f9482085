package dev.hopscope.linking;

import static dev.hopscope.mqtt.MqttVersion.V3_1_1;
import static dev.hopscope.mqtt.MqttVersion.V5_0;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hopscope.mqtt.PropertyId;
import dev.hopscope.report.ReportModel;
import dev.hopscope.testkit.MqttBytes;
import dev.hopscope.testkit.MqttConnectBytes;
import dev.hopscope.testkit.MqttProperties;
import org.junit.jupiter.api.Test;

/** One broker: what each way to deliver links to. */
class LinkingTest {
  private final Scene scene = new Scene();

  private static MqttProperties number(PropertyId id, long value) {
    return MqttBytes.properties().number(id, value);
  }

  @Test
  void equalPayloadsAtASteadyRateWithOneLost() {
    Scene.Client publisher = scene.client("pub");
    Scene.Client subscriber = scene.client("sub").subscribe(0, "a/b");
    int[] published = new int[10];
    int[] delivered = new int[10];
    for (int i = 0; i < 10; i++) {
      scene.advance(1_000);
      published[i] = publisher.publish("a/b", "same", 0);
      scene.advance(2);
      delivered[i] = i == 3 ? 0 : subscriber.deliver("a/b", "same", 0);
    }
    Links links = scene.analyze();
    for (int i = 0; i < 10; i++) {
      if (i != 3) {
        assertThat(links.publishOf(delivered[i])).isEqualTo(published[i]);
        assertThat(links.delivery(delivered[i]).latencyNanos()).isLessThan(3_000_000L);
        assertThat(links.delivery(delivered[i]).link()).isEqualTo(i < 3 ? "sole" : "tie");
      }
    }
    assertThat(links.published(published[3]).deliveries()).isEmpty();
    assertThat(links.published(published[2]).closedBy()).isEqualTo("complete");
    assertThat(links.published(published[3]).closedBy()).isEqualTo("end");
    assertThat(links.summary().latencyNanos().endToEnd().get("0").count()).isEqualTo(3);
  }

  /** The lost one is given up after 30 s, and a later delivery may still be any but that. */
  @Test
  void afterAPauseLongerThanTheWaitLinksAreSureAgain() {
    Scene.Client publisher = scene.client("pub");
    Scene.Client subscriber = scene.client("sub").subscribe(0, "a/b");
    int lost = publisher.publish("a/b", "same", 0);
    scene.advance(1_000);
    int second = publisher.publish("a/b", "same", 0);
    int first = subscriber.deliver("a/b", "same", 0);
    scene.advance(40_000);
    int third = publisher.publish("a/b", "same", 0);
    int last = subscriber.deliver("a/b", "same", 0);
    Links links = scene.analyze();
    assertThat(links.publishOf(first)).isEqualTo(second);
    assertThat(links.delivery(first).link()).isEqualTo("tie");
    assertThat(links.delivery(first).rivals()).isEqualTo(1);
    assertThat(links.published(lost).closedBy()).isEqualTo("deadline");
    assertThat(links.publishOf(last)).isEqualTo(third);
    assertThat(links.delivery(last).link()).isEqualTo("sole");
  }

  @Test
  void asManyDeliveriesAsMessagesAreOrdered() {
    Scene.Client publisher = scene.client("pub");
    Scene.Client subscriber = scene.client("sub").subscribe(1, "a/b");
    int one = publisher.publish("a/b", "same", 1);
    int two = publisher.publish("a/b", "same", 1);
    int first = subscriber.deliver("a/b", "same", 1);
    int second = subscriber.deliver("a/b", "same", 1);
    Links links = scene.analyze();
    assertThat(links.publishOf(first)).isEqualTo(one);
    assertThat(links.publishOf(second)).isEqualTo(two);
    assertThat(links.delivery(first).link()).isEqualTo("ordered");
    assertThat(links.delivery(second).link()).isEqualTo("ordered");
  }

  @Test
  void twoPublishersAreNotOrdered() {
    Scene.Client publisher = scene.client("pub");
    Scene.Client other = scene.client("pub2");
    Scene.Client subscriber = scene.client("sub").subscribe(1, "a/b");
    publisher.publish("a/b", "same", 1);
    other.publish("a/b", "same", 1);
    int first = subscriber.deliver("a/b", "same", 1);
    int second = subscriber.deliver("a/b", "same", 1);
    Links links = scene.analyze();
    assertThat(links.delivery(first).link()).isEqualTo("tie");
    assertThat(links.delivery(second).link()).isEqualTo("tie");
  }

  @Test
  void overlappingSubscriptionsGetACopyEach() {
    Scene.Client publisher = scene.client("pub");
    Scene.Client subscriber = scene.client("sub").subscribe(2, "a/#").subscribe(1, "a/b");
    int published = publisher.publish("a/b", "x", 0);
    int first = subscriber.deliver("a/b", "x", 0);
    int second = subscriber.deliver("a/b", "x", 0);
    int third = subscriber.deliver("a/b", "x", 0);
    Links links = scene.analyze();
    assertThat(links.traces()).hasSize(1);
    assertThat(links.publishOf(third)).isEqualTo(published);
    assertThat(links.delivery(first).subscriptions()).hasSize(2);
    assertThat(links.delivery(first).grantedQos()).isEqualTo(2);
    assertThat(links.delivery(first).copy()).isEqualTo(1);
    assertThat(links.delivery(second).copy()).isEqualTo(2);
    assertThat(links.delivery(second).link()).isEqualTo("sole");
    assertThat(links.delivery(third).copy()).isEqualTo(3);
    assertThat(links.summary().duplicates()).isEqualTo(1);
  }

  @Test
  void aSubscriptionIdentifierRestrictsToItsFilter() {
    Scene.Client publisher = scene.client("pub", V5_0, options -> options);
    Scene.Client subscriber =
        scene
            .client("sub", V5_0, options -> options)
            .subscribe("a/b", 1, number(PropertyId.SUBSCRIPTION_IDENTIFIER, 7));
    int old = publisher.publish("a/b", "same", 1);
    scene.advance(100);
    subscriber.subscribe("a/b", 1, number(PropertyId.SUBSCRIPTION_IDENTIFIER, 8));
    int young = publisher.publish("a/b", "same", 1);
    int first =
        subscriber.deliver("a/b", "same", 1, false, number(PropertyId.SUBSCRIPTION_IDENTIFIER, 7));
    int second =
        subscriber.deliver("a/b", "same", 1, false, number(PropertyId.SUBSCRIPTION_IDENTIFIER, 8));
    Links links = scene.analyze();
    assertThat(links.publishOf(second)).isEqualTo(young);
    assertThat(links.publishOf(first)).isEqualTo(old);
    assertThat(links.delivery(first).link()).isEqualTo("sole");
    assertThat(links.delivery(second).link()).isEqualTo("sole");
  }

  @Test
  void aRetainedMessageIsOwedToItsSubscribe() {
    Scene.Client publisher = scene.client("pub");
    int published = publisher.publish("a/b", "kept", 1, true);
    scene.advance(5_000);
    Scene.Client subscriber = scene.client("sub").subscribe(1, "a/#");
    int delivered = subscriber.deliver("a/b", "kept", 1, true);
    Links links = scene.analyze();
    assertThat(links.publishOf(delivered)).isEqualTo(published);
    assertThat(links.delivery(delivered).via()).isEqualTo("retained");
    assertThat(links.delivery(delivered).latencyNanos()).isNull();
    assertThat(links.delivery(delivered).link()).isEqualTo("sole");
  }

  @Test
  void aRetainedMessageFromBeforeTheCaptureHasNoOrigin() {
    Scene.Client subscriber = scene.client("sub").subscribe(1, "a/#");
    Scene.Client second = scene.client("sub2").subscribe(1, "a/#");
    int delivered = subscriber.deliver("a/b", "kept", 1, true);
    int again = second.deliver("a/b", "kept", 1, true);
    Links links = scene.analyze();
    assertThat(links.traceOf(delivered).origin()).isEqualTo("unknown");
    assertThat(links.delivery(delivered).via()).isEqualTo("retained");
    assertThat(links.traceOf(again).id()).isEqualTo(links.traceOf(delivered).id());
  }

  /** The second message may be what the SUBSCRIBE was answered with, or come on its own. */
  @Test
  void aMessagePublishedWithRetainIsLiveForThoseSubscribedBefore() {
    Scene.Client publisher = scene.client("pub");
    Scene.Client subscriber = scene.client("sub").subscribe(1, "a/#");
    int published = publisher.publish("a/b", "kept", 1, true);
    int delivered = subscriber.deliver("a/b", "kept", 1, false);
    Links links = scene.analyze();
    assertThat(links.publishOf(delivered)).isEqualTo(published);
    assertThat(links.delivery(delivered).via()).isEqualTo("live");
  }

  @Test
  void systemTopicsAreTheBrokersOwn() {
    Scene.Client subscriber = scene.client("sub").subscribe(0, "$SYS/#");
    int delivered = subscriber.deliver("$SYS/broker/uptime", "12", 0);
    Links links = scene.analyze();
    assertThat(links.traceOf(delivered).origin()).isEqualTo("broker");
  }

  @Test
  void oneMemberOfAShareGroupGetsEachMessage() {
    Scene.Client publisher = scene.client("pub");
    Scene.Client one = scene.client("one").subscribe(1, "$share/g/a/#");
    Scene.Client two = scene.client("two").subscribe(1, "$share/g/a/#");
    int first = publisher.publish("a/b", "1", 1);
    int toOne = one.deliver("a/b", "1", 1);
    int second = publisher.publish("a/b", "2", 1);
    int toTwo = two.deliver("a/b", "2", 1);
    Links links = scene.analyze();
    assertThat(links.publishOf(toOne)).isEqualTo(first);
    assertThat(links.publishOf(toTwo)).isEqualTo(second);
    assertThat(links.delivery(toTwo).link()).isEqualTo("sole");
    assertThat(links.published(first).closedBy()).isEqualTo("complete");
    assertThat(links.published(second).closedBy()).isEqualTo("complete");
  }

  /** Whether it came by the group or for the member itself cannot be told from one delivery. */
  @Test
  void aMemberThatAlsoSubscribesIsNeverSureOfTwoEqualOnes() {
    Scene.Client publisher = scene.client("pub");
    Scene.Client one = scene.client("one").subscribe(1, "$share/g/a/#").subscribe(1, "a/b");
    publisher.publish("a/b", "same", 1);
    publisher.publish("a/b", "same", 1);
    int[] frames = new int[4];
    for (int i = 0; i < 4; i++) {
      frames[i] = one.deliver("a/b", "same", 1);
    }
    Links links = scene.analyze();
    for (int frame : frames) {
      assertThat(links.delivery(frame).link()).isEqualTo("tie");
    }
  }

  private static MqttConnectBytes keepsSession(MqttConnectBytes options) {
    return options.cleanStart(false);
  }

  @Test
  void messagesWaitForASessionThatIsOffline() {
    Scene.Client publisher = scene.client("pub");
    Scene.Client before =
        scene.client("sub", V3_1_1, LinkingTest::keepsSession).subscribe(1, "a/b");
    before.disconnect();
    scene.advance(1_000);
    int published = publisher.publish("a/b", "x", 1);
    scene.advance(3_600_000);
    Scene.Client after = scene.client(Scene.BROKER, "sub", V3_1_1, LinkingTest::keepsSession, true);
    int delivered = after.deliver("a/b", "x", 1);
    Links links = scene.analyze();
    assertThat(links.publishOf(delivered)).isEqualTo(published);
    assertThat(links.delivery(delivered).via()).isEqualTo("queued");
    assertThat(links.delivery(delivered).latencyNanos())
        .isBetween(3_600_000_000_000L, 3_601_000_000_000L);
    assertThat(links.delivery(delivered).link()).isEqualTo("sole");
  }

  @Test
  void aCleanStartEmptiesTheQueue() {
    Scene.Client publisher = scene.client("pub");
    Scene.Client before =
        scene.client("sub", V3_1_1, LinkingTest::keepsSession).subscribe(1, "a/b");
    before.disconnect();
    int published = publisher.publish("a/b", "x", 1);
    Scene.Client after = scene.client("sub").subscribe(1, "a/b");
    scene.advance(100);
    int again = publisher.publish("a/b", "x", 1);
    int delivered = after.deliver("a/b", "x", 1);
    Links links = scene.analyze();
    assertThat(links.publishOf(delivered)).isEqualTo(again);
    assertThat(links.published(published).deliveries()).isEmpty();
  }

  @Test
  void noLocalKeepsAPublishersOwnMessagesFromIt() {
    Scene.Client publisher =
        scene
            .client("pub", V5_0, options -> options)
            .subscribe("a/b", 0x04 | 1, MqttBytes.properties());
    Scene.Client subscriber = scene.client("sub", V5_0, options -> options).subscribe(1, "a/b");
    int published = publisher.publish("a/b", "x", 1);
    int delivered = subscriber.deliver("a/b", "x", 1);
    int own = publisher.deliver("a/b", "x", 1);
    Links links = scene.analyze();
    assertThat(links.publishOf(delivered)).isEqualTo(published);
    assertThat(links.published(published).deliveries()).hasSize(1);
    assertThat(links.published(published).closedBy()).isEqualTo("complete");
    assertThat(links.traceOf(own).origin()).isEqualTo("unknown");
  }

  @Test
  void betweenUnsubscribeAndItsAnswerADeliveryMayComeOrNot() {
    Scene.Client publisher = scene.client("pub");
    Scene.Client subscriber = scene.client("sub").subscribe(1, "a/b");
    subscriber.unsubscribing("a/b");
    int first = publisher.publish("a/b", "1", 1);
    int delivered = subscriber.deliver("a/b", "1", 1);
    int second = publisher.publish("a/b", "2", 1);
    subscriber.unsuback();
    scene.advance(5_000);
    publisher.publish("other", "3", 1);
    Links links = scene.analyze();
    assertThat(links.publishOf(delivered)).isEqualTo(first);
    assertThat(links.published(second).closedBy()).isEqualTo("complete");
  }

  @Test
  void betweenSubscribeAndItsAnswerADeliveryMayComeOrNot() {
    Scene.Client publisher = scene.client("pub");
    Scene.Client subscriber = scene.client("sub").subscribing("a/b", 1, MqttBytes.properties());
    int first = publisher.publish("a/b", "1", 1);
    int second = publisher.publish("a/b", "2", 1);
    subscriber.suback(1);
    int delivered = subscriber.deliver("a/b", "2", 1);
    scene.advance(5_000);
    publisher.publish("other", "3", 1);
    Links links = scene.analyze();
    assertThat(links.publishOf(delivered)).isEqualTo(second);
    assertThat(links.published(first).closedBy()).isEqualTo("complete");
  }

  @Test
  void aRefusedSubscriptionIsOwedNothing() {
    Scene.Client publisher = scene.client("pub");
    Scene.Client subscriber = scene.client("sub").subscribing("a/b", 1, MqttBytes.properties());
    subscriber.suback(0x80);
    int published = publisher.publish("a/b", "1", 1);
    scene.advance(100);
    publisher.publish("other", "3", 1);
    Links links = scene.analyze();
    assertThat(links.published(published).closedBy()).isEqualTo("complete");
  }

  @Test
  void aWillIsAMessageOfItsOwn() {
    Scene.Client subscriber = scene.client("sub").subscribe(1, "gone");
    Scene.Client dying =
        scene.client(
            "dying", V3_1_1, options -> options.will("gone", "bye".getBytes(UTF_8), 1, false));
    scene.advance(1_000);
    dying.conversation.closeByClient();
    int delivered = subscriber.deliver("gone", "bye", 1);
    Links links = scene.analyze();
    assertThat(links.traceOf(delivered).origin()).isEqualTo("will");
    assertThat(links.traceOf(delivered).publisher()).isEqualTo("dying");
    assertThat(links.delivery(delivered).link()).isEqualTo("sole");
  }

  @Test
  void aDisconnectTakesTheWillBack() {
    Scene.Client subscriber = scene.client("sub").subscribe(1, "gone");
    Scene.Client leaving =
        scene.client(
            "leaving", V3_1_1, options -> options.will("gone", "bye".getBytes(UTF_8), 1, false));
    leaving.disconnect();
    int delivered = subscriber.deliver("gone", "bye", 1);
    Links links = scene.analyze();
    assertThat(links.traceOf(delivered).origin()).isEqualTo("unknown");
  }

  @Test
  void aTakeoverGoesOnWithTheSession() {
    Scene.Client publisher = scene.client("pub");
    scene.client("sub", V3_1_1, LinkingTest::keepsSession).subscribe(1, "a/b");
    int published = publisher.publish("a/b", "x", 1);
    Scene.Client after = scene.client(Scene.BROKER, "sub", V3_1_1, LinkingTest::keepsSession, true);
    int delivered = after.deliver("a/b", "x", 1);
    Links links = scene.analyze();
    assertThat(links.publishOf(delivered)).isEqualTo(published);
    ReportModel.Delivery delivery = links.delivery(delivered);
    assertThat(delivery.subscriptions()).hasSize(1);
    assertThat(delivery.via()).isEqualTo("queued");
  }

  @Test
  void anAliasNeverBoundLeavesLengthAndDigest() {
    Scene.Client publisher = scene.client("pub", V5_0, options -> options);
    Scene.Client subscriber = scene.client("sub", V5_0, options -> options).subscribe(1, "a/b");
    int published = publisher.publish("a/b", "twelve bytes", 1);
    int delivered =
        subscriber.deliver("", "twelve bytes", 1, false, number(PropertyId.TOPIC_ALIAS, 3));
    Links links = scene.analyze();
    assertThat(links.publishOf(delivered)).isEqualTo(published);
    assertThat(links.delivery(delivered).basis()).isEqualTo("payload-only");
  }

  @Test
  void aSubscriptionFromBeforeTheCapture() {
    Scene.Client publisher = scene.midStream(V3_1_1);
    Scene.Client subscriber = scene.midStream(V3_1_1);
    publisher.publish("a/b", "1", 1);
    subscriber.deliver("a/b", "1", 1);
    int published = publisher.publish("c", "2", 0);
    int delivered = subscriber.deliver("c", "2", 0);
    Links links = scene.analyze();
    assertThat(links.publishOf(delivered)).isEqualTo(published);
    assertThat(links.delivery(delivered).basis()).isEqualTo("unseen-subscription");
    assertThat(links.delivery(delivered).grantedQos()).isNull();
  }

  @Test
  void aResendIsNoFurtherMessage() {
    Scene.Client publisher = scene.client("pub");
    Scene.Client subscriber = scene.client("sub").subscribe(1, "a/b");
    publisher.conversation.client(MqttBytes.publish(V3_1_1, "a/b", "x", 1, 9));
    scene.advance(1_000);
    publisher.conversation.client(
        MqttBytes.publish(
            V3_1_1, "a/b", "x".getBytes(UTF_8), 1, 9, true, false, MqttBytes.properties()));
    publisher.conversation.server(MqttBytes.puback(9));
    int delivered = subscriber.deliver("a/b", "x", 1);
    Links links = scene.analyze();
    assertThat(links.traces()).hasSize(1);
    assertThat(links.delivery(delivered).link()).isEqualTo("sole");
  }
}
