package dev.hopscope.cli;

import dev.hopscope.capture.live.Interfaces;
import dev.hopscope.capture.live.LiveException;
import dev.hopscope.capture.live.LiveInterface;
import dev.hopscope.report.text.SafeText;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/** Prints the interfaces that can be captured on. */
final class InterfaceTable {
  private static final String UNKNOWN = "?";

  private InterfaceTable() {}

  /** Writes a line for each; the exit code. */
  static int print(Context context, PrintWriter out) {
    List<String[]> rows = new ArrayList<>();
    rows.add(new String[] {"NAME", "STATE", "LINK TYPE", "ADDRESSES", "DESCRIPTION"});
    LiveException refused = null;
    try {
      for (LiveInterface each : Interfaces.list()) {
        String linkType = UNKNOWN;
        try {
          linkType = Interfaces.linkType(each.name());
        } catch (LiveException e) {
          // an interface that is down, or has no such thing, says so in its state
          refused = e.reason() == LiveException.Reason.NOT_PERMITTED ? e : refused;
        }
        rows.add(row(each, linkType, context.unicode()));
      }
    } catch (LiveException e) {
      throw LiveFailures.of(e, null);
    }
    write(out, rows);
    if (refused != null) {
      context.message("link types marked " + UNKNOWN + " need the right to capture: run as root");
    }
    return ExitCode.OK.code();
  }

  private static String[] row(LiveInterface each, String linkType, boolean unicode) {
    String state = each.up() ? each.running() ? "up" : "up, not connected" : "down";
    return new String[] {
      SafeText.escape(each.name(), unicode),
      each.loopback() ? state + ", loopback" : state,
      linkType,
      each.addresses().isEmpty() ? "-" : String.join(" ", each.addresses()),
      each.description() == null ? "" : SafeText.escape(each.description(), unicode)
    };
  }

  private static void write(PrintWriter out, List<String[]> rows) {
    int columns = rows.get(0).length;
    int[] widths = new int[columns];
    for (String[] row : rows) {
      for (int i = 0; i < columns; i++) {
        widths[i] = Math.max(widths[i], row[i].length());
      }
    }
    for (String[] row : rows) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < columns; i++) {
        line.append(row[i]).append(" ".repeat(widths[i] - row[i].length() + 2));
      }
      out.println(line.toString().stripTrailing());
    }
    out.flush();
  }
}
