package dev.hopscope.benchmarks.compare;

import dev.hopscope.benchmarks.compare.Expected.Told;
import dev.hopscope.benchmarks.load.Variant;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The commands that read large captures, run by turns. */
final class Throughput {
  private final Settings settings;
  private final List<Subject> all = new ArrayList<>();
  private final Subject tcpdump;
  private final Subject summary;
  private final Subject jsonl;
  private Subject zeros; // once it is known how many bytes jsonl writes
  private final Subject decode;
  private final Subject reordered;
  private final Subject churn;
  private final Subject tshark;
  private final Subject part;
  private final Subject longTcpdump; // null where none is asked for
  private final Subject longSummary;

  Throughput(Settings settings, Captures captures) throws IOException {
    this.settings = settings;
    Captures.Capture clean = captures.get(Variant.CLEAN, settings.frames());
    Captures.Capture tenth = captures.get(Variant.CLEAN, settings.tsharkFrames());
    tcpdump = tcpdump("`tcpdump -w /dev/null`", clean);
    summary = summary("`hopscope analyze --summary`", clean);
    jsonl =
        hopscope(
            "`hopscope analyze --format jsonl`",
            clean,
            Told.REPORT,
            ReportLines::counts,
            "analyze",
            "--format",
            "jsonl");
    decode = hopscope("`hopscope decode`", clean, Told.PACKETS, PacketLines::ofDecode, "decode");
    reordered =
        summary("... `--summary`, reordered", captures.get(Variant.REORDERED, settings.frames()));
    churn = summary("... `--summary`, churn", captures.get(Variant.CHURN, settings.frames()));
    tshark = add(tshark(tenth));
    part = summary("... `--summary`, tshark's capture", tenth);
    if (settings.longFrames() > 0) {
      Captures.Capture longer = captures.get(Variant.CLEAN, settings.longFrames());
      longTcpdump = tcpdump("`tcpdump -w /dev/null`, long", longer);
      longSummary = summary("... `--summary`, long", longer);
    } else {
      longTcpdump = null;
      longSummary = null;
    }
  }

  private Subject tcpdump(String name, Captures.Capture capture) {
    Command command =
        Command.tool(settings, null, "tcpdump", "-r", file(capture), "-w", "/dev/null");
    return add(new Subject(name, capture, command, null, null));
  }

  private Subject tshark(Captures.Capture capture) {
    String[] words = {
      "tshark",
      "-r",
      file(capture),
      "-T",
      "fields",
      "-e",
      "mqtt.msgtype",
      "-e",
      "mqtt.qos",
      "-e",
      "mqtt.topic",
      "-e",
      "mqtt.msgid",
      "-e",
      "mqtt.dupflag"
    };
    Command command = Command.tool(settings, output(), words);
    return new Subject(
        "`tshark -T fields`, 5 fields", capture, command, Told.FRAMES, PacketLines::ofTshark);
  }

  private Subject summary(String name, Captures.Capture capture) {
    return hopscope(name, capture, Told.SUMMARY, SummaryText::counts, "analyze", "--summary");
  }

  private Subject hopscope(
      String name,
      Captures.Capture capture,
      Told told,
      Subject.Counting counting,
      String... arguments) {
    List<String> words = new ArrayList<>(List.of(arguments));
    words.add(file(capture));
    Command command =
        Command.hopscope(settings, Machine.javaHome(), output(), words.toArray(new String[0]));
    return add(new Subject(name, capture, command, told, counting));
  }

  private Subject add(Subject subject) {
    all.add(subject);
    return subject;
  }

  private Path output() {
    return settings.folder().resolve("output-" + all.size() + ".txt");
  }

  private static String file(Captures.Capture capture) {
    return capture.file().toString();
  }

  /** Runs everything as often as asked, by turns. */
  void run() throws IOException, InterruptedException {
    for (int i = 0; i < settings.runs(); i++) {
      for (int k = 0; k < all.size(); k++) {
        Subject subject = all.get(k);
        // what was written since may have pushed it out of memory
        Captures.warm(subject.capture().file());
        subject.run();
        if (subject == jsonl && zeros == null) {
          zeros = zeros(jsonl.printedBytes());
          all.add(k + 1, zeros);
        }
      }
    }
  }

  /** What the system alone takes for as many bytes in a file. */
  private Subject zeros(long bytes) {
    Command head =
        Command.tool(settings, output(), "head", "-c", Long.toString(bytes), "/dev/zero");
    return new Subject("... as many zeros to a file", jsonl.capture(), head, null, null);
  }

  /** What went wrong. */
  List<String> faults() {
    List<String> faults = new ArrayList<>();
    all.forEach(subject -> faults.addAll(subject.faults()));
    Spread times = overTshark();
    if (times.median() < settings.leastOverTshark()) {
      String least = " times tshark's, not at least " + settings.leastOverTshark();
      faults.add("frames a second are " + times.median(2) + least);
    }
    return faults;
  }

  private Spread overTshark() {
    return Spread.ofRatios(summary.framesPerSecond(), tshark.framesPerSecond());
  }

  /** Prints tables. */
  void print(Markdown out) {
    out.paragraph(
        "Medians of "
            + settings.runs()
            + " runs by turns, files in the page cache;"
            + " least and largest in parentheses. Seconds are of the whole command.");
    out.row(
        "command", "frames", "seconds", "frames a second", "times tcpdump's seconds", "peak MiB");
    out.rule("--", "-:", "-:", "-:", "-:", "-:");
    for (Subject each : all) {
      Subject reader = readerOf(each.capture());
      out.row(
          each.name(),
          String.format("%,d", each.capture().frames()),
          Spread.of(each.seconds()).both(2),
          Spread.of(each.framesPerSecond()).median(0),
          reader == null ? "" : Spread.ofRatios(each.seconds(), reader.seconds()).both(2),
          Spread.of(each.peaks()).both(0));
    }
    out.end();
    out.row("ratio", "median", "range");
    out.rule("--", "-:", "-:");
    ratio(out, "frames a second of `--summary` over tshark's", overTshark());
    ratio(
        out,
        "the same, both on tshark's capture",
        Spread.ofRatios(part.framesPerSecond(), tshark.framesPerSecond()));
    ratio(out, "seconds, reordered over clean", seconds(reordered, summary));
    ratio(out, "seconds, churn over clean", seconds(churn, summary));
    ratio(out, "seconds, jsonl over summary", seconds(jsonl, summary));
    ratio(out, "seconds, as many zeros over summary", seconds(zeros, summary));
    ratio(out, "seconds, decode over summary", seconds(decode, summary));
    if (longSummary != null) {
      ratio(
          out,
          "frames a second of `--summary`, long, over tshark's",
          Spread.ofRatios(longSummary.framesPerSecond(), tshark.framesPerSecond()));
    }
    out.end();
  }

  /** The run of tcpdump on a capture as long as this one, or null. */
  private Subject readerOf(Captures.Capture capture) {
    if (longTcpdump != null && capture.frames() == longTcpdump.capture().frames()) {
      return longTcpdump;
    }
    return capture.frames() == tcpdump.capture().frames() ? tcpdump : null;
  }

  private static Spread seconds(Subject dividend, Subject divisor) {
    return Spread.ofRatios(dividend.seconds(), divisor.seconds());
  }

  private static void ratio(Markdown out, String name, Spread ratio) {
    out.row(name, ratio.median(2), ratio.range(2));
  }
}
