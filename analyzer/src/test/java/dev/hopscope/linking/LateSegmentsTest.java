package dev.hopscope.linking;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hopscope.mqtt.MqttVersion;
import dev.hopscope.net.TcpSegment;
import dev.hopscope.testkit.Conversation;
import dev.hopscope.testkit.MqttBytes;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Deliveries of which a part was captured late, and what was published meanwhile. */
class LateSegmentsTest {
  private static final byte[] DELIVERY = MqttBytes.publish(MqttVersion.V3_1_1, "a", "x", 0, 0);
  private static final int CUT = 3;

  private final Scene scene = new Scene();
  private final Scene.Client publisher = scene.client("pub");
  private final Scene.Client subscriber = scene.client("sub").subscribe(0, "a");
  private final Conversation tcp = subscriber.conversation;

  private void part(long position, int from, int to) {
    byte[] bytes = Arrays.copyOfRange(DELIVERY, from, to);
    tcp.segment(false, position + from, TcpSegment.PSH | TcpSegment.ACK, bytes);
  }

  @Test
  void itIsOfNoneThatWasPublishedAfterItsLastByte() {
    int first = publisher.publish("a", "x", 0);
    long position = tcp.serverPosition();
    part(position, CUT, DELIVERY.length);
    int second = publisher.publish("a", "x", 0);
    part(position, 0, CUT);
    tcp.serverUnseen(DELIVERY.length);
    Links late = scene.analyze();
    assertThat(late.published(first).deliveries())
        .singleElement()
        .extracting("link", "rivals")
        .containsExactly("sole", 0);
    assertThat(late.published(second).deliveries()).isEmpty();
  }

  @Test
  void norIsOneBeforeThatOnItsConnection() {
    int first = publisher.publish("a", "x", 0);
    long position = tcp.serverPosition();
    part(position + DELIVERY.length, 0, DELIVERY.length);
    int second = publisher.publish("a", "x", 0);
    part(position, 0, DELIVERY.length);
    tcp.serverUnseen(2L * DELIVERY.length);
    Links links = scene.analyze();
    assertThat(links.published(first).deliveries()).extracting("link").containsOnly("sole");
    assertThat(links.published(second).deliveries()).isEmpty();
  }

  @Test
  void whatWasPublishedTooLateIsNotItsMessage() {
    long position = tcp.serverPosition();
    part(position, CUT, DELIVERY.length);
    int only = publisher.publish("a", "x", 0);
    part(position, 0, CUT);
    tcp.serverUnseen(DELIVERY.length);
    int delivered = subscriber.deliver("a", "x", 0);
    Links links = scene.analyze();
    assertThat(links.publishOf(delivered)).isEqualTo(only);
    assertThat(links.delivery(delivered).link()).isEqualTo("sole");
  }

  @Test
  void orderIsKeptAmongThoseToldTogether() {
    int first = publisher.publish("a", "x", 0);
    int second = publisher.publish("a", "x", 0);
    long position = tcp.serverPosition();
    part(position + DELIVERY.length, 0, DELIVERY.length);
    int third = publisher.publish("a", "x", 0);
    part(position, 0, DELIVERY.length);
    tcp.serverUnseen(2L * DELIVERY.length);
    int last = subscriber.deliver("a", "x", 0);
    Links links = scene.analyze();
    for (int each : new int[] {first, second}) {
      assertThat(links.published(each).deliveries()).extracting("link").containsExactly("ordered");
    }
    assertThat(links.publishOf(last)).isEqualTo(third);
    assertThat(links.delivery(last).link()).isEqualTo("sole");
  }

  @Test
  void nothingOfItsConnectionIsUnseenWhenAllItsBytesAreThere() {
    Scene.Client other = scene.client("other");
    int published = publisher.publish("a", "x", 0);
    long position = tcp.serverPosition();
    byte[] behind = MqttBytes.pingresp();
    tcp.segment(false, position + DELIVERY.length, TcpSegment.PSH | TcpSegment.ACK, behind);
    other.conversation.clientUnseen(5).client(MqttBytes.pingreq());
    part(position, 0, DELIVERY.length);
    tcp.serverUnseen(DELIVERY.length + behind.length);
    Links links = scene.analyze();
    assertThat(links.published(published).deliveries()).extracting("link").containsExactly("sole");
  }

  @Test
  void aMessageThatWaitedBehindALossMayBeEarlierThanItIsTold() {
    int first = publisher.publish("a", "x", 0);
    long position = tcp.serverPosition();
    publisher.conversation.clientUnseen(20);
    publisher.publish("a", "x", 0);
    part(position, CUT, DELIVERY.length);
    scene.advance(11_000);
    publisher.conversation.client(MqttBytes.pingreq());
    part(position, 0, CUT);
    tcp.serverUnseen(DELIVERY.length);
    Links links = scene.analyze();
    assertThat(links.published(first).deliveries()).extracting("link").doesNotContain("sole");
  }
}
