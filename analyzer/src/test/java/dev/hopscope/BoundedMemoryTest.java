package dev.hopscope;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hopscope.capture.CaptureSource;
import dev.hopscope.expect.Evaluator;
import dev.hopscope.expect.Expectations;
import dev.hopscope.expect.Verdict;
import dev.hopscope.limits.Limits;
import dev.hopscope.report.ReportModel;
import dev.hopscope.report.ReportSink;
import dev.hopscope.report.json.JsonlReportWriter;
import dev.hopscope.testkit.model.Ledger;
import dev.hopscope.testkit.model.ModelBroker;
import dev.hopscope.testkit.model.ModelOptions;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A million messages in a heap of 256 MiB, as totals only, as JSON lines, and checked: memory does
 * not grow with the capture. Each runs in a JVM of its own.
 */
final class BoundedMemoryTest {
  private static final int MESSAGES = 1_000_000;
  private static final int SUBSCRIBERS = 2;
  private static final int TOPICS = 1_000;

  @ParameterizedTest(name = "{0}, a message every {1} ns")
  @CsvSource({"summary, 10000", "jsonl, 1000000", "check, 1000000"})
  void aMillionMessages(String output, long periodNanos) throws Exception {
    Process process =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Xmx256m",
                    "-XX:+UseSerialGC",
                    "-cp",
                    System.getProperty("java.class.path"),
                    Run.class.getName(),
                    output,
                    Long.toString(periodNanos)))
            .redirectErrorStream(true)
            .start();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
    System.out.println("memory: " + output + " every " + periodNanos + " ns: " + printed.strip());
    assertThat(process.exitValue()).as(printed).isZero();
  }

  /** What the other JVM does. */
  static final class Run {
    private Run() {}

    /** Analyzes the model broker's capture; exits with 1 where a count is wrong. */
    public static void main(String[] args) throws IOException {
      ModelOptions options =
          new ModelOptions()
              .messages(MESSAGES)
              .publishers(100)
              .subscribers(SUBSCRIBERS)
              .topics(TOPICS)
              .publishQos(0, 1, 2)
              .subscribeQos(0, 2)
              .payloads(ModelOptions.Payloads.FEW, 64)
              .period(Long.parseLong(args[1]) * TOPICS, 0.1)
              .delay(0.3);
      long[] lines = new long[1];
      ReportModel.Summary[] summary = new ReportModel.Summary[1];
      Checked checked = new Checked(summary);
      ReportSink sink =
          switch (args[0]) {
            case "jsonl" -> new Lines(lines, summary);
            case "check" -> checked;
            default ->
                new ReportSink() {
                  @Override
                  public boolean wantsDetail() {
                    return false;
                  }

                  @Override
                  public void summary(ReportModel.Summary totals) {
                    summary[0] = totals;
                  }
                };
          };
      long start = ManagementFactory.getRuntimeMXBean().getUptime();
      try (CaptureSource source = new ModelBroker(options, Ledger.NONE)) {
        RunResult result =
            Analyzer.analyze(AnalyzerOptions.DEFAULT, sink).run(source, Progress.NONE);
        long millis = ManagementFactory.getRuntimeMXBean().getUptime() - start;
        ReportModel.Summary totals = summary[0];
        System.out.printf(
            "%d frames in %d ms, %d messages, %d deliveries, %d ties, limits %s, %d bytes of lines%n",
            result.frames(),
            millis,
            totals.traces(),
            totals.deliveries(),
            totals.ties(),
            totals.limits(),
            lines[0]);
        boolean right =
            totals.traces() == MESSAGES
                && totals.deliveries() == (long) MESSAGES * SUBSCRIBERS
                && totals.flows().complete() == (long) MESSAGES * (1 + SUBSCRIBERS);
        System.exit(right && (sink != checked || checked.holds()) ? 0 : 1);
      }
    }
  }

  /** Checks what the model broker does, and keeps the summary. */
  private static final class Checked implements ReportSink {
    private static final String EXPECTED =
        """
        messages:
          - messages: 1000000
            deliveries: 2000000
            perMessage: 2
            outcome: complete
            duplicates: none
            latency: {endToEnd: {max: 60 s}}
        summary: {traces: 1000000}
        """;

    private final Evaluator evaluator = new Evaluator(Expectations.read("e.yaml", EXPECTED));
    private final ReportModel.Summary[] kept;

    Checked(ReportModel.Summary[] kept) {
      this.kept = kept;
    }

    boolean holds() {
      evaluator.verdicts().forEach(System.out::println);
      return Verdict.worst(evaluator.verdicts()) == Verdict.Status.PASS;
    }

    @Override
    public void begin(Limits limits) {
      evaluator.begin(limits);
    }

    @Override
    public void capture(ReportModel.Capture capture) {
      evaluator.capture(capture);
    }

    @Override
    public void connection(ReportModel.Connection connection) {
      evaluator.connection(connection);
    }

    @Override
    public void flow(ReportModel.Flow flow) {
      evaluator.flow(flow);
    }

    @Override
    public void gap(ReportModel.Gap gap) {
      evaluator.gap(gap);
    }

    @Override
    public void trace(ReportModel.Trace trace) {
      evaluator.trace(trace);
    }

    @Override
    public void delivery(ReportModel.LateDelivery delivery) {
      evaluator.delivery(delivery);
    }

    @Override
    public void summary(ReportModel.Summary totals) {
      kept[0] = totals;
      evaluator.summary(totals);
    }
  }

  /** Writes JSON lines to nowhere, and keeps the summary. */
  private static final class Lines implements ReportSink {
    private final JsonlReportWriter writer;
    private final ReportModel.Summary[] kept;

    Lines(long[] bytes, ReportModel.Summary[] kept) {
      this.kept = kept;
      this.writer =
          new JsonlReportWriter(
              new OutputStream() {
                @Override
                public void write(int b) {
                  bytes[0]++;
                }

                @Override
                public void write(byte[] b, int off, int len) {
                  bytes[0] += len;
                }
              },
              "test");
    }

    @Override
    public void capture(ReportModel.Capture capture) {
      writer.capture(capture);
    }

    @Override
    public void broker(ReportModel.Broker broker) {
      writer.broker(broker);
    }

    @Override
    public void connection(ReportModel.Connection connection) {
      writer.connection(connection);
    }

    @Override
    public void session(ReportModel.Session session) {
      writer.session(session);
    }

    @Override
    public void flow(ReportModel.Flow flow) {
      writer.flow(flow);
    }

    @Override
    public void finding(ReportModel.Finding finding) {
      writer.finding(finding);
    }

    @Override
    public void trace(ReportModel.Trace trace) {
      writer.trace(trace);
    }

    @Override
    public void delivery(ReportModel.LateDelivery delivery) {
      writer.delivery(delivery);
    }

    @Override
    public void summary(ReportModel.Summary summary) {
      kept[0] = summary;
      writer.summary(summary);
    }
  }
}
