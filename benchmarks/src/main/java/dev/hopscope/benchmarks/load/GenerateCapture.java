package dev.hopscope.benchmarks.load;

import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.function.LongConsumer;

/**
 * Writes a capture and its ledger.
 *
 * <pre>{@code
 * GenerateCapture [--frames N] [--variant clean|reordered|churn] [--seed N] [--ledger FILE] FILE
 * }</pre>
 *
 * <p>{@code FILE} may be {@code -} for standard output. The ledger is {@code FILE.json} unless
 * named, and written last: where it exists, the capture is whole.
 */
public final class GenerateCapture {
  private static final String USAGE =
      "usage: GenerateCapture [--frames N] [--variant clean|reordered|churn] [--seed N]"
          + " [--ledger FILE] FILE|-";

  private long frames = 10_000_000;
  private Variant variant = Variant.CLEAN;
  private long seed = 1;
  private String ledger;
  private String file;

  private GenerateCapture(String[] args) {
    for (int i = 0; i < args.length; i++) {
      boolean option = args[i].startsWith("--");
      if (option && i + 1 == args.length) {
        throw new IllegalArgumentException(args[i] + " needs a value");
      }
      switch (args[i]) {
        case "--frames" -> frames = Long.parseLong(args[++i]);
        case "--variant" -> variant = Variant.valueOf(args[++i].toUpperCase(Locale.ROOT));
        case "--seed" -> seed = Long.parseLong(args[++i]);
        case "--ledger" -> ledger = args[++i];
        default -> {
          if (option || file != null) {
            throw new IllegalArgumentException("not known: " + args[i]);
          }
          file = args[i];
        }
      }
    }
    boolean piped = "-".equals(file);
    if (file == null || piped && ledger == null) {
      throw new IllegalArgumentException(file == null ? "FILE is missing" : "- needs --ledger");
    }
    ledger = ledger == null ? file + ".json" : ledger;
  }

  /** Writes what the arguments ask for. */
  public static void main(String[] args) throws IOException {
    GenerateCapture command;
    LoadOptions options;
    try {
      command = new GenerateCapture(args);
      options = LoadOptions.of(command.variant, command.frames, command.seed);
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage() + "\n" + USAGE);
      System.exit(2);
      return;
    }
    command.write(options);
  }

  private void write(LoadOptions options) throws IOException {
    Files.deleteIfExists(Path.of(ledger));
    Map<String, Object> document;
    try (OutputStream out = open()) {
      document = generate(options, out, frames -> {});
    }
    DefaultPrettyPrinter printer =
        new DefaultPrettyPrinter().withObjectIndenter(new DefaultIndenter("  ", "\n"));
    byte[] json = new ObjectMapper().writer(printer).writeValueAsBytes(document);
    Files.write(Path.of(ledger), json);
  }

  // not System.out, which would hide that the reader is gone
  private OutputStream open() throws IOException {
    return "-".equals(file) ? new FileOutputStream(FileDescriptor.out) : new FileOutputStream(file);
  }

  /**
   * Writes a capture and returns its ledger.
   *
   * @param flushed is told how many frames were written, now and then
   */
  public static Map<String, Object> generate(
      LoadOptions options, OutputStream out, LongConsumer flushed) {
    CaptureWriter writer = new CaptureWriter(out, options.frames(), flushed);
    World world = new World(options, writer);
    world.run();
    return world.ledger().document(options, writer);
  }

  /**
   * Writes the smallest capture there is something to tell of: a client connects, publishes one
   * message at QoS 1 that nobody receives, and disconnects. Five packets.
   */
  public static void fivePackets(OutputStream out) {
    LoadOptions options = new LoadOptions(Variant.CHURN, Long.MAX_VALUE, 1, 0, 1);
    new World(options, new CaptureWriter(out, Long.MAX_VALUE, frames -> {})).runOne();
  }
}
