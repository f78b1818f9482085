package dev.hopscope.cli;

import dev.hopscope.testkit.Samples;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.GZIPOutputStream;

/** What {@link DamagedInputsTest} runs in a JVM of its own: a kind of damage and a folder. */
final class DamagedInputs {
  private static final int OK = 0;
  private static final int UNREADABLE = 3;
  private static final int MEGABYTE = 1 << 20;
  private static final long SLOWEST_NANOS = 20_000_000_000L;

  /** How a file comes to be damaged. */
  enum Kind {
    /** It is no capture: bytes at random, some of them behind the start of one. */
    RANDOM,
    /** It ends somewhere. */
    CUT,
    /** The same of a file that gzip wrote. */
    CUT_GZIP,
    /** One byte of a frame is another. */
    FLIPPED
  }

  private final Path file;
  private int runs;
  private long slowestNanos;

  private DamagedInputs(Path folder) {
    file = folder.resolve("damaged");
  }

  /** Exits with 1, and says why, at the first run that does not end as it should. */
  public static void main(String[] args) throws IOException {
    DamagedInputs damaged = new DamagedInputs(Path.of(args[1]));
    Kind kind = Kind.valueOf(args[0]);
    byte[] whole = Files.readAllBytes(Samples.capture("will"));
    switch (kind) {
      case RANDOM -> damaged.random(whole);
      case CUT -> damaged.cut(whole, boundaries(whole));
      case CUT_GZIP -> {
        byte[] zipped = gzip(whole);
        damaged.cut(zipped, Set.of(zipped.length));
      }
      case FLIPPED -> damaged.flipped(whole);
    }
    System.out.printf(
        "%s: %d runs, the slowest took %d ms%n",
        kind, damaged.runs, damaged.slowestNanos / 1_000_000);
  }

  private void random(byte[] whole) throws IOException {
    Random random = new Random(20_261_121);
    for (int i = 0; i < 200; i++) {
      byte[] bytes = new byte[i == 0 ? 8 * MEGABYTE : random.nextInt(20_000)];
      random.nextBytes(bytes);
      expect("random bytes " + i, bytes, Set.of(UNREADABLE));
      // behind a section and an interface, or a part of them, they are blocks
      int head = Math.min(bytes.length, random.nextInt(300));
      System.arraycopy(whole, 0, bytes, 0, head);
      expect("random bytes behind " + head, bytes, Set.of(OK, UNREADABLE));
    }
  }

  /** Cuts at every length; the file is sound only where it ends with a block. */
  private void cut(byte[] whole, Set<Integer> sound) throws IOException {
    for (int length = 0; length <= whole.length; length++) {
      int exit = sound.contains(length) ? OK : UNREADABLE;
      expect("cut to " + length, Arrays.copyOf(whole, length), Set.of(exit));
    }
  }

  /** A frame is whatever its bytes are: they damage no file. */
  private void flipped(byte[] whole) throws IOException {
    int publish = -1;
    byte[] topic = "clients/device".getBytes(StandardCharsets.UTF_8);
    for (int at = 0; at < whole.length - topic.length && publish < 0; at++) {
      boolean found = Arrays.equals(whole, at, at + topic.length, topic, 0, topic.length);
      publish = found ? at : -1;
    }
    int frame = -1;
    int end = -1;
    for (int block : boundaries(whole)) {
      frame = block <= publish ? block + 28 : frame;
      end = block > publish && end < 0 ? block - 4 : end;
    }
    for (int at = frame; at < end; at++) {
      for (int value : new int[] {0, 0xff, whole[at] ^ 1, whole[at] ^ 0x80, whole[at] + 1}) {
        byte[] changed = whole.clone();
        changed[at] = (byte) value;
        expect("byte " + at + " is " + (value & 0xff), changed, Set.of(OK));
      }
    }
  }

  /** Where a little-endian pcapng file's blocks end. */
  private static Set<Integer> boundaries(byte[] file) {
    ByteBuffer blocks = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    Set<Integer> ends = new TreeSet<>();
    for (int at = 0; at < file.length; ) {
      at += blocks.getInt(at + 4);
      ends.add(at);
    }
    return ends;
  }

  private static byte[] gzip(byte[] bytes) throws IOException {
    ByteArrayOutputStream zipped = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(zipped)) {
      out.write(bytes);
    }
    return zipped.toByteArray();
  }

  private void expect(String damage, byte[] bytes, Set<Integer> exits) throws IOException {
    Files.write(file, bytes);
    String command = runs % 2 == 0 ? "analyze" : "decode";
    String format = List.of("text", "jsonl", "json").get(runs / 2 % 3);
    long start = System.nanoTime();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    StringWriter err = new StringWriter();
    Context context = new Context(out, new PrintWriter(err, true), false, false, 0, true, Map.of());
    int exit =
        Main.execute(
            context,
            new AnalysisRunner(new Interruption()),
            command,
            "--format",
            format,
            file.toString());
    long nanos = System.nanoTime() - start;
    slowestNanos = Math.max(slowestNanos, nanos);
    runs++;
    String messages = err.toString();
    boolean told = exit == OK || !messages.isEmpty();
    boolean lines =
        messages.lines().count() <= 2
            && !messages.contains("Exception")
            && !messages.contains("\tat ")
            && messages.chars().noneMatch(c -> c < 0x20 && c != '\n');
    if (!exits.contains(exit) || !told || !lines || nanos > SLOWEST_NANOS) {
      System.out.printf(
          "%s: %s --format %s ends with %d after %d ms: %s%n",
          damage, command, format, exit, nanos / 1_000_000, messages);
      System.exit(1);
    }
  }
}
