package dev.hopscope.lab.experiment;

import java.time.Duration;

/**
 * What a broker is started with; null for its own default.
 *
 * @param maxQos the highest QoS
 * @param sessionExpiry how long a session outlives its connection
 * @param maxQueued how many messages wait for a session
 */
public record BrokerPlan(Integer maxQos, Duration sessionExpiry, Integer maxQueued) {
  /** The defaults. */
  static final BrokerPlan DEFAULT = new BrokerPlan(null, null, null);
}
