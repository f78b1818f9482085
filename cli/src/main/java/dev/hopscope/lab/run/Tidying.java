package dev.hopscope.lab.run;

import dev.hopscope.lab.client.ClientSettings;
import dev.hopscope.lab.client.ClientSettings.Version;
import dev.hopscope.lab.client.LabClient;
import dev.hopscope.lab.client.Message;
import dev.hopscope.lab.client.Will;
import dev.hopscope.lab.experiment.ClientPlan;
import dev.hopscope.lab.experiment.Experiment;
import dev.hopscope.lab.experiment.Step;
import java.net.InetSocketAddress;
import java.util.Set;
import java.util.TreeSet;

/**
 * Takes from an outside broker what an experiment leaves there: sessions of its ClientIDs, retained
 * messages of its topics. Not over the wire that is captured.
 */
final class Tidying {
  private static final int KEEP_ALIVE = 60;

  private Tidying() {}

  /** Before an experiment, and after it. */
  static void tidy(Experiment experiment, InetSocketAddress broker) {
    Set<String> clients = new TreeSet<>();
    Set<String> topics = new TreeSet<>();
    for (ClientPlan each : experiment.clients().values()) {
      clients.add(each.settings().clientId());
      Will will = each.settings().will();
      if (will != null && will.retain()) {
        topics.add(will.topic());
      }
    }
    for (Step each : experiment.steps()) {
      if (each instanceof Step.Publish publish && publish.retain()) {
        topics.add(publish.topic());
      }
    }
    for (String each : clients) {
      ClientSettings settings =
          new ClientSettings(each, each, Version.V3_1_1, true, 0, KEEP_ALIVE, null);
      try (LabClient client = LabClient.of(settings, broker)) {
        client.connect();
        for (String topic : topics) {
          client.publish(new Message(topic, "", 1, true));
        }
        topics.clear();
        client.disconnect();
      }
    }
  }
}
