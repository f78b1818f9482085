package dev.hopscope.benchmarks.load;

import static java.nio.charset.StandardCharsets.UTF_8;

/** A topic, of one publisher who always uses one QoS, and of two receivers. */
final class Topic {
  final byte[] name;
  final int qos;
  final Receiver[] receivers;

  /** Whether its publisher speaks MQTT 5.0, and names a content type. */
  final boolean version5;

  Topic(String name, int qos, boolean version5, Receiver... receivers) {
    this.name = name.getBytes(UTF_8);
    this.qos = qos;
    this.version5 = version5;
    this.receivers = receivers;
  }
}
