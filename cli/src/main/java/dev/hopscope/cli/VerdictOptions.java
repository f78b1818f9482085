package dev.hopscope.cli;

import dev.hopscope.capture.Inputs;
import dev.hopscope.expect.Verdict;
import dev.hopscope.expect.output.GitHubAnnotations;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Option;

/** Where verdicts go beside the list for people. */
final class VerdictOptions {
  @Option(
      names = "--junit",
      paramLabel = "FILE",
      description = "Write JUnit XML too: a test case for each expectation.")
  private Path junit;

  @Option(
      names = "--markdown",
      paramLabel = "FILE",
      description =
          "Write Markdown too, with timelines, of at most 1 MiB. Without this option, what"
              + " GITHUB_STEP_SUMMARY names gets it at its end, where that is set.")
  private Path markdown;

  @Option(
      names = "--annotations",
      description =
          "Print GitHub's workflow commands behind the list, so that its page shows what failed at"
              + " its line.")
  private boolean annotations;

  /** Refuses what would overwrite an input. */
  VerdictOutputs open(Context context, Inputs inputs) {
    for (Path each : new Path[] {junit, markdown}) {
      if (each != null) {
        Output.check(each, inputs);
      }
    }
    String summary = context.environment().getOrDefault("GITHUB_STEP_SUMMARY", "");
    boolean step = markdown == null && !summary.isEmpty();
    return new VerdictOutputs(context, junit, step ? Path.of(summary) : markdown, step);
  }

  /** Writes workflow commands, where they were asked for. */
  void annotate(List<Verdict> verdicts, OutputStream out) throws IOException {
    if (annotations) {
      for (String line : GitHubAnnotations.of(verdicts)) {
        out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
      }
    }
  }
}
