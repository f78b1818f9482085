package dev.hopscope;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hopscope.report.ReportModel;
import dev.hopscope.report.ReportSink;
import dev.hopscope.testkit.Samples;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The classic experiments, as mosquitto did them: publish QoS to subscribe QoS. */
final class FiveExperimentsTest {
  private static final class Collected implements ReportSink {
    private final Map<Integer, ReportModel.Flow> flows = new HashMap<>();
    private final List<ReportModel.Trace> traces = new ArrayList<>();
    private final List<ReportModel.Connection> connections = new ArrayList<>();
    private final List<ReportModel.Finding> findings = new ArrayList<>();
    private ReportModel.Summary summary;

    @Override
    public void flow(ReportModel.Flow flow) {
      flows.put(flow.id(), flow);
    }

    @Override
    public void trace(ReportModel.Trace trace) {
      traces.add(trace);
    }

    @Override
    public void connection(ReportModel.Connection connection) {
      if (!connection.partial()) {
        connections.add(connection);
      }
    }

    @Override
    public void finding(ReportModel.Finding finding) {
      findings.add(finding);
    }

    @Override
    public void summary(ReportModel.Summary totals) {
      summary = totals;
    }
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "qos0-to-qos0, 0, 0, 1, 1, 0",
    "qos1-to-qos1, 1, 1, 2, 2, 1",
    "qos2-to-qos2, 2, 2, 4, 4, 2",
    "qos2-to-qos0, 2, 0, 4, 1, 0",
    "qos0-to-qos2, 0, 2, 1, 1, 0",
  })
  void eachHopHasItsSteps(
      String name, int published, int granted, int publishSteps, int deliverySteps, int delivered) {
    Collected report = new Collected();
    Analyzer.analyze(AnalyzerOptions.DEFAULT, report)
        .run(List.of(Samples.capture(name)), Progress.NONE);

    assertThat(report.connections).hasSize(3).allMatch(each -> each.version().equals("3.1"));
    assertThat(report.connections).allMatch(each -> each.end().equals("disconnect"));
    assertThat(report.findings).isEmpty();
    assertThat(report.traces).hasSize(1);
    ReportModel.Trace trace = report.traces.get(0);
    assertThat(trace.topic()).isEqualTo("mqtt/topic/test");
    assertThat(trace.payload()).isEqualTo("Hello MQTT!");
    assertThat(trace.publisher()).isEqualTo("pub");
    assertThat(trace.publishedQos()).isEqualTo(published);
    assertThat(trace.closedBy()).isEqualTo("complete");
    assertThat(report.flows.get(trace.publishFlow()).steps()).hasSize(publishSteps);
    assertThat(trace.deliveries())
        .extracting(ReportModel.Delivery::clientId)
        .containsExactlyInAnyOrder("sub1", "sub2");
    for (ReportModel.Delivery delivery : trace.deliveries()) {
      ReportModel.Flow flow = report.flows.get(delivery.flow());
      assertThat(flow.steps()).hasSize(deliverySteps);
      assertThat(flow.outcome()).isEqualTo("complete");
      assertThat(delivery.parent()).isEqualTo(trace.publishFlow());
      assertThat(delivery.grantedQos()).isEqualTo(granted);
      assertThat(delivery.expectedQos()).isEqualTo(delivered);
      assertThat(delivery.deliveredQos()).isEqualTo(delivered);
      assertThat(delivery.downgraded()).isEqualTo(name.equals("qos2-to-qos0"));
      assertThat(delivery.link()).isEqualTo("sole");
      assertThat(delivery.via()).isEqualTo("live");
      assertThat(delivery.latencyNanos()).isPositive();
    }
    assertThat(report.summary.flows().complete()).isEqualTo(3);
    assertThat(report.summary.downgraded()).isEqualTo(name.equals("qos2-to-qos0") ? 2 : 0);
  }
}
