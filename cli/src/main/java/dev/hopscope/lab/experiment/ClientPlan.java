package dev.hopscope.lab.experiment;

import dev.hopscope.lab.client.ClientSettings;

/**
 * A client, and the broker that it connects to.
 *
 * @param bridge what it passes on to another broker, or null
 */
public record ClientPlan(ClientSettings settings, String broker, Bridge bridge) {
  /** What a client passes on: all that it receives under a filter, under the same ClientID. */
  public record Bridge(String to, String filter, int qos) {}
}
