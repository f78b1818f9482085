package dev.hopscope.cli;

import dev.hopscope.lab.run.Result;
import dev.hopscope.lab.run.Result.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The results of experiments as a table, with the reasons below their rows. */
final class LabTable {
  private static final int BETWEEN = 2;

  private final List<Result> results;
  private final boolean color;

  LabTable(List<Result> results, boolean color) {
    this.results = results;
    this.color = color;
  }

  @Override
  public String toString() {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("experiment", "result", "delivered", "packets", "time"));
    results.forEach(each -> rows.add(row(each)));
    int[] widths = new int[rows.get(0).size()];
    for (List<String> row : rows) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    StringBuilder text = new StringBuilder();
    line(text, rows.get(0), widths, "");
    for (int i = 0; i < results.size(); i++) {
      Result result = results.get(i);
      line(text, rows.get(i + 1), widths, style(result.status()));
      result.reasons().forEach(reason -> text.append("    ").append(reason).append('\n'));
    }
    return text.append(totals()).append('\n').toString();
  }

  private String style(Status status) {
    if (!color) {
      return "";
    }
    return switch (status) {
      case PASS -> "\u001b[32m";
      case FAIL -> "\u001b[31m";
      case SKIP -> "\u001b[2m";
    };
  }

  private static List<String> row(Result result) {
    boolean ran = result.status() != Status.SKIP;
    return List.of(
        result.experiment().label(),
        result.status().name().toLowerCase(Locale.ROOT),
        result.deliveries(),
        result.witnesses() == null ? "" : packets(result),
        ran ? String.format(Locale.ROOT, "%.1f s", result.time().toMillis() / 1e3) : "");
  }

  private static String packets(Result result) {
    long removed = result.witnesses().removed();
    return result.witnesses().compared() + (removed == 0 ? "" : ", " + removed + " removed");
  }

  private static void line(StringBuilder text, List<String> row, int[] widths, String style) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < widths.length; i++) {
      String cell = row.get(i);
      boolean styled = i == 1 && !style.isEmpty();
      line.append(styled ? style + cell + "\u001b[0m" : cell);
      line.append(" ".repeat(widths[i] - cell.length() + BETWEEN));
    }
    text.append(line.toString().stripTrailing()).append('\n');
  }

  private String totals() {
    return String.format(
        Locale.ROOT,
        "%d passed, %d failed, %d skipped",
        count(Status.PASS),
        count(Status.FAIL),
        count(Status.SKIP));
  }

  private long count(Status status) {
    return results.stream().filter(each -> each.status() == status).count();
  }
}
