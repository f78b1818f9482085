package dev.hopscope.report.text;

import dev.hopscope.report.ReportModel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Who takes part in a trace, in the order of a ladder's columns: publisher, brokers, receivers. */
final class Participants {
  /** One column. */
  static final class Participant {
    static final int ROLE_FORMS = 2;

    private final String name;
    private final boolean broker;
    private boolean publishes;
    private boolean receives;
    private boolean bridge;

    private Participant(String name, boolean broker) {
      this.name = name;
      this.broker = broker;
    }

    String name() {
      return name;
    }

    boolean broker() {
      return broker;
    }

    /** Whether it only receives: the first to go where not all columns fit. */
    boolean onlyReceives() {
      return receives && !publishes && !bridge;
    }

    /** What it does, in {@link #ROLE_FORMS} wordings, the longest first. */
    List<String> roles() {
      if (broker) {
        return List.of("broker", "broker");
      }
      if (bridge) {
        return List.of("bridge", "bridge");
      }
      if (publishes && receives) {
        return List.of("pub + sub", "p+s");
      }
      return publishes ? List.of("publisher", "pub") : List.of("subscriber", "sub");
    }
  }

  private final TraceView view;
  private final List<Participant> all = new ArrayList<>();
  private final Map<String, Integer> indexes = new HashMap<>();

  Participants(TraceView view) {
    this.view = view;
    ReportModel.Trace trace = view.trace();
    ReportModel.Flow publish =
        trace.publishFlow() == null ? null : view.flows().get(trace.publishFlow());
    if (publish != null) {
      all.get(clientOf(publish)).publishes = true;
      brokerOf(publish);
    }
    for (ReportModel.Forward forward : trace.forwards()) {
      ReportModel.Flow flow = view.flows().get(forward.flow());
      if (flow != null) {
        all.get(clientOf(flow)).bridge = true;
        brokerOf(flow);
      }
    }
    for (ReportModel.Delivery delivery : trace.deliveries()) {
      ReportModel.Flow flow = view.flows().get(delivery.flow());
      if (flow != null) {
        brokerOf(flow);
        all.get(clientOf(flow)).receives = true;
      }
    }
  }

  List<Participant> all() {
    return all;
  }

  Participant get(int index) {
    return all.get(index);
  }

  /** The column of a flow's client. */
  int clientOf(ReportModel.Flow flow) {
    return indexes.computeIfAbsent(
        "session " + flow.session(), key -> add(new Participant(clientName(flow), false)));
  }

  /** The column of a flow's broker. */
  int brokerOf(ReportModel.Flow flow) {
    ReportModel.Connection connection = view.connectionOf(flow);
    String key =
        connection == null
            ? "broker"
            : connection.broker() == null
                ? "server " + connection.server()
                : "broker " + connection.broker();
    String name = connection == null ? "broker" : connection.server();
    return indexes.computeIfAbsent(key, unused -> add(new Participant(name, true)));
  }

  private int add(Participant participant) {
    all.add(participant);
    return all.size() - 1;
  }

  /** The ClientID; the address where it was never seen or is empty. */
  private String clientName(ReportModel.Flow flow) {
    if (flow.clientId() != null && !flow.clientId().isEmpty()) {
      return flow.clientId();
    }
    ReportModel.Connection connection = view.connectionOf(flow);
    return connection == null ? "client" : connection.clientText();
  }
}
