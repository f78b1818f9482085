package dev.hopscope.cli;

import dev.hopscope.lab.experiment.BuiltIns;
import dev.hopscope.lab.experiment.Experiment;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/** Tells of the experiments that come with the command. */
final class LabListing {
  private static final int NAME_WIDTH = 18;
  private static final int WIDTH = 80;
  private static final int WIDEST = 100;

  private final Context context;

  LabListing(Context context) {
    this.context = context;
  }

  int print() {
    StringBuilder text = new StringBuilder();
    int width = Math.min(WIDEST, context.columns() > 0 ? context.columns() : WIDTH);
    for (String name : BuiltIns.names()) {
      List<Experiment> cases = BuiltIns.read(name);
      Experiment first = cases.get(0);
      String title = first.title() + (cases.size() > 1 ? " (" + cases.size() + " cases)" : "");
      text.append(String.format(Locale.ROOT, "%-" + NAME_WIDTH + "s%s%n", name, title));
      flow(text, first.teaches(), width);
    }
    Output out = Output.open(context, null, () -> {}, new Object());
    try {
      PrintWriter writer = new PrintWriter(out.stream(), false, StandardCharsets.UTF_8);
      writer.print(text);
      writer.flush();
      out.close();
    } catch (RuntimeException e) {
      ExitCode failed = out.failed(context, e);
      if (failed == null) {
        throw e;
      }
      return failed.code();
    }
    return ExitCode.OK.code();
  }

  private static void flow(StringBuilder text, String words, int width) {
    String indent = " ".repeat(NAME_WIDTH);
    StringBuilder line = new StringBuilder();
    for (String word : words.strip().split("\\s+", -1)) {
      if (!line.isEmpty() && NAME_WIDTH + line.length() + 1 + word.length() > width) {
        text.append(indent).append(line).append('\n');
        line.setLength(0);
      }
      line.append(line.isEmpty() ? "" : " ").append(word);
    }
    text.append(indent).append(line).append("\n\n");
  }
}
