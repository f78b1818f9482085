package dev.hopscope.expect.output;

import dev.hopscope.expect.Verdict;
import dev.hopscope.expect.Verdict.Status;
import dev.hopscope.report.TraceFlows;
import dev.hopscope.report.markdown.MarkdownText;
import dev.hopscope.report.mermaid.MermaidDiagram;
import java.util.ArrayList;
import java.util.List;

/** Verdicts as Markdown for a build's page: what does not hold first, then timelines. */
public final class VerdictMarkdown {
  private static final int TEXT = 300;
  private static final int REASONS = 3;

  private VerdictMarkdown() {}

  /**
   * The text.
   *
   * @param examples messages to draw
   * @param mostBytes what there is room for
   */
  public static String of(List<Verdict> verdicts, List<TraceFlows> examples, int mostBytes) {
    MarkdownText text = new MarkdownText(mostBytes);
    text.block("## MQTT: " + heading(verdicts));
    text.block(VerdictText.totals(verdicts));
    table(text, verdicts, Status.FAIL);
    table(text, verdicts, Status.CANNOT_TELL);
    for (TraceFlows each : examples) {
      String topic = each.trace().topic() == null ? "(topic unknown)" : each.trace().topic();
      text.block("### Trace " + each.trace().id() + ": " + MarkdownText.safe(topic, TEXT));
      text.mermaid(MermaidDiagram.of(each));
    }
    List<List<String>> passed =
        verdicts.stream()
            .filter(each -> each.status() == Status.PASS)
            .map(VerdictMarkdown::said)
            .toList();
    if (!passed.isEmpty()) {
      text.block("### What holds");
      text.table(List.of("of", "expected"), passed);
    }
    return text.toString();
  }

  private static String heading(List<Verdict> verdicts) {
    return switch (Verdict.worst(verdicts)) {
      case PASS -> "all as expected";
      case FAIL -> "not as expected";
      case CANNOT_TELL -> "cannot tell, since the capture is not whole";
    };
  }

  private static List<String> said(Verdict verdict) {
    return List.of(
        MarkdownText.safe(verdict.group(), TEXT),
        MarkdownText.safe(verdict.expectation() + " " + verdict.expected(), TEXT));
  }

  private static void table(MarkdownText text, List<Verdict> verdicts, Status status) {
    List<List<String>> rows = new ArrayList<>();
    for (Verdict verdict : verdicts) {
      if (verdict.status() == status) {
        List<String> row = new ArrayList<>(said(verdict));
        row.add(MarkdownText.safe(verdict.seen(), TEXT));
        row.add(reasons(verdict));
        rows.add(row);
      }
    }
    if (!rows.isEmpty()) {
      text.block(status == Status.FAIL ? "### What does not hold" : "### What cannot be told");
      text.table(List.of("of", "expected", "seen", "why"), rows);
    }
  }

  private static String reasons(Verdict verdict) {
    List<String> all = VerdictText.reasons(verdict);
    List<String> shown =
        new ArrayList<>(
            all.stream().limit(REASONS).map(each -> MarkdownText.safe(each, TEXT)).toList());
    if (all.size() > REASONS) {
      shown.add("and more");
    }
    return String.join("<br>", shown);
  }
}
