package dev.hopscope.report.mermaid;

import dev.hopscope.limits.Limits;
import dev.hopscope.report.FlowStore;
import dev.hopscope.report.ReportModel;
import dev.hopscope.report.ReportSink;
import dev.hopscope.report.TraceFlows;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Writes the traces of an analysis as one sequence diagram, in the order in which they close. What
 * has no room is left out, and the diagram says so. A delivery that comes after its trace is left
 * out too. Memory is bounded.
 */
public final class MermaidReportWriter implements ReportSink {
  private final OutputStream out;
  private final MermaidDiagram diagram = new MermaidDiagram();
  private FlowStore flows = new FlowStore(Limits.defaults());

  /** Creates a writer to a stream that it flushes and never closes. */
  public MermaidReportWriter(OutputStream out) {
    this.out = out;
  }

  @Override
  public void begin(Limits limits) {
    flows = new FlowStore(limits);
  }

  @Override
  public void flow(ReportModel.Flow flow) {
    flows.put(flow);
  }

  @Override
  public void trace(ReportModel.Trace trace) {
    diagram.add(new TraceFlows(trace, flows.take(trace.flowIds())));
  }

  @Override
  public void delivery(ReportModel.LateDelivery late) {
    flows.take(List.of(late.delivery().flow()));
  }

  @Override
  public void summary(ReportModel.Summary summary) {
    try {
      out.write(diagram.text().getBytes(StandardCharsets.UTF_8));
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
