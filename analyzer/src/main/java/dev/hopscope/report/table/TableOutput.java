package dev.hopscope.report.table;

import dev.hopscope.report.ReportModel;
import dev.hopscope.report.json.ReportJson;
import dev.hopscope.report.text.Durations;
import dev.hopscope.report.text.LineOutput;
import dev.hopscope.report.text.Terminal;
import dev.hopscope.report.text.TextTable;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Where a table goes: text in columns, or one JSON document with an array of rows. The stream is
 * flushed, never closed; a failed write is thrown as {@link UncheckedIOException}.
 */
public final class TableOutput {
  private final OutputStream out;
  private final Terminal terminal;

  private TableOutput(OutputStream out, Terminal terminal) {
    this.out = out;
    this.terminal = terminal;
  }

  /** Text in columns. */
  public static TableOutput text(OutputStream out, Terminal terminal) {
    return new TableOutput(out, terminal);
  }

  /** A JSON document. */
  public static TableOutput json(OutputStream out) {
    return new TableOutput(out, null);
  }

  /** What a table tells. */
  interface Table {
    /** The name of the array of rows. */
    String name();

    /** The rows as records, whose component names are the names in JSON. */
    List<?> rows();

    /** How many rows there would be besides. */
    int others();

    /** The table for people. */
    TextTable text(Terminal terminal);
  }

  void write(Table table) {
    if (terminal == null) {
      writeJson(table);
      return;
    }
    LineOutput lines = new LineOutput(out, terminal.color());
    if (table.rows().isEmpty()) {
      lines.line("No " + table.name() + ".");
    } else {
      lines.table(table.text(terminal));
    }
    if (table.others() > 0) {
      lines.line("and " + Durations.number(table.others()) + " more " + table.name());
    }
    lines.flush();
  }

  private void writeJson(Table table) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("schemaVersion", ReportModel.SCHEMA_VERSION);
    document.put(table.name(), table.rows());
    document.put("others", table.others());
    ReportJson.write(out, document);
  }

  /** A rate for people. */
  static String rate(Double perSecond) {
    return perSecond == null
        ? "-"
        : perSecond >= 100
            ? Durations.number(Math.round(perSecond))
            : String.format(Locale.ROOT, "%.1f", perSecond);
  }

  static String median(ReportModel.Percentiles latency) {
    return latency == null ? "-" : Durations.text(latency.p50());
  }

  static String p99(ReportModel.Percentiles latency) {
    return latency == null ? "-" : Durations.text(latency.p99());
  }
}
