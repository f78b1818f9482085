package dev.hopscope.capture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hopscope.testkit.OutsideCaptures;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class OutsideCapturesTest {
  /**
   * The index counts what Wireshark reads. In this file the second record claims 1,409,179,648
   * bytes; Wireshark then guesses at another layout of records, and finds a second frame.
   */
  private static final Map<String, Integer> OTHER_COUNTS =
      Map.of("fmt__suricata-verify__bug-6875-01_fuzz.pcap", 1);

  @Test
  void everyFileHasTheIndexedNumberOfFrames() throws IOException {
    Map<String, Integer> expected = new TreeMap<>(OutsideCaptures.indexedFrames());
    expected.putAll(OTHER_COUNTS);
    Map<String, Integer> counted = new TreeMap<>();
    Map<String, String> damaged = new TreeMap<>();
    for (Path file : OutsideCaptures.all()) {
      Captures.Result result = Captures.read(file);
      counted.put(file.getFileName().toString(), result.frames().size());
      if (result.damage() != null) {
        damaged.put(file.getFileName().toString(), result.damage());
      }
    }
    assertThat(counted).isEqualTo(expected).hasSizeGreaterThan(170);
    assertThat(damaged).containsOnlyKeys(OTHER_COUNTS.keySet());
  }
}
