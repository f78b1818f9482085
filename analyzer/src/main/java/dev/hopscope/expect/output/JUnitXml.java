package dev.hopscope.expect.output;

import dev.hopscope.expect.Verdict;
import dev.hopscope.expect.Verdict.Status;
import dev.hopscope.report.text.SafeText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Verdicts as JUnit XML, as Ant's and Jenkins' schemas have it: a suite a file, a case an
 * expectation. That something cannot be told is an {@code error}. Times and host names are left
 * constant, so that the same verdicts give the same file.
 */
public final class JUnitXml {
  private static final String NO_TIME = "1970-01-01T00:00:00";

  private JUnitXml() {}

  /** The document. */
  public static String of(List<Verdict> verdicts) {
    Map<String, List<Verdict>> files = new LinkedHashMap<>();
    verdicts.forEach(
        each -> files.computeIfAbsent(each.file(), key -> new ArrayList<>()).add(each));
    StringBuilder xml = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    xml.append("<testsuites>\n");
    int id = 0;
    for (Map.Entry<String, List<Verdict>> file : files.entrySet()) {
      suite(xml, id++, file.getKey(), file.getValue());
    }
    return xml.append("</testsuites>\n").toString();
  }

  private static void suite(StringBuilder xml, int id, String file, List<Verdict> verdicts) {
    xml.append("  <testsuite");
    attribute(xml, "name", file);
    attribute(xml, "package", "hopscope");
    attribute(xml, "id", Integer.toString(id));
    attribute(xml, "timestamp", NO_TIME);
    attribute(xml, "hostname", "localhost");
    attribute(xml, "tests", Integer.toString(verdicts.size()));
    attribute(xml, "failures", Long.toString(VerdictText.count(verdicts, Status.FAIL)));
    attribute(xml, "errors", Long.toString(VerdictText.count(verdicts, Status.CANNOT_TELL)));
    attribute(xml, "time", "0");
    xml.append(">\n    <properties/>\n");
    verdicts.forEach(each -> testCase(xml, each));
    xml.append("    <system-out/>\n    <system-err/>\n  </testsuite>\n");
  }

  private static void testCase(StringBuilder xml, Verdict verdict) {
    xml.append("    <testcase");
    attribute(xml, "name", verdict.expectation() + " " + verdict.expected());
    attribute(xml, "classname", verdict.group() + " (line " + verdict.line() + ")");
    attribute(xml, "time", "0");
    if (verdict.status() == Status.PASS) {
      xml.append("/>\n");
      return;
    }
    String element = verdict.status() == Status.FAIL ? "failure" : "error";
    List<String> reasons = VerdictText.reasons(verdict);
    xml.append(">\n      <").append(element);
    String first = reasons.isEmpty() ? "seen: " + verdict.seen() : reasons.get(0);
    attribute(xml, "message", first);
    attribute(xml, "type", verdict.status().words());
    xml.append('>');
    xml.append(escape("expected: " + verdict.expected() + "\nseen: " + verdict.seen()));
    reasons.forEach(reason -> xml.append('\n').append(escape(reason)));
    xml.append('\n').append(escape("at " + VerdictText.place(verdict)));
    xml.append("</").append(element).append(">\n    </testcase>\n");
  }

  private static void attribute(StringBuilder xml, String name, String value) {
    xml.append(' ').append(name).append("=\"").append(escape(value)).append('"');
  }

  /** Escapes what XML cannot hold, or has a meaning of its own for; line ends stay. */
  private static String escape(String text) {
    StringBuilder out = new StringBuilder(text.length() + 16);
    for (String line : text.split("\n", -1)) {
      out.append(out.length() == 0 ? "" : "\n");
      out.append(
          SafeText.escape(line)
              .replace("&", "&amp;")
              .replace("<", "&lt;")
              .replace(">", "&gt;")
              .replace("\"", "&quot;"));
    }
    return out.toString();
  }
}
