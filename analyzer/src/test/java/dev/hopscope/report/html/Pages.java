package dev.hopscope.report.html;

import dev.hopscope.Analyzer;
import dev.hopscope.AnalyzerOptions;
import dev.hopscope.Progress;
import dev.hopscope.report.FakeReport;
import dev.hopscope.report.ReportModel;
import dev.hopscope.report.ReportSink;
import dev.hopscope.testkit.Samples;
import dev.hopscope.testkit.model.Ledger;
import dev.hopscope.testkit.model.ModelBroker;
import dev.hopscope.testkit.model.ModelOptions;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Pages for tests: of reports made by hand, of samples, of a model broker's traffic. */
final class Pages {
  static final Path FOLDER = Path.of("target", "pages");
  private static final PageOptions OPTIONS = new PageOptions("test", false, false, false);
  private static final List<String> NASTY =
      List.of(
          "<script>window.hacked = 1</script>",
          "</script><script>window.hacked = 2</script>",
          "<!--<script>",
          "\"><img src=x onerror='window.hacked = 3'>",
          "&lt;b&gt;/{{data}}/\u2028/\u202egpj");

  private Pages() {}

  /** The text of a page of whatever is played into it. */
  static String text(PageOptions options, Consumer<ReportSink> play) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    play.accept(new HtmlReportWriter(out, options));
    return out.toString(StandardCharsets.UTF_8);
  }

  static String text(FakeReport report) {
    return text(OPTIONS, report::play);
  }

  static Path of(String name, FakeReport report) throws IOException {
    return write(name, OPTIONS, report::play);
  }

  static Path of(String name, PageOptions options, FakeReport report) throws IOException {
    return write(name, options, report::play);
  }

  static Path sample(String name) throws IOException {
    List<Path> files = List.of(Samples.capture(name));
    return write(
        name,
        OPTIONS,
        sink -> Analyzer.analyze(AnalyzerOptions.DEFAULT, sink).run(files, Progress.NONE));
  }

  /** A report of nothing but a gap. */
  static Path gaps(String name, ReportModel.Gap gap) throws IOException {
    return write(
        name,
        OPTIONS,
        sink -> {
          sink.gap(gap);
          new FakeReport().play(sink);
        });
  }

  /** One message to so many receivers that the last of them gets it half a second later. */
  static FakeReport wide(int receivers) {
    FakeReport report = new FakeReport().message("news/all", "x");
    ReportModel.Flow publish = report.flow("publish", "pub", 0, null, 0);
    List<ReportModel.Delivery> deliveries = new ArrayList<>();
    for (int i = 1; i < receivers; i++) {
      ReportModel.Flow flow = report.flow("delivery", "sub" + i, 0, null, 100L * i);
      deliveries.add(report.delivery(publish, flow));
    }
    ReportModel.Flow open = report.flow("delivery", "slow", 1, 2, 500_000);
    deliveries.add(report.delivery(publish, open));
    report.trace(publish, deliveries.toArray(ReportModel.Delivery[]::new));
    return report;
  }

  /** Messages of all QoS to subscribers of all QoS, some of whom come and go. */
  static Path model(String name, int messages) throws IOException {
    return model(name, messages, AnalyzerOptions.DEFAULT);
  }

  static Path model(String name, int messages, AnalyzerOptions analyzer) throws IOException {
    ModelOptions options =
        new ModelOptions()
            .messages(messages)
            .publishers(4)
            .subscribers(3)
            .durable(1, 200_000_000L, 100_000_000L)
            .topics(20)
            .publishQos(0, 1, 2)
            .subscribeQos(0, 1, 2)
            .payloads(ModelOptions.Payloads.DISTINCT, 24);
    return write(
        name,
        OPTIONS,
        sink ->
            Analyzer.analyze(analyzer, sink)
                .run(new ModelBroker(options, Ledger.NONE), Progress.NONE));
  }

  /** Text in every place that would be code if anything took it for code. */
  static FakeReport nasty() {
    FakeReport report = new FakeReport();
    for (int i = 0; i < NASTY.size(); i++) {
      report.message(NASTY.get(i), "bell \u0007 escape \u001b[2J zero \u0000 " + NASTY.get(i));
      ReportModel.Flow publish = report.flow("publish", "<b>pub" + NASTY.get(i), 1, 1, i, i + 5);
      ReportModel.Flow delivery = report.flow("delivery", "<i>sub", 0, null, i + 3);
      report.trace(publish, report.delivery(publish, delivery));
    }
    return report;
  }

  static List<String> nastyTexts() {
    return NASTY;
  }

  private static Path write(String name, PageOptions options, Consumer<ReportSink> play)
      throws IOException {
    Files.createDirectories(FOLDER);
    Path file = FOLDER.resolve(name + ".html");
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
      play.accept(new HtmlReportWriter(out, options));
    }
    return file;
  }
}
