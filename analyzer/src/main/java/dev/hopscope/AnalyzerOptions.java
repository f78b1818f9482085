package dev.hopscope;

import dev.hopscope.limits.Limit;
import dev.hopscope.mqtt.MqttVersion;
import dev.hopscope.trace.LinkOptions;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a run may be told.
 *
 * @param mqttPorts ports on which MQTT is expected where a stream's start was not captured
 * @param assumedVersion version of connections whose CONNECT was not captured; UNKNOWN to infer it
 * @param payloadBytes how many bytes of each payload are shown
 * @param sameBroker sets of endpoints, as text, that are one broker each
 * @param limits limits other than the defaults
 * @param link waits of linking
 */
public record AnalyzerOptions(
    Set<Integer> mqttPorts,
    MqttVersion assumedVersion,
    int payloadBytes,
    List<Set<String>> sameBroker,
    Map<Limit, Long> limits,
    LinkOptions link) {

  /** Port 1883, 256 bytes of payload, and every stage's own defaults. */
  public static final AnalyzerOptions DEFAULT =
      new AnalyzerOptions(
          Set.of(1883), MqttVersion.UNKNOWN, 256, List.of(), Map.of(), LinkOptions.DEFAULT);

  /** The same with other ports. */
  public AnalyzerOptions withMqttPorts(Set<Integer> ports) {
    return new AnalyzerOptions(
        Set.copyOf(ports), assumedVersion, payloadBytes, sameBroker, limits, link);
  }

  /** The same with a version for connections whose CONNECT was not captured. */
  public AnalyzerOptions withAssumedVersion(MqttVersion version) {
    return new AnalyzerOptions(mqttPorts, version, payloadBytes, sameBroker, limits, link);
  }

  /** The same with another number of payload bytes shown. */
  public AnalyzerOptions withPayloadBytes(int bytes) {
    return new AnalyzerOptions(mqttPorts, assumedVersion, bytes, sameBroker, limits, link);
  }

  /** The same with endpoints that are one broker each. */
  public AnalyzerOptions withSameBroker(List<Set<String>> sets) {
    return new AnalyzerOptions(
        mqttPorts, assumedVersion, payloadBytes, List.copyOf(sets), limits, link);
  }

  /** The same with another value of a limit, at least 1. */
  public AnalyzerOptions withLimit(Limit limit, long max) {
    Map<Limit, Long> changed = new EnumMap<>(Limit.class);
    changed.putAll(limits);
    changed.put(limit, max);
    return new AnalyzerOptions(
        mqttPorts, assumedVersion, payloadBytes, sameBroker, Map.copyOf(changed), link);
  }

  /** The same with other waits of linking. */
  public AnalyzerOptions withLink(LinkOptions options) {
    return new AnalyzerOptions(
        mqttPorts, assumedVersion, payloadBytes, sameBroker, limits, options);
  }
}
