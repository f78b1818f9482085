package dev.hopscope.linking;

import static dev.hopscope.mqtt.MqttVersion.V3_1_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hopscope.limits.Limit;
import org.junit.jupiter.api.Test;

/** Each limit of linking, forced: the oldest leaves, and is counted. */
class LimitsTest {
  private final Scene scene = new Scene();

  @Test
  void openMessages() {
    Scene.Client publisher = scene.client("pub");
    Scene.Client subscriber = scene.client("sub").subscribe(1, "a/b");
    int oldest = publisher.publish("a/b", "1", 1);
    int second = publisher.publish("a/b", "2", 1);
    publisher.publish("a/b", "3", 1);
    int delivered = subscriber.deliver("a/b", "2", 1);
    int late = subscriber.deliver("a/b", "1", 1);
    Links links = scene.analyze(Limit.OPEN_MESSAGES, 2);
    assertThat(links.summary().limits()).containsEntry("open-messages", 1L);
    assertThat(links.published(oldest).closedBy()).isEqualTo("limit");
    assertThat(links.publishOf(delivered)).isEqualTo(second);
    assertThat(links.traceOf(late)).isNotNull();
  }

  @Test
  void openSlots() {
    Scene.Client publisher = scene.client("pub");
    Scene.Client one = scene.client("one").subscribe(1, "a/b");
    Scene.Client two = scene.client("two").subscribe(1, "a/b");
    publisher.publish("a/b", "1", 1);
    int second = publisher.publish("a/b", "2", 1);
    int toOne = one.deliver("a/b", "2", 1);
    int toTwo = two.deliver("a/b", "2", 1);
    Links links = scene.analyze(Limit.OPEN_SLOTS, 2);
    assertThat(links.summary().limits()).containsEntry("open-slots", 2L);
    assertThat(links.publishOf(toOne)).isEqualTo(second);
    assertThat(links.publishOf(toTwo)).isEqualTo(second);
  }

  @Test
  void queuedSlots() {
    Scene.Client publisher = scene.client("pub");
    scene
        .client("sub", V3_1_1, options -> options.cleanStart(false))
        .subscribe(1, "a/b")
        .disconnect();
    publisher.publish("a/b", "1", 1);
    int second = publisher.publish("a/b", "2", 1);
    scene.advance(60_000);
    publisher.publish("other", "3", 1);
    scene.advance(1_000);
    Scene.Client back =
        scene.client(Scene.BROKER, "sub", V3_1_1, options -> options.cleanStart(false), true);
    int forgotten = back.deliver("a/b", "1", 1);
    int delivered = back.deliver("a/b", "2", 1);
    scene.advance(1_000);
    publisher.publish("other", "3", 1);
    Links links = scene.analyze(Limit.QUEUED_SLOTS, 1);
    assertThat(links.summary().limits()).containsEntry("queued-slots", 1L);
    assertThat(links.publishOf(delivered)).isEqualTo(second);
    assertThat(links.traceOf(forgotten)).isNotNull();
  }

  @Test
  void groupMembers() {
    Scene.Client publisher = scene.client("pub");
    Scene.Client subscriber = scene.client("sub").subscribe(0, "a/b");
    int[] published = new int[8];
    int[] delivered = new int[8];
    publisher.publish("a/b", "same", 0);
    for (int i = 0; i < 8; i++) {
      scene.advance(100);
      published[i] = publisher.publish("a/b", "same", 0);
      delivered[i] = subscriber.deliver("a/b", "same", 0);
    }
    Links links = scene.analyze(Limit.GROUP_MEMBERS, 8);
    assertThat(links.summary().limits()).containsKey("group-members");
    for (int i = 0; i < 8; i++) {
      assertThat(links.publishOf(delivered[i])).isEqualTo(published[i]);
      assertThat(links.delivery(delivered[i]).link()).isEqualTo("tie");
    }
  }

  @Test
  void heldDeliveries() {
    Scene.Client subscriber = scene.interval(1_000).client("sub").subscribe(0, "a/#");
    for (int i = 0; i < 4_100; i++) {
      subscriber.deliver("a/b", "nobody published " + i, 0);
    }
    Links links = scene.analyze();
    assertThat(links.summary().limits()).containsEntry("held-deliveries", 4L);
    assertThat(links.traces()).hasSize(4_100).allMatch(t -> t.origin().equals("unknown"));
  }

  @Test
  void retainedMessages() {
    Scene.Client publisher = scene.client("pub");
    publisher.publish("a/1", "x", 1, true);
    int second = publisher.publish("a/2", "x", 1, true);
    Scene.Client subscriber = scene.client("sub").subscribe(1, "a/#");
    int forgotten = subscriber.deliver("a/1", "x", 1, true);
    int delivered = subscriber.deliver("a/2", "x", 1, true);
    Links links = scene.analyze(Limit.RETAINED_MESSAGES, 1);
    assertThat(links.summary().limits()).containsEntry("retained-messages", 1L);
    assertThat(links.traceOf(forgotten).origin()).isEqualTo("unknown");
    assertThat(links.publishOf(delivered)).isEqualTo(second);
  }
}
