package dev.hopscope.benchmarks.compare;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Compares hopscope with tcpdump and tshark and prints Markdown. Ends with 1 where a count differs
 * from a ledger or a bound is missed, with 2 where it cannot be run as asked.
 */
public final class Compare {
  private Compare() {}

  /**
   * Runs the comparison.
   *
   * @param args the root of the project, and options
   */
  public static void main(String[] args) throws IOException, InterruptedException {
    Settings settings;
    try {
      settings = Arguments.parse(Path.of(args[0]), Arrays.asList(args).subList(1, args.length));
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage() + "\n" + Arguments.USAGE);
      System.exit(2);
      return;
    }
    for (String tool : List.of("tcpdump", "tshark")) {
      if (!isInstalled(tool)) {
        System.err.println(tool + " is not installed");
        System.exit(2);
      }
    }
    List<String> faults = compare(settings, new Markdown(System.out));
    faults.forEach(fault -> System.err.println("WRONG: " + fault));
    System.exit(faults.isEmpty() ? 0 : 1);
  }

  private static boolean isInstalled(String tool) {
    return Arrays.stream(System.getenv("PATH").split(File.pathSeparator, -1))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, tool)));
  }

  private static List<String> compare(Settings settings, Markdown out)
      throws IOException, InterruptedException {
    Captures captures = new Captures(settings.folder());
    Throughput throughput = new Throughput(settings, captures);
    StartUp startUp = new StartUp(settings, captures.fivePackets());
    Memory memory = new Memory(settings);
    out.heading("Machine");
    out.list(Machine.describe(settings));
    throughput.run();
    out.heading("Throughput");
    throughput.print(out);
    memory.run();
    out.heading("Memory");
    memory.print(out);
    startUp.run();
    out.heading("Start-up");
    startUp.print(out);
    List<String> faults = new ArrayList<>(throughput.faults());
    faults.addAll(memory.faults());
    faults.addAll(startUp.faults());
    out.paragraph("Load after (1, 5, 15 minutes): " + Machine.load() + ".");
    if (faults.isEmpty()) {
      out.paragraph("Every count of every run is as the ledgers say.");
    } else {
      out.paragraph("**Not as it should be:**");
      out.list(faults.stream().map(fault -> "- " + fault).toList());
    }
    return faults;
  }
}
