package dev.hopscope.expect.output;

import dev.hopscope.expect.Verdict;
import dev.hopscope.expect.Verdict.Status;
import dev.hopscope.report.text.SafeText;
import java.util.ArrayList;
import java.util.List;

/**
 * Verdicts as GitHub's workflow commands, which its page shows beside the line of the expectation
 * (<a href="https://docs.github.com/actions/reference/workflow-commands-for-github-actions">
 * workflow commands</a>). GitHub shows ten of each kind and step.
 */
public final class GitHubAnnotations {
  private GitHubAnnotations() {}

  /** A line for each verdict that is no pass; a failure is an error, a doubt a warning. */
  public static List<String> of(List<Verdict> verdicts) {
    List<String> lines = new ArrayList<>();
    for (Verdict verdict : verdicts) {
      if (verdict.status() == Status.PASS) {
        continue;
      }
      String command = verdict.status() == Status.FAIL ? "error" : "warning";
      List<String> message = new ArrayList<>();
      message.add("expected " + verdict.expected() + ", seen: " + verdict.seen());
      message.addAll(VerdictText.reasons(verdict));
      lines.add(
          "::"
              + command
              + " file="
              + property(verdict.file())
              + ",line="
              + verdict.line()
              + ",title="
              + property(verdict.group() + ": " + verdict.expectation())
              + "::"
              + data(message));
    }
    return lines;
  }

  // as actions/toolkit escapes them: packages/core/src/command.ts
  private static String data(List<String> lines) {
    List<String> safe = lines.stream().map(line -> percent(SafeText.escape(line))).toList();
    return String.join("%0A", safe);
  }

  private static String percent(String text) {
    return text.replace("%", "%25");
  }

  private static String property(String text) {
    return percent(SafeText.escape(text)).replace(":", "%3A").replace(",", "%2C");
  }
}
