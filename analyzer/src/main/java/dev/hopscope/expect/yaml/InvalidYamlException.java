package dev.hopscope.expect.yaml;

import java.util.List;

/** A document is not what it should be; each problem is a line for its author. */
public final class InvalidYamlException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final List<String> problems;

  InvalidYamlException(List<String> problems) {
    super(String.join("\n", problems));
    this.problems = List.copyOf(problems);
  }

  /** The problems by line, each as {@code FILE:LINE: what}. */
  public List<String> problems() {
    return problems;
  }
}
