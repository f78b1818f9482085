package dev.hopscope.cli;

import dev.hopscope.expect.Evaluator;
import dev.hopscope.expect.Verdict;
import dev.hopscope.expect.output.JUnitXml;
import dev.hopscope.expect.output.VerdictMarkdown;
import dev.hopscope.report.TraceFlows;
import dev.hopscope.report.markdown.MarkdownText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Writes the files that verdicts go to. */
final class VerdictOutputs {
  private final Context context;
  private final Path junit;
  private final Path markdown;
  private final boolean append;

  /**
   * Creates the outputs; a path that is null is not written.
   *
   * @param append whether Markdown goes to the end of what is there
   */
  VerdictOutputs(Context context, Path junit, Path markdown, boolean append) {
    this.context = context;
    this.junit = junit;
    this.markdown = markdown;
    this.append = append;
  }

  ExitCode write(List<Verdict> verdicts, List<Evaluator> evaluators) {
    ExitCode exit = ExitCode.OK;
    if (junit != null) {
      exit = exit.or(write(junit, JUnitXml.of(verdicts)));
    }
    if (markdown != null) {
      Map<Integer, TraceFlows> examples = new TreeMap<>();
      for (Evaluator evaluator : evaluators) {
        evaluator.examples().forEach(each -> examples.put(each.trace().id(), each));
      }
      long used = append && Files.exists(markdown) ? size(markdown) : 0;
      int room = (int) Math.max(0, MarkdownText.MOST_BYTES - used);
      String text = VerdictMarkdown.of(verdicts, List.copyOf(examples.values()), room);
      exit = exit.or(write(markdown, text));
    }
    return exit;
  }

  private static long size(Path file) {
    return file.toFile().length();
  }

  private ExitCode write(Path file, String text) {
    try {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      if (append && file.equals(markdown)) {
        Files.write(file, bytes, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
      } else {
        Files.write(file, bytes);
      }
      return ExitCode.OK;
    } catch (IOException e) {
      context.message(file + ": cannot be written (" + Output.reason(e) + "): give another file");
      return ExitCode.OUTPUT;
    }
  }
}
