package dev.hopscope.testkit.model;

import dev.hopscope.mqtt.MqttVersion;
import dev.hopscope.testkit.MqttBytes;

/** A client that publishes, with the broker's answers to it. */
final class Publisher {
  private final World world;
  private final long acknowledgeNanos;
  private final Wire wire;
  private int lastId;

  Publisher(World world, long acknowledgeNanos, String clientId) {
    this.world = world;
    this.acknowledgeNanos = acknowledgeNanos;
    this.wire = world.wire();
    wire.open();
    wire.data(true, MqttBytes.connect(MqttVersion.V3_1_1, clientId, true, 60));
    wire.data(false, MqttBytes.connack(MqttVersion.V3_1_1, false, 0));
  }

  ModelMessage publish(byte[] topic, byte[] payload, int qos) {
    int id = qos == 0 ? 0 : nextId();
    wire.data(true, new ModelMessage(0, topic, payload, qos).publish(qos, id, false));
    if (qos == 1) {
      world.after(acknowledgeNanos, () -> wire.data(false, MqttBytes.puback(id)));
    } else if (qos == 2) {
      world.after(acknowledgeNanos, () -> received(id));
    }
    return new ModelMessage(world.lastSegment(), topic, payload, qos);
  }

  private int nextId() {
    lastId = lastId % 0xffff + 1;
    return lastId;
  }

  private void received(int id) {
    wire.data(false, MqttBytes.pubrec(id));
    world.after(
        acknowledgeNanos,
        () -> {
          wire.data(true, MqttBytes.pubrel(id));
          world.after(acknowledgeNanos, () -> wire.data(false, MqttBytes.pubcomp(id)));
        });
  }

  void leave() {
    wire.data(true, MqttBytes.disconnect());
    wire.close();
  }
}
