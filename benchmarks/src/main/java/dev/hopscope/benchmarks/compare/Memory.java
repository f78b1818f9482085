package dev.hopscope.benchmarks.compare;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.hopscope.benchmarks.compare.Expected.Told;
import dev.hopscope.benchmarks.load.GenerateCapture;
import dev.hopscope.benchmarks.load.LoadOptions;
import dev.hopscope.benchmarks.load.Variant;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The memory of {@code hopscope analyze - --summary} while a stream of any length comes through a
 * pipe. Shortly before its end, with every connection open, the stream pauses; once what came is
 * analyzed, a full collection shows what is really held. Nothing here is timed.
 */
final class Memory {
  /** How much of the stream comes before the pause, in percent. */
  private static final int PAUSE_PERCENT = 95;

  private static final int LOOK_EVERY_MILLIS = 300;

  /** Clock ticks that a process uses in that time while it only waits. */
  private static final int IDLE_TICKS = 3;

  /** One match a generation. */
  private static final Pattern USED = Pattern.compile("total \\d+K, used (\\d+)K");

  private final Settings settings;
  private final List<Result> results = new ArrayList<>();
  private final List<String> faults = new ArrayList<>();

  Memory(Settings settings) {
    this.settings = settings;
  }

  private record Result(long frames, double liveMebibytes, double peakMebibytes) {}

  /** Measures each length once. */
  void run() throws IOException, InterruptedException {
    for (long frames : settings.memoryFrames()) {
      System.err.println("measuring memory with " + frames + " frames");
      run(frames);
    }
  }

  private void run(long frames) throws IOException, InterruptedException {
    Path output = settings.folder().resolve("output-memory.txt");
    Command command =
        Command.hopscope(settings, Machine.javaHome(), output, "analyze", "-", "--summary");
    Process process = command.start();
    double[] live = {Double.NaN};
    CompletableFuture<Map<String, Object>> stream =
        CompletableFuture.supplyAsync(() -> feed(process, frames, live));
    double peak = command.await(process);
    JsonNode ledger;
    try {
      ledger = new ObjectMapper().valueToTree(stream.join());
    } catch (CompletionException e) {
      throw new IOException("the stream broke", e);
    }
    results.add(new Result(frames, live[0], peak));
    for (String difference :
        new Expected(ledger).differences(Told.SUMMARY, SummaryText.counts(output))) {
      faults.add("memory, " + frames + " frames: " + difference);
    }
    Files.delete(output);
  }

  private static Map<String, Object> feed(Process process, long frames, double[] live) {
    LoadOptions options = Captures.options(Variant.CLEAN, frames);
    try (OutputStream out = process.getOutputStream()) {
      return GenerateCapture.generate(
          options,
          out,
          written -> {
            if (Double.isNaN(live[0]) && written >= frames / 100 * PAUSE_PERCENT) {
              live[0] = liveMebibytes(process);
            }
          });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static double liveMebibytes(Process process) {
    try {
      awaitIdle(process);
      jcmd(process, "GC.run");
      Matcher used = USED.matcher(jcmd(process, "GC.heap_info"));
      double kibibytes = 0;
      while (used.find()) {
        kibibytes += Long.parseLong(used.group(1));
      }
      return kibibytes / 1024;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void awaitIdle(Process process) throws IOException, InterruptedException {
    long before;
    long now = ticks(process);
    do {
      before = now;
      Thread.sleep(LOOK_EVERY_MILLIS);
      now = ticks(process);
    } while (now - before > IDLE_TICKS);
  }

  // proc(5): utime and stime are the 14th and 15th fields, the second one may have spaces
  private static long ticks(Process process) throws IOException {
    String stat = Files.readString(Path.of("/proc/" + process.pid() + "/stat"));
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    return Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
  }

  private static String jcmd(Process process, String command)
      throws IOException, InterruptedException {
    String jcmd = Machine.javaHome().resolve("bin/jcmd").toString();
    Process asked =
        new ProcessBuilder(jcmd, Long.toString(process.pid()), command)
            .redirectErrorStream(true)
            .start();
    String answer = new String(asked.getInputStream().readAllBytes(), UTF_8);
    if (asked.waitFor() != 0) {
      throw new IOException("jcmd " + command + ": " + answer);
    }
    return answer;
  }

  /** What went wrong. */
  List<String> faults() {
    return faults;
  }

  /** Prints a table. */
  void print(Markdown out) {
    out.paragraph(
        "`hopscope analyze - --summary`, frames through a pipe. Live is what a full collection"
            + " leaves after "
            + PAUSE_PERCENT
            + " % of them, with every connection open.");
    out.row("frames", "live heap MiB", "peak resident MiB");
    out.rule("-:", "-:", "-:");
    for (Result each : results) {
      out.row(
          String.format("%,d", each.frames()),
          String.format("%.1f", each.liveMebibytes()),
          String.format("%.0f", each.peakMebibytes()));
    }
    out.end();
  }
}
