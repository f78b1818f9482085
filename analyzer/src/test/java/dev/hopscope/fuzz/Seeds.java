package dev.hopscope.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.hopscope.mqtt.MqttVersion;
import dev.hopscope.testkit.MqttBytes;
import dev.hopscope.testkit.OutsideCaptures;
import dev.hopscope.testkit.Samples;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

/** Where fuzzing begins: the sample captures, and outside ones where there are some. */
final class Seeds {
  private static final long LARGEST_FILE = 24_000;

  /** Adds what a capture gives for a target. */
  interface Kind extends BiConsumer<SeedCapture, List<byte[]>> {}

  private Seeds() {}

  /** The same seeds wherever the project is built. */
  static List<byte[]> ofSamples(FuzzTarget target) throws IOException {
    List<byte[]> seeds = new ArrayList<>();
    for (Path folder : Samples.cases().toList()) {
      add(target, folder.resolve("capture.pcapng"), seeds);
    }
    return seeds;
  }

  /** Those, and what captures and packets of other projects give. */
  static List<byte[]> all(FuzzTarget target) throws IOException {
    List<byte[]> seeds = new ArrayList<>(ofSamples(target));
    for (Path capture : OutsideCaptures.present()) {
      add(target, capture, seeds);
    }
    if (target == FuzzTarget.FRAMER) {
      vectors(seeds);
    }
    return seeds;
  }

  private static void add(FuzzTarget target, Path capture, List<byte[]> seeds) throws IOException {
    if (Files.size(capture) <= LARGEST_FILE) {
      target.seeds().accept(new SeedCapture(capture), seeds);
    }
  }

  static void pcap(SeedCapture capture, List<byte[]> seeds) {
    seeds.add(capture.pcap(ByteOrder.LITTLE_ENDIAN, false));
    seeds.add(capture.pcap(ByteOrder.BIG_ENDIAN, true));
  }

  static void pcapng(SeedCapture capture, List<byte[]> seeds) {
    seeds.add(capture.file);
    seeds.add(capture.pcapng());
  }

  static void gzip(SeedCapture capture, List<byte[]> seeds) {
    ByteArrayOutputStream zipped = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(zipped)) {
      out.write(capture.file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    seeds.add(zipped.toByteArray());
  }

  static void captures(SeedCapture capture, List<byte[]> seeds) {
    seeds.add(capture.file);
    // a byte changed in it breaks fewer lengths
    seeds.add(capture.pcap(ByteOrder.LITTLE_ENDIAN, true));
  }

  static void frames(SeedCapture capture, List<byte[]> seeds) {
    seeds.addAll(capture.links());
  }

  static void segments(SeedCapture capture, List<byte[]> seeds) {
    seeds.add(capture.segments());
  }

  static void openings(SeedCapture capture, List<byte[]> seeds) {
    seeds.addAll(capture.openings());
  }

  static void messages(SeedCapture capture, List<byte[]> seeds) {
    seeds.add(capture.messages());
  }

  static void streams(SeedCapture capture, List<byte[]> seeds) {
    for (byte[] stream : capture.streams()) {
      seeds.add(stream(seeds.size(), stream));
    }
  }

  private static byte[] stream(int mode, byte[] stream) {
    byte[] head = {(byte) mode, (byte) (mode * 31), (byte) mode, (byte) (mode >> 8), 1};
    return MqttBytes.concat(head, stream);
  }

  private static void vectors(List<byte[]> seeds) throws IOException {
    Path folder = Samples.root().resolve("../shared/vectors/mosquitto");
    if (!Files.isDirectory(folder)) {
      return;
    }
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(each -> each.toString().endsWith(".json")).sorted().toList()) {
        for (JsonNode group : new ObjectMapper().readTree(file.toFile())) {
          for (JsonNode test : group.path("tests")) {
            int version = MqttVersion.ofLevel(test.path("ver").asInt(0)).ordinal();
            for (JsonNode message : test.path("msgs")) {
              if (message.path("type").asText().equals("send")) {
                seeds.add(stream(version, MqttBytes.hex(message.path("payload").asText())));
              }
            }
          }
        }
      }
    }
  }

  /** Writes the seeds of targets into folders of their names: {@code FOLDER [TARGET...]}. */
  public static void main(String[] args) throws IOException {
    for (int i = 1; i < args.length; i++) {
      FuzzTarget target = FuzzTarget.valueOf(args[i].toUpperCase(Locale.ROOT));
      Path folder = Files.createDirectories(Path.of(args[0], args[i]));
      List<byte[]> seeds = all(target);
      seeds.sort(Comparator.comparingInt(seed -> seed.length));
      for (int n = 0; n < seeds.size(); n++) {
        Files.write(folder.resolve("seed-" + n), seeds.get(n));
      }
    }
  }
}
