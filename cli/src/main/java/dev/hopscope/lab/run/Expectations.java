package dev.hopscope.lab.run;

import dev.hopscope.lab.experiment.Experiment;
import dev.hopscope.report.ReportSink;
import java.util.List;

/** What an experiment expects of the report. */
final class Expectations {
  private Expectations() {}

  static Expectations of(Experiment experiment) {
    return new Expectations();
  }

  ReportSink sink() {
    return new ReportSink() {};
  }

  List<String> failures() {
    return List.of();
  }
}
