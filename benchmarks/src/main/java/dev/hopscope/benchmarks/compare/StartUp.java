package dev.hopscope.benchmarks.compare;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** How long it takes to tell of five packets, on each JDK and with tshark. */
final class StartUp {
  private static final String TSHARK = "`tshark -T json`";
  private static final int ARCHIVE_SECONDS = 60;

  private final Settings settings;
  private final Map<String, Command> commands = new LinkedHashMap<>();
  private final Map<String, List<Command.Run>> runs = new LinkedHashMap<>();
  private final List<String> faults = new ArrayList<>();
  private String analyzed;

  StartUp(Settings settings, Path fivePackets) throws IOException {
    this.settings = settings;
    Path output = settings.folder().resolve("output-start.txt");
    String file = fivePackets.toString();
    for (Map.Entry<Integer, Path> jdk : Machine.jdks().entrySet()) {
      Command command = Command.hopscope(settings, jdk.getValue(), output, "analyze", file);
      commands.put("`hopscope analyze`, Java " + jdk.getKey(), command);
    }
    commands.put(TSHARK, Command.tool(settings, output, "tshark", "-r", file, "-T", "json"));
    commands.keySet().forEach(name -> runs.put(name, new ArrayList<>()));
  }

  /** Runs everything as often as asked, by turns, after once without counting. */
  void run() throws IOException, InterruptedException {
    System.err.println("running start-up");
    for (Command command : commands.values()) {
      command.run();
    }
    awaitArchives();
    for (int i = 0; i < settings.startRuns(); i++) {
      for (Map.Entry<String, Command> each : commands.entrySet()) {
        runs.get(each.getKey()).add(each.getValue().run());
        check(each.getKey(), Files.readString(each.getValue().output()));
      }
    }
  }

  // the first start on a JDK makes its archive of classes in the background, in some seconds
  private void awaitArchives() throws IOException, InterruptedException {
    Path archives = settings.root().resolve("cli/target/hopscope/start");
    for (int i = 0; i < ARCHIVE_SECONDS && isBeingMade(archives); i++) {
      TimeUnit.SECONDS.sleep(1);
    }
  }

  private static boolean isBeingMade(Path archives) throws IOException {
    if (!Files.isDirectory(archives)) {
      return false;
    }
    try (Stream<Path> files = Files.walk(archives)) {
      return files.anyMatch(file -> file.toString().endsWith(".claim"));
    } catch (UncheckedIOException e) {
      return true; // one was finished just now
    }
  }

  private void check(String name, String output) {
    if (name.equals(TSHARK)) {
      int packets = output.split("\"mqtt.msgtype\"", -1).length - 1;
      if (packets != 5) {
        faults.add(name + " tells " + packets + " packets instead of 5");
      }
      return;
    }
    analyzed = analyzed == null ? output : analyzed;
    boolean told = output.contains("1 PUBLISH, 1 PUBACK") && output.contains("1 complete");
    if (!told || !output.equals(analyzed)) {
      faults.add(name + " tells of five packets:\n" + output);
    }
  }

  /** What went wrong. */
  List<String> faults() {
    return faults;
  }

  /** Prints a table. */
  void print(Markdown out) {
    out.paragraph(
        "A capture of five packets. Runs of each command, by turns: " + settings.startRuns() + ".");
    out.row("command", "milliseconds", "peak MiB");
    out.rule("--", "-:", "-:");
    runs.forEach(
        (name, each) ->
            out.row(
                name,
                Spread.of(each.stream().map(Command.Run::seconds).toList())
                    .map(seconds -> 1_000 * seconds)
                    .both(0),
                Spread.of(each.stream().map(Command.Run::peakMebibytes).toList()).both(0)));
    out.end();
  }
}
