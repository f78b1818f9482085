package dev.hopscope.benchmarks.compare;

import java.io.PrintStream;
import java.util.List;

/** Prints Markdown. */
final class Markdown {
  private final PrintStream out;

  Markdown(PrintStream out) {
    this.out = out;
  }

  void heading(String text) {
    out.println("### " + text + "\n");
  }

  void paragraph(String text) {
    out.println(text + "\n");
  }

  void list(List<String> items) {
    items.forEach(out::println);
    out.println();
  }

  void row(String... cells) {
    out.println("| " + String.join(" | ", cells) + " |");
  }

  void rule(String... cells) {
    row(cells);
  }

  /** The end of a table. */
  void end() {
    out.println();
  }
}
