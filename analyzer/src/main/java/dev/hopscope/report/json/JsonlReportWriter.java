package dev.hopscope.report.json;

import com.fasterxml.jackson.databind.ObjectWriter;
import dev.hopscope.report.ReportModel;
import dev.hopscope.report.ReportSink;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;

/**
 * Writes an analysis as JSON lines, each element as it comes: a header line, one line an element,
 * the summary last.
 *
 * <p>Keeps nothing. Writes UTF-8 to a stream that it flushes when the input is idle and after the
 * summary, and never closes; a failed write is thrown as {@link UncheckedIOException}.
 */
public final class JsonlReportWriter implements ReportSink {
  private final OutputStream out;
  private final JsonBytes bytes;
  private final MessageLines messages;
  private final ObjectWriter lines = ReportJson.lines().writer();

  /**
   * Creates a writer and writes the header line.
   *
   * @param out buffered by the caller
   * @param version of the program
   */
  public JsonlReportWriter(OutputStream out, String version) {
    this.out = out;
    this.bytes = new JsonBytes(out);
    this.messages = new MessageLines(bytes);
    line(new ReportModel.Header(ReportModel.SCHEMA_VERSION, "hopscope", version));
  }

  @Override
  public void capture(ReportModel.Capture capture) {
    line(capture);
  }

  @Override
  public void broker(ReportModel.Broker broker) {
    line(broker);
  }

  @Override
  public void connection(ReportModel.Connection connection) {
    line(connection);
  }

  @Override
  public void session(ReportModel.Session session) {
    line(session);
  }

  @Override
  public void flow(ReportModel.Flow flow) {
    messages.flow(flow);
  }

  @Override
  public void gap(ReportModel.Gap gap) {
    line(gap);
  }

  @Override
  public void finding(ReportModel.Finding finding) {
    line(finding);
  }

  @Override
  public void trace(ReportModel.Trace trace) {
    messages.trace(trace);
  }

  @Override
  public void delivery(ReportModel.LateDelivery delivery) {
    messages.delivery(delivery);
  }

  @Override
  public void summary(ReportModel.Summary summary) {
    line(summary);
    idle();
  }

  @Override
  public void idle() {
    bytes.drain();
    try {
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void line(Object element) {
    bytes.drain();
    try {
      lines.writeValue(out, element);
      out.write('\n');
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
