package dev.hopscope.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * The targets as Jazzer sees them. A build runs the inputs that were found once, {@code
 * FuzzTargetsTestInputs} under the test resources; {@code .ci/fuzz} looks for new ones.
 */
class FuzzTargetsTest {
  @FuzzTest
  void pcap(byte[] input) {
    FuzzTarget.PCAP.check(input);
  }

  @FuzzTest
  void pcapng(byte[] input) {
    FuzzTarget.PCAPNG.check(input);
  }

  @FuzzTest
  void gzip(byte[] input) {
    FuzzTarget.GZIP.check(input);
  }

  @FuzzTest
  void link(byte[] input) {
    FuzzTarget.LINK.check(input);
  }

  @FuzzTest
  void segments(byte[] input) {
    FuzzTarget.SEGMENTS.check(input);
  }

  @FuzzTest
  void framer(byte[] input) {
    FuzzTarget.FRAMER.check(input);
  }

  @FuzzTest
  void transport(byte[] input) {
    FuzzTarget.TRANSPORT.check(input);
  }

  @FuzzTest
  void messages(byte[] input) {
    FuzzTarget.MESSAGES.check(input);
  }

  @FuzzTest
  void analyze(byte[] input) {
    FuzzTarget.ANALYZE.check(input);
  }

  @FuzzTest
  void decode(byte[] input) {
    FuzzTarget.DECODE.check(input);
  }

  @FuzzTest
  void extract(byte[] input) {
    FuzzTarget.EXTRACT.check(input);
  }

  @Test
  void everyTargetHasItsMethod() {
    Set<String> methods =
        Arrays.stream(FuzzTargetsTest.class.getDeclaredMethods())
            .filter(method -> method.isAnnotationPresent(FuzzTest.class))
            .map(Method::getName)
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(methods)
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(FuzzTarget.values())
                .map(target -> target.name().toLowerCase(Locale.ROOT))
                .toList());
  }
}
