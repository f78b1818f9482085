package dev.hopscope.benchmarks.load;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Counts what a capture holds, as it is written.
 *
 * <p>Which links are certain follows from the traffic: no packet is missing, every receiver has one
 * subscription that matches, and each topic has one publisher and one QoS. A delivery is {@code
 * sole} where no other message on its way to that receiver had its topic and payload, and {@code
 * ordered} where there were others, since the broker keeps their order (MQTT 3.1.1, 4.6). None need
 * be a tie.
 *
 * <p>Where a part of a segment is late, its packets are complete later than they were sent. What
 * counts is when the broker had all of a message, and when it sent a delivery: that is seen, as the
 * rest of the segment came in time.
 */
final class Ledger {
  private final Map<PacketKind, Long> packets = new EnumMap<>(PacketKind.class);
  private final long[] publishFlows = new long[3];
  private final long[] deliveryFlows = new long[3];
  private long connections;
  private long connections5;
  private long topics;
  private long alike;
  private long downgraded;
  private long sole;
  private long ordered;
  private long outOfOrder;
  private long repeated;

  void connection(boolean version5) {
    connections++;
    connections5 += version5 ? 1 : 0;
  }

  /** A topic is published on for the first time. */
  void topic() {
    topics++;
  }

  /** A segment came after one that follows it. */
  void outOfOrder() {
    outOfOrder++;
  }

  /** A segment came again. */
  void repeated() {
    repeated++;
  }

  /** The broker sent a packet, or all of a client's packet came. */
  void packet(Packet packet, boolean fromBroker) {
    packets.merge(packet.kind(), 1L, Long::sum);
    if (packet.kind() == PacketKind.PUBLISH) {
      if (fromBroker) {
        delivered(packet.flow());
      } else {
        published(packet.flow());
      }
    }
  }

  private void published(Flow flow) {
    publishFlows[flow.qos()]++;
    if (flow.message().alike()) {
      alike++;
      for (Receiver receiver : flow.message().topic().receivers) {
        receiver.awaitsAlike();
      }
    }
  }

  private void delivered(Flow flow) {
    deliveryFlows[flow.qos()]++;
    downgraded += flow.qos() < flow.message().topic().qos ? 1 : 0;
    int told = flow.message().alike() ? flow.receiver().deliveredAlike() : 1;
    if (told == 1) {
      sole++;
    } else {
      ordered += told;
    }
  }

  /** Everything, for a JSON document; {@code summary} has the names and values of a report's. */
  Map<String, Object> document(LoadOptions options, CaptureWriter writer) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("variant", options.variant().name().toLowerCase(Locale.ROOT));
    document.put("seed", options.seed());
    document.put("frames", writer.frames());
    document.put("bytes", writer.bytes());
    document.put("fileBytes", writer.fileBytes());
    document.put("durationMicros", writer.lastMicros());
    document.put("connections", connections);
    document.put("connections5", connections5);
    document.put("topics", topics);
    document.put("packets", packets.values().stream().mapToLong(Long::longValue).sum());
    document.put("publishFlows", byQos(publishFlows, 0));
    document.put("deliveryFlows", byQos(deliveryFlows, 0));
    document.put("messages", sum(publishFlows));
    document.put("messagesWithCommonPayload", alike);
    document.put("payloadLength", PacketBytes.payloadLength());
    document.put("links", links());
    document.put("segmentsOutOfOrder", outOfOrder);
    document.put("segmentsRepeated", repeated);
    document.put("summary", summary());
    return document;
  }

  private Map<String, Long> links() {
    Map<String, Long> links = new LinkedHashMap<>();
    links.put("sole", sole);
    links.put("ordered", ordered);
    links.put("tie", 0L);
    return links;
  }

  private Map<String, Object> summary() {
    Map<String, Object> summary = new LinkedHashMap<>();
    Map<String, Long> byType = new LinkedHashMap<>();
    packets.forEach((kind, count) -> byType.put(kind.name(), count));
    summary.put("packetsByType", byType);
    Map<String, Long> flows = new LinkedHashMap<>();
    flows.put("complete", sum(publishFlows) + sum(deliveryFlows));
    for (String none : new String[] {"open", "abandoned", "refused", "unknown"}) {
      flows.put(none, 0L);
    }
    summary.put("flows", flows);
    summary.put("traces", sum(publishFlows));
    summary.put("deliveries", sum(deliveryFlows));
    summary.put("downgraded", downgraded);
    for (String none : new String[] {"duplicates", "missing", "pending", "ties", "crossClock"}) {
      summary.put(none, 0L);
    }
    summary.put("findings", Map.of());
    summary.put("limits", Map.of());
    summary.put("latencyCounts", latencyCounts());
    return summary;
  }

  // how many latencies there are of each kind, by QoS
  private Map<String, Object> latencyCounts() {
    Map<String, Object> counts = new LinkedHashMap<>();
    counts.put("publish", byQos(publishFlows, 1));
    counts.put("delivery", byQos(deliveryFlows, 1));
    counts.put("endToEnd", byQos(deliveryFlows, 0));
    return counts;
  }

  private static Map<String, Long> byQos(long[] counts, int lowest) {
    Map<String, Long> byQos = new LinkedHashMap<>();
    for (int qos = lowest; qos < counts.length; qos++) {
      byQos.put(Integer.toString(qos), counts[qos]);
    }
    return byQos;
  }

  private static long sum(long[] counts) {
    long sum = 0;
    for (long count : counts) {
      sum += count;
    }
    return sum;
  }
}
