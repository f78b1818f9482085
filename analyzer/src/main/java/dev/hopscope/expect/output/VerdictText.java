package dev.hopscope.expect.output;

import dev.hopscope.expect.Verdict;
import dev.hopscope.expect.Verdict.Status;
import dev.hopscope.report.text.SafeText;
import java.util.ArrayList;
import java.util.List;

/** Verdicts as a list for people. */
public final class VerdictText {
  private static final int STATUS_WIDTH = 13;

  private VerdictText() {}

  /**
   * The list: a line for each expectation, under one that does not hold why; then the numbers.
   *
   * @param unicode whether characters beyond ASCII may be shown
   */
  public static String of(List<Verdict> verdicts, boolean unicode) {
    StringBuilder text = new StringBuilder();
    for (Verdict verdict : verdicts) {
      String line = line(verdict);
      String status = verdict.status() == Status.FAIL ? "FAIL" : verdict.status().words();
      text.append(status).append(" ".repeat(STATUS_WIDTH - status.length()));
      text.append(SafeText.escape(line, unicode)).append('\n');
      for (String reason : reasons(verdict)) {
        text.append(" ".repeat(STATUS_WIDTH + 2))
            .append(SafeText.escape(reason, unicode))
            .append('\n');
      }
    }
    return text.append(verdicts.isEmpty() ? "" : "\n")
        .append(totals(verdicts))
        .append('\n')
        .toString();
  }

  private static String line(Verdict verdict) {
    String said = verdict.group() + ": " + verdict.expectation() + " " + verdict.expected();
    return verdict.status() == Status.PASS
        ? said
        : said + ", seen: " + verdict.seen() + "  (" + place(verdict) + ")";
  }

  /** {@code FILE:LINE}. */
  static String place(Verdict verdict) {
    return verdict.file() + ":" + verdict.line();
  }

  /** The reasons in words, and how many more there are. */
  static List<String> reasons(Verdict verdict) {
    List<String> all =
        new ArrayList<>(verdict.reasons().stream().map(Verdict.Reason::text).toList());
    if (verdict.moreReasons() > 0) {
      all.add("and " + verdict.moreReasons() + " more");
    }
    return all;
  }

  /** {@code 12 expectations: 10 pass, 1 fail, 1 cannot be told}. */
  public static String totals(List<Verdict> verdicts) {
    long passed = count(verdicts, Status.PASS);
    long failed = count(verdicts, Status.FAIL);
    long open = count(verdicts, Status.CANNOT_TELL);
    String many = verdicts.size() == 1 ? "1 expectation: " : verdicts.size() + " expectations: ";
    return many
        + passed
        + " pass, "
        + failed
        + " fail"
        + (open == 0 ? "" : ", " + open + " cannot be told, since the capture is not whole");
  }

  static long count(List<Verdict> verdicts, Status status) {
    return verdicts.stream().filter(each -> each.status() == status).count();
  }
}
