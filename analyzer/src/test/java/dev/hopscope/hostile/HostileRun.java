package dev.hopscope.hostile;

import dev.hopscope.Analyzer;
import dev.hopscope.AnalyzerOptions;
import dev.hopscope.Progress;
import dev.hopscope.RunResult;
import dev.hopscope.limits.Limit;
import dev.hopscope.report.json.JsonlReportWriter;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;

/** One attack in a JVM of its own: its name is the argument. */
final class HostileRun {
  /** The defaults add up to some gibibytes where every store is full. */
  private static final int SHARE = 16;

  private HostileRun() {}

  /** Analyzes, tells what it took, and exits with 1 where frames are missing. */
  public static void main(String[] args) {
    Attack attack = Attack.valueOf(args[0]);
    long[] written = new long[1];
    OutputStream counted =
        new OutputStream() {
          @Override
          public void write(int b) {
            written[0]++;
          }

          @Override
          public void write(byte[] bytes, int offset, int length) {
            written[0] += length;
          }
        };
    AnalyzerOptions options = AnalyzerOptions.DEFAULT;
    for (Limit limit : Limit.values()) {
      options = options.withLimit(limit, Math.max(1, limit.defaultMax() / SHARE));
    }
    Analyzer analyzer = Analyzer.analyze(options, new JsonlReportWriter(counted, "test"));
    RunResult result = analyzer.run(new HostileSource(attack), Progress.NONE);
    long peak = 0;
    for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
      boolean old = pool.getName().contains("Tenured");
      peak = old ? pool.getPeakUsage().getUsed() >> 20 : peak;
    }
    System.out.printf(
        "%s: %d frames in %d ms, %d MiB of old objects at most, %d MiB written%n",
        attack,
        result.frames(),
        ManagementFactory.getRuntimeMXBean().getUptime(),
        peak,
        written[0] >> 20);
    System.exit(result.frames() == attack.frames() ? 0 : 1);
  }
}
