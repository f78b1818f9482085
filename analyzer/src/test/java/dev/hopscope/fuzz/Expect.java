package dev.hopscope.fuzz;

import java.util.Arrays;
import java.util.stream.Collectors;

/** Properties of a target; an assertion library costs too much a million times. */
final class Expect {
  private Expect() {}

  /** Throws where it does not hold; the details, joined, say what was seen. */
  static void that(boolean holds, Object... details) {
    if (!holds) {
      throw new AssertionError(
          Arrays.stream(details).map(String::valueOf).collect(Collectors.joining(" ")));
    }
  }
}
