package dev.hopscope.transport;

import java.util.Set;

/**
 * What the judgement may use.
 *
 * @param mqttPorts ports on which less evidence is enough for a stream whose start is missing
 * @param searchBytes how far, on these ports, the first packet of such a stream is looked for
 */
public record TransportOptions(Set<Integer> mqttPorts, long searchBytes) {
  /** Bytes of a direction that are held for the judgement. */
  public static final int HELD_BYTES = 64;

  /** Bytes of an HTTP request that are held while its Upgrade header is looked for. */
  public static final int HELD_HTTP_BYTES = 4096;

  /** Evidence needed for a stream without its start on an MQTT port, in bits. */
  public static final int EVIDENCE_ON_MQTT_PORT = 16;

  /** Evidence needed for a stream without its start anywhere else, in bits. */
  public static final int EVIDENCE_ELSEWHERE = 40;

  /** Copies the set. */
  public TransportOptions {
    mqttPorts = Set.copyOf(mqttPorts);
  }

  /** Port 1883, and a search of 256 KiB. */
  public static TransportOptions defaults() {
    return new TransportOptions(Set.of(1883), 256 << 10);
  }
}
