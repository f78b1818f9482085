package dev.hopscope.benchmarks.compare;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.hopscope.benchmarks.load.GenerateCapture;
import dev.hopscope.benchmarks.load.LoadOptions;
import dev.hopscope.benchmarks.load.Variant;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.jar.JarFile;
import java.util.zip.CRC32;

/** The generated captures: kept in a folder for the next comparison. */
final class Captures {
  private static final long SEED = 1;

  private final Path folder;
  private final String generator;
  private final ObjectMapper json = new ObjectMapper();

  /**
   * Creates.
   *
   * @param folder is created where it is not there
   */
  Captures(Path folder) throws IOException {
    this.folder = Files.createDirectories(folder);
    this.generator = generator();
  }

  /** A capture and what it holds. */
  record Capture(Path file, JsonNode ledger) {
    long frames() {
      return ledger.get("frames").asLong();
    }
  }

  static LoadOptions options(Variant variant, long frames) {
    return LoadOptions.of(variant, frames, SEED);
  }

  /** A capture, generated where this generator did not yet. */
  Capture get(Variant variant, long frames) throws IOException {
    String name = variant.name().toLowerCase(Locale.ROOT) + "-" + frames;
    Path file = folder.resolve(name + ".pcap");
    Path ledger = folder.resolve(name + ".json");
    if (!isThere(file, ledger)) {
      System.err.println("generating " + file);
      Files.deleteIfExists(ledger);
      Map<String, Object> document;
      try (OutputStream out = Files.newOutputStream(file)) {
        document = GenerateCapture.generate(options(variant, frames), out, written -> {});
      }
      document.put("generator", generator);
      json.writerWithDefaultPrettyPrinter().writeValue(ledger.toFile(), document);
    }
    return new Capture(file, json.readTree(ledger.toFile()));
  }

  private boolean isThere(Path file, Path ledger) throws IOException {
    if (!Files.exists(file) || !Files.exists(ledger)) {
      return false;
    }
    JsonNode known = json.readTree(ledger.toFile());
    return known.path("generator").asText().equals(generator)
        && known.path("fileBytes").asLong() == Files.size(file);
  }

  /** The capture of five packets. */
  Path fivePackets() throws IOException {
    Path file = folder.resolve("five-packets.pcap");
    try (OutputStream out = Files.newOutputStream(file)) {
      GenerateCapture.fivePackets(out);
    }
    return file;
  }

  /** Reads a file once, so that the system has it in memory. */
  static void warm(Path file) throws IOException {
    try (OutputStream nowhere = OutputStream.nullOutputStream()) {
      Files.copy(file, nowhere);
    }
  }

  // a checksum of the generator's classes: captures of another generator are not used
  private static String generator() throws IOException {
    String folder = GenerateCapture.class.getPackageName().replace('.', '/') + "/";
    String jar =
        GenerateCapture.class.getProtectionDomain().getCodeSource().getLocation().getPath();
    CRC32 all = new CRC32();
    try (JarFile classes = new JarFile(new File(jar))) {
      classes.stream()
          .filter(entry -> entry.getName().startsWith(folder))
          .map(entry -> entry.getName() + entry.getCrc())
          .sorted()
          .forEach(text -> all.update(text.getBytes(UTF_8)));
    }
    return Long.toHexString(all.getValue());
  }
}
