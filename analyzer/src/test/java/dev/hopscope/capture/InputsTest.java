package dev.hopscope.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.UnixOperatingSystemMXBean;
import dev.hopscope.testkit.CaptureBuilder;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class InputsTest {
  private static final long MS = 1_000_000;

  @TempDir Path folder;
  private final List<String> notices = new ArrayList<>();

  /** Frames of one byte each, at times in milliseconds. */
  private static CaptureBuilder at(long... millis) {
    CaptureBuilder capture = new CaptureBuilder();
    for (long each : millis) {
      capture.at(CaptureBuilder.START_NANOS + each * MS).frame(new byte[] {(byte) each});
    }
    return capture;
  }

  private Path file(String name, long... millis) throws IOException {
    return at(millis).writeTo(folder.resolve(name));
  }

  /** All frames, as point/capture:number@milliseconds. */
  private static String frames(OpenInputs opened) {
    StringBuilder text = new StringBuilder();
    MergedSource frames = opened.frames();
    for (Frame frame = frames.next(); frame != null; frame = frames.next()) {
      text.append(text.isEmpty() ? "" : " ")
          .append(frame.point() + "/" + frame.capture() + ":" + frame.number())
          .append("@" + (frame.timeNanos() - CaptureBuilder.START_NANOS) / MS);
    }
    return text.toString();
  }

  private static List<String> names(OpenInputs opened) {
    return opened.captures().stream()
        .map(Supplier::get)
        .map(info -> info.id() + " " + Path.of(info.name()).getFileName())
        .toList();
  }

  private OpenInputs open(Path... names) {
    return Inputs.of(List.of(names)).withNotices(notices::add).open();
  }

  @Test
  void filesAreMergedByTimeAndEachIsAPoint() throws IOException {
    try (OpenInputs opened = open(file("b", 1, 4, 9), file("a", 2, 3))) {
      assertThat(frames(opened)).isEqualTo("1/1:1@1 2/2:1@2 2/2:2@3 1/1:2@4 1/1:3@9");
      assertThat(names(opened)).containsExactly("1 b", "2 a");
      assertThat(opened.problems()).isEmpty();
    }
  }

  @Test
  void timesThatGoBackAreNeverReordered() throws IOException {
    try (OpenInputs opened = open(file("b", 5, 1, 6), file("a", 2, 7))) {
      assertThat(frames(opened)).isEqualTo("2/2:1@2 1/1:1@5 1/1:2@1 1/1:3@6 2/2:2@7");
    }
  }

  @Test
  void filesOfARingAreOnePointInTheOrderOfTheirTimes() throws IOException {
    // -W went round: the lowest number is the newest
    Path newest = file("x.pcap0", 7, 8);
    Path first = file("x.pcap1", 1, 2);
    Path second = file("x.pcap2", 3, 6);
    Path other = file("y.pcap1", 5);
    try (OpenInputs opened = open(newest, first, other, second)) {
      assertThat(names(opened)).containsExactly("1 x.pcap1", "2 x.pcap2", "3 x.pcap0", "4 y.pcap1");
      assertThat(frames(opened))
          .isEqualTo("1/1:1@1 1/1:2@2 1/2:1@3 2/4:1@5 1/2:2@6 1/3:1@7 1/3:2@8");
    }
  }

  @Test
  void theFirstFileOfARingMayHaveNoNumber() throws IOException {
    try (OpenInputs opened = open(file("x.pcap1", 3), file("x.pcap", 1))) {
      assertThat(frames(opened)).isEqualTo("1/1:1@1 1/2:1@3");
    }
  }

  @Test
  void equalNamesInTwoFoldersAndAFileGivenTwiceAreNoRing() throws IOException {
    Path other = Files.createDirectory(folder.resolve("other"));
    Path far = at(2).writeTo(other.resolve("x.pcap2"));
    Path near = file("x.pcap1", 1);
    try (OpenInputs opened = open(near, far)) {
      assertThat(frames(opened)).isEqualTo("1/1:1@1 2/2:1@2");
    }
    try (OpenInputs opened = open(near, near)) {
      assertThat(frames(opened)).isEqualTo("1/1:1@1 2/2:1@1");
    }
  }

  @Test
  void aFolderIsItsCapturesByContent() throws IOException {
    file("r_00002_20240101120100.pcapng", 4, 5);
    file("r_00001_20240101120000.pcapng", 1, 2);
    file("alone", 3);
    Files.writeString(folder.resolve("notes.pcap"), "no capture");
    Files.createFile(folder.resolve("empty.pcap"));
    Files.createDirectory(folder.resolve("deeper"));
    try (OpenInputs opened = open(folder)) {
      assertThat(frames(opened)).isEqualTo("2/2:1@1 2/2:2@2 1/1:1@3 2/3:1@4 2/3:2@5");
      assertThat(opened.problems()).isEmpty();
    }
    assertThat(notices).containsExactly(folder + ": 2 of 5 files are no captures: skipped");
  }

  @Test
  void aFolderWithoutACaptureIsAProblem() throws IOException {
    Files.writeString(folder.resolve("notes.txt"), "no capture");
    try (OpenInputs opened = open(folder)) {
      assertThat(opened.frames().next()).isNull();
      assertThat(opened.problems())
          .containsExactly(folder + ": holds no capture file; name a folder that does");
    }
    assertThat(notices).isEmpty();
  }

  @Test
  void aDamagedFileOfARingIsToldAndTheNextGoesOn() throws IOException {
    file("x.pcap1", 1, 2);
    Path damaged = folder.resolve("x.pcap2");
    Files.write(damaged, Arrays.copyOf(at(3, 4).pcap(), 24 + 17 + 16));
    file("x.pcap3", 5);
    Files.write(folder.resolve("x.pcap4"), Arrays.copyOf(at(6).pcap(), 24 + 16));
    Files.write(folder.resolve("x.pcap5"), Arrays.copyOf(at(6).pcap(), 20));
    try (OpenInputs opened = open(folder)) {
      assertThat(frames(opened)).isEqualTo("1/1:1@1 1/1:2@2 1/2:1@3 1/3:1@5");
      assertThat(opened.problems()).hasSize(3);
      assertThat(opened.problems().get(0)).contains("x.pcap5: cut short", "the file header");
      assertThat(opened.problems().get(1)).contains("x.pcap2: cut short", "behind frame 1");
      assertThat(opened.problems().get(2)).contains("x.pcap4: cut short", "before frame 1");
    }
  }

  @Test
  void onlyOneFileOfARingIsOpenAtATime() throws IOException {
    for (int i = 0; i < 300; i++) {
      file(String.format("x_%05d_20240101120000.pcap", i), i);
    }
    UnixOperatingSystemMXBean system =
        (UnixOperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    long before = system.getOpenFileDescriptorCount();
    long most = before;
    try (OpenInputs opened = open(folder)) {
      MergedSource frames = opened.frames();
      int count = 0;
      for (Frame frame = frames.next(); frame != null; frame = frames.next()) {
        assertThat(frame.capture()).isEqualTo(++count);
        most = Math.max(most, system.getOpenFileDescriptorCount());
      }
      assertThat(count).isEqualTo(300);
    }
    assertThat(most - before).isLessThan(20);
  }

  @Test
  void clockOffsetsShiftAPointBeforeTheMerge() throws IOException {
    Path a = file("a", 1, 10);
    Path b = file("b", 2, 3);
    Map<String, Long> offsets = Map.of(b.toString(), 7 * MS);
    try (OpenInputs opened = Inputs.of(List.of(a, b)).withClockOffsets(offsets).open()) {
      assertThat(frames(opened)).isEqualTo("1/1:1@1 2/2:1@9 1/1:2@10 2/2:2@10");
      assertThat(opened.captures().get(1).get().clockOffsetNanos()).isEqualTo(7 * MS);
      assertThat(opened.clocks().agree(1, 2)).isTrue();
    }
    try (OpenInputs opened = open(a, b)) {
      assertThat(opened.clocks().agree(1, 2)).isFalse();
      assertThat(opened.clocks().agree(2, 2)).isTrue();
    }
  }

  @Test
  void oneOffsetHoldsForAllOfARingOrFolder() throws IOException {
    Path first = file("x.pcap1", 1);
    Path second = file("x.pcap2", 2);
    Inputs ring = Inputs.of(List.of(first, second));
    try (OpenInputs opened = ring.withClockOffsets(Map.of(second.toString(), MS)).open()) {
      assertThat(frames(opened)).isEqualTo("1/1:1@2 1/2:1@3");
    }
    Inputs whole = Inputs.of(List.of(folder));
    try (OpenInputs opened = whole.withClockOffsets(Map.of(folder.toString(), MS)).open()) {
      assertThat(frames(opened)).isEqualTo("1/1:1@2 1/2:1@3");
    }
    Map<String, Long> differing = Map.of(first.toString(), MS, second.toString(), 2 * MS);
    assertThatThrownBy(() -> ring.withClockOffsets(differing)).hasMessageContaining("one clock");
    assertThatThrownBy(() -> ring.withClockOffsets(Map.of("none", MS)))
        .hasMessageContaining("none is none of the inputs");
  }

  @Test
  void extremeTimesAndOffsetsStopAtTheEnds() throws IOException {
    Path file = file("a", 1);
    for (long offset : new long[] {Long.MAX_VALUE, Long.MIN_VALUE}) {
      Map<String, Long> offsets = Map.of(file.toString(), offset);
      try (OpenInputs opened = Inputs.of(List.of(file)).withClockOffsets(offsets).open()) {
        long time = opened.frames().next().timeNanos();
        assertThat(time).isEqualTo(Saturated.add(CaptureBuilder.START_NANOS + MS, offset));
        assertThat(Long.signum(time)).isEqualTo(Long.signum(offset));
      }
    }
  }

  @Test
  void standardInputIsMergedWithFiles() throws IOException {
    for (boolean live : new boolean[] {false, true}) {
      Inputs inputs =
          Inputs.of(List.of(Path.of("-"), file("a", 2, 5)))
              .withStandardInput(new ByteArrayInputStream(at(1, 3, 6).pcapng()), live)
              .withTicker(System::nanoTime);
      assertThat(inputs.live()).isEqualTo(live);
      assertThat(inputs.repeatable()).isFalse();
      try (OpenInputs opened = inputs.open()) {
        assertThat(frames(opened)).isEqualTo("1/1:1@1 2/2:1@2 1/1:2@3 2/2:2@5 1/1:3@6");
        CaptureInfo info = opened.captures().get(0).get();
        assertThat(info.name()).isEqualTo("-");
        assertThat(info.format()).isEqualTo("pcapng");
        assertThat(info.linkTypes()).containsExactly("ETHERNET");
      }
    }
  }

  @Test
  void anEmptyStandardInputIsAProblem() {
    for (boolean live : new boolean[] {false, true}) {
      Inputs inputs =
          Inputs.of(List.of(Path.of("-")))
              .withStandardInput(new ByteArrayInputStream(new byte[0]), live);
      try (OpenInputs opened = inputs.open()) {
        assertThat(opened.frames().next()).isNull();
        assertThat(opened.problems()).containsExactly("-: is empty; copy or capture it again");
      }
    }
  }

  @Test
  void inputsCanBeOpenedAgainAndKnowWhatTheyRead() throws IOException {
    Path file = file("a", 1, 2);
    Inputs inputs = Inputs.of(List.of(folder));
    assertThat(inputs.repeatable()).isTrue();
    for (int i = 0; i < 2; i++) {
      try (OpenInputs opened = inputs.open()) {
        assertThat(frames(opened)).isEqualTo("1/1:1@1 1/1:2@2");
      }
    }
    assertThat(inputs.reads(file)).isTrue();
    assertThat(inputs.reads(Files.writeString(folder.resolve("report.txt"), "text"))).isFalse();
    assertThat(inputs.reads(folder.resolve("new.pcap"))).isFalse();
    assertThat(Inputs.of(List.of(file)).reads(file)).isTrue();
  }
}
