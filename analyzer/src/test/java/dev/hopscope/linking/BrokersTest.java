package dev.hopscope.linking;

import static dev.hopscope.mqtt.MqttVersion.V3_1_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hopscope.testkit.MqttConnectBytes;
import org.junit.jupiter.api.Test;

/** Several brokers in one capture: kept apart, and joined by bridges. */
class BrokersTest {
  private static final String EAST = "10.0.1.1:1883";
  private static final String WEST = "10.0.2.1:1883";

  private final Scene scene = new Scene();

  private Scene.Client at(String broker, String clientId) {
    return scene.client(broker, clientId, V3_1_1, options -> options, false);
  }

  @Test
  void equalPayloadsAtTwoBrokersStayApart() {
    Scene.Client eastPublisher = at(EAST, "pub");
    Scene.Client westPublisher = at(WEST, "pub");
    Scene.Client eastSubscriber = at(EAST, "sub").subscribe(1, "a/b");
    Scene.Client westSubscriber = at(WEST, "sub").subscribe(1, "a/b");
    int east = eastPublisher.publish("a/b", "equal payload", 1);
    int west = westPublisher.publish("a/b", "equal payload", 1);
    int toWest = westSubscriber.deliver("a/b", "equal payload", 1);
    int toEast = eastSubscriber.deliver("a/b", "equal payload", 1);
    Links links = scene.analyze();
    assertThat(links.publishOf(toWest)).isEqualTo(west);
    assertThat(links.publishOf(toEast)).isEqualTo(east);
    assertThat(links.delivery(toWest).link()).isEqualTo("sole");
    assertThat(links.delivery(toEast).link()).isEqualTo("sole");
    assertThat(links.traces()).hasSize(2).allMatch(trace -> trace.forwards().isEmpty());
  }

  /** The east broker is a client of the west one and publishes there under another topic. */
  @Test
  void aBridgeThatPublishesUnderAnotherTopic() {
    Scene.Client publisher = at(EAST, "pub");
    at(EAST, "near").subscribe(1, "a/b");
    Scene.Client bridge =
        scene.client("10.0.1.1:50000", WEST, "east", V3_1_1, MqttConnectBytes::bridge, false);
    Scene.Client far = at(WEST, "far").subscribe(1, "east/#");
    int published = publisher.publish("a/b", "equal payload", 1);
    int forwarded = bridge.publish("east/a/b", "equal payload", 1);
    int delivered = far.deliver("east/a/b", "equal payload", 1);
    Links links = scene.analyze();
    assertThat(links.publishOf(delivered)).isEqualTo(published);
    assertThat(links.frame(links.delivery(delivered).parent())).isEqualTo(forwarded);
    assertThat(links.traceOf(delivered).forwards()).hasSize(1);
    assertThat(links.traceOf(delivered).forwards().get(0).topic()).isEqualTo("east/a/b");
    assertThat(links.published(forwarded)).isNull();
  }

  /** A client that receives at one broker and publishes at the other, by its ClientID. */
  @Test
  void aClientThatPassesOnIsKnownByItsClientId() {
    Scene.Client publisher = at(EAST, "pub");
    Scene.Client ear = at(EAST, "relay").subscribe(1, "a/b");
    Scene.Client mouth = at(WEST, "relay");
    Scene.Client far = at(WEST, "far").subscribe(1, "far/#");
    int published = publisher.publish("a/b", "equal payload", 1);
    int heard = ear.deliver("a/b", "equal payload", 1);
    mouth.publish("far/b", "equal payload", 1);
    int delivered = far.deliver("far/b", "equal payload", 1);
    Links links = scene.analyze();
    assertThat(links.publishOf(heard)).isEqualTo(published);
    assertThat(links.publishOf(delivered)).isEqualTo(published);
  }

  /** The west broker subscribes at the east one and delivers to its own clients. */
  @Test
  void aBridgeThatSubscribesAndDeliversUnderAnotherTopic() {
    Scene.Client publisher = at(EAST, "pub");
    Scene.Client bridge =
        scene
            .client("10.0.2.1:50000", EAST, "west", V3_1_1, MqttConnectBytes::bridge, false)
            .subscribe(1, "a/b");
    Scene.Client far = at(WEST, "far").subscribe(1, "east/#");
    int published = publisher.publish("a/b", "equal payload", 1);
    int passed = bridge.deliver("a/b", "equal payload", 1);
    int delivered = far.deliver("east/a/b", "equal payload", 1);
    scene.advance(100);
    publisher.publish("other", "x", 0);
    Links links = scene.analyze();
    assertThat(links.publishOf(passed)).isEqualTo(published);
    assertThat(links.publishOf(delivered)).isEqualTo(published);
    assertThat(links.delivery(delivered).basis()).isEqualTo("bridge");
    assertThat(links.frame(links.delivery(delivered).parent())).isEqualTo(passed);
  }

  @Test
  void aShortPayloadNeedsAnEqualTopic() {
    Scene.Client publisher = at(EAST, "pub");
    Scene.Client bridge =
        scene.client("10.0.1.1:50000", WEST, "east", V3_1_1, MqttConnectBytes::bridge, false);
    int published = publisher.publish("a/b", "on", 1);
    int other = bridge.publish("east/a/b", "on", 1);
    int same = bridge.publish("a/b", "on", 1);
    Links links = scene.analyze();
    assertThat(links.published(other)).isNotNull();
    assertThat(links.published(same)).isNull();
    assertThat(links.published(published).forwards()).hasSize(1);
  }
}
