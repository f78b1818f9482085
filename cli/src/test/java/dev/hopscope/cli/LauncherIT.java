package dev.hopscope.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The launcher and its archive of loaded classes, in a copy of what the build has made. */
@DisabledOnOs(OS.WINDOWS)
class LauncherIT {
  private static final Path PROJECT = Path.of(System.getProperty("hopscope.root"));
  private static final Path JAVA_HOME = Path.of(System.getProperty("java.home"));
  private static final String SAMPLE = "sample-pcaps/qos2-to-qos0/capture.pcapng";

  /** No machine that builds is slower, even one that does ten other things. */
  private static final long SLOW_START_NANOS = Duration.ofSeconds(10).toNanos();

  private static final long ARCHIVE_SECONDS = 300;

  @TempDir private static Path folder;
  private static Path root;
  private static Path archive;
  private static byte[] content;
  private static String report;

  private record Outcome(int exit, String out, String err) {}

  @BeforeAll
  static void install() throws Exception {
    assumeTrue(
        run(folder, "", JAVA_HOME.resolve("bin/java").toString(), "-version")
            .err()
            .contains("sharing"),
        "skipped: this Java shares no classes");
    root = Files.createDirectories(folder.toRealPath().resolve("installed"));
    copy("hopscope");
    copy(SAMPLE);
    Path built = PROJECT.resolve("cli/target/hopscope");
    try (Stream<Path> files = Files.list(built)) {
      for (Path jar : files.filter(each -> each.toString().endsWith(".jar")).toList()) {
        copy(PROJECT.relativize(jar).toString());
      }
    }
    launch("", "--make-archive");
    archive = archive().orElseThrow(() -> new AssertionError("no archive was made"));
    content = Files.readAllBytes(archive);
    report = launch("-Xshare:auto", "analyze", SAMPLE).out();
    assertThat(report).contains("Totals");
  }

  private static void copy(String file) throws IOException {
    Path target = root.resolve(file);
    Files.createDirectories(target.getParent());
    Files.copy(PROJECT.resolve(file), target, StandardCopyOption.COPY_ATTRIBUTES);
  }

  private static Optional<Path> archive() throws IOException {
    Path start = root.resolve("cli/target/hopscope/start");
    if (!Files.exists(start)) {
      return Optional.empty();
    }
    try (Stream<Path> files = Files.walk(start)) {
      return files.filter(each -> each.toString().endsWith(".jsa")).findFirst();
    }
  }

  private static Outcome launch(String options, String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of("./hopscope"));
    command.addAll(Arrays.asList(arguments));
    return run(root, options, command.toArray(String[]::new));
  }

  private static Outcome run(Path here, String options, String... command) throws Exception {
    Path err = Files.createTempFile(folder, "stderr", null);
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(here.toFile()).redirectError(err.toFile());
    builder.environment().put("JAVA_HOME", JAVA_HOME.toString());
    builder.environment().put("HOPSCOPE_JAVA_OPTS", options);
    for (String other : List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS")) {
      builder.environment().remove(other);
    }
    Process process = builder.start();
    process.getOutputStream().close();
    try (InputStream out = process.getInputStream()) {
      String text = new String(out.readAllBytes(), StandardCharsets.UTF_8);
      return new Outcome(process.waitFor(), text, Files.readString(err));
    }
  }

  /** The report, and nothing else, on whatever way Java has come to its classes. */
  private static void assertReports(String options) throws Exception {
    assertThat(launch(options, "analyze", SAMPLE)).isEqualTo(new Outcome(0, report, ""));
  }

  @AfterEach
  void restore() throws IOException {
    Files.createDirectories(archive.getParent());
    // not over the old one, which a Java may still be reading
    Path whole = Files.write(archive.resolveSibling("whole"), content);
    Files.move(whole, archive, StandardCopyOption.REPLACE_EXISTING);
  }

  @Test
  void everyClassIsFromTheArchive() throws Exception {
    Path loaded = folder.resolve("loaded");
    assertReports("-Xlog:class+load:file=" + loaded);
    List<String> classes =
        Files.readAllLines(loaded).stream()
            .filter(each -> each.contains(" dev.hopscope."))
            .toList();
    assertThat(classes).hasSizeGreaterThan(200).noneMatch(each -> each.contains("source: file:"));
  }

  @Test
  void aStartIsFastAndFasterThanWithoutTheArchive() throws Exception {
    long with = Long.MAX_VALUE;
    long without = Long.MAX_VALUE;
    for (int i = 0; i < 5; i++) {
      with = Math.min(with, nanos(""));
      without = Math.min(without, nanos("-Xshare:auto"));
    }
    assertThat(with).isLessThan(SLOW_START_NANOS).isLessThan(without);
  }

  private static long nanos(String options) throws Exception {
    long begin = System.nanoTime();
    assertReports(options);
    return System.nanoTime() - begin;
  }

  private enum Damage {
    EMPTY {
      @Override
      byte[] of(byte[] whole) {
        return new byte[0];
      }
    },
    TEXT {
      @Override
      byte[] of(byte[] whole) {
        return "no archive".getBytes(StandardCharsets.UTF_8);
      }
    },
    CUT_IN_ITS_HEADER {
      @Override
      byte[] of(byte[] whole) {
        return Arrays.copyOf(whole, 100);
      }
    },
    CUT_IN_THE_MIDDLE {
      @Override
      byte[] of(byte[] whole) {
        return Arrays.copyOf(whole, whole.length / 2);
      }
    },
    NEVER_WRITTEN_TO_THE_END {
      @Override
      byte[] of(byte[] whole) {
        Arrays.fill(whole, whole.length / 4, whole.length, (byte) 0);
        return whole;
      }
    },
    OTHER_BYTES_IN_ITS_HEADER {
      @Override
      byte[] of(byte[] whole) {
        Arrays.fill(whole, 8, 400, (byte) 0x5a);
        return whole;
      }
    },
    OTHER_BYTES_IN_THE_MIDDLE {
      @Override
      byte[] of(byte[] whole) {
        Arrays.fill(whole, whole.length / 2, whole.length / 2 + 4096, (byte) 0x5a);
        return whole;
      }
    };

    abstract byte[] of(byte[] whole);
  }

  @ParameterizedTest
  @EnumSource
  void aDamagedArchiveIsNotWorthAWord(Damage damage) throws Exception {
    Files.delete(archive);
    Files.write(archive, damage.of(content.clone()));
    assertReports("");
  }

  @Test
  void neitherIsOneOfOtherJars() throws Exception {
    Path jar = root.resolve("cli/target/hopscope/hopscope-cli.jar");
    FileTime time = Files.getLastModifiedTime(jar);
    Files.setLastModifiedTime(jar, FileTime.from(time.toInstant().minusSeconds(3600)));
    assertReports("");
    Files.setLastModifiedTime(jar, time);
  }

  @Test
  void neitherIsOneOfAnotherProgram() throws Exception {
    Path other = folder.resolve("other");
    run(
        folder,
        "",
        JAVA_HOME.resolve("bin/java").toString(),
        "-XX:ArchiveClassesAtExit=" + other,
        "-cp",
        root.resolve("none.jar").toString(),
        "-version");
    assertThat(other).exists();
    Files.move(other, archive, StandardCopyOption.REPLACE_EXISTING);
    assertReports("");
  }

  @Test
  void whereThereIsNoneItIsMadeInTheBackground() throws Exception {
    Files.delete(archive);
    assertReports("");
    assertReports("");
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(ARCHIVE_SECONDS);
    while (!settled() && System.nanoTime() < end) {
      Thread.sleep(50);
    }
    assertThat(settled()).isTrue();
    everyClassIsFromTheArchive();
  }

  /** Whether the archive is there, and nothing else that its making needed. */
  private static boolean settled() throws IOException {
    try (Stream<Path> files = Files.list(archive.getParent())) {
      return files.toList().equals(List.of(archive));
    }
  }

  @Test
  void whoDealsWithArchivesHimselfIsLeftAlone() throws Exception {
    assertReports("-Xshare:off");
  }

  @Test
  void javasOwnErrorsAreSeen() throws Exception {
    Outcome unknown = launch("-XX:+NoSuchOption", "analyze", SAMPLE);
    assertThat(unknown.exit()).isEqualTo(1);
    assertThat(unknown.out() + unknown.err()).contains("NoSuchOption");
    Outcome heap = launch("-Xms2g -Xmx1g", "analyze", SAMPLE);
    assertThat(heap.exit()).isEqualTo(1);
    assertThat(heap.out() + heap.err()).containsIgnoringCase("heap size");
  }

  @Test
  void theLauncherIsFoundThroughLinks() throws Exception {
    Path links = Files.createDirectories(folder.resolve("some links"));
    Files.createSymbolicLink(links.resolve("absolute"), root.resolve("hopscope"));
    Files.createSymbolicLink(links.resolve("relative"), Path.of("absolute"));
    for (String[] command : new String[][] {{"./absolute"}, {"./relative"}, {"sh", "relative"}}) {
      String[] version = Arrays.copyOf(command, command.length + 1);
      version[command.length] = "--version";
      Outcome outcome = run(links, "", version);
      assertThat(outcome.out()).startsWith("hopscope ");
      assertThat(outcome.err()).isEmpty();
    }
  }
}
