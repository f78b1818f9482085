package dev.hopscope;

import java.util.List;

/**
 * How a run ended; its report was whole in any case.
 *
 * @param problems one line for each input that could not be read to its end, fit for a user
 * @param nothingDecodable whether there were frames, and not one of a link type that is known
 * @param frames how many were read
 */
public record RunResult(List<String> problems, boolean nothingDecodable, long frames) {
  /** Copies the list. */
  public RunResult {
    problems = List.copyOf(problems);
  }
}
