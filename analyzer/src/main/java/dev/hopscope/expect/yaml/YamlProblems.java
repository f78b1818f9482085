package dev.hopscope.expect.yaml;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** Collects what is wrong with documents, so that their author sees all of it at once. */
public final class YamlProblems {
  /** More are not listed. */
  private static final int LISTED = 50;

  private final List<Problem> found = new ArrayList<>();

  private record Problem(String file, int line, int column, String text) {}

  /** Adds what is wrong at a node. */
  public void add(YamlNode at, String what) {
    add(at.file(), at.line(), at.column(), what);
  }

  /** Adds what is wrong at a node, where something near one of the candidates may be meant. */
  public void add(YamlNode at, String what, String given, Collection<String> candidates) {
    String near = Nearest.of(given, candidates);
    add(
        at,
        near != null
            ? what + "; did you mean \"" + near + "\"?"
            : what + "; give one of " + String.join(", ", candidates));
  }

  void add(String file, int line, int column, String what) {
    found.add(new Problem(file, line, column, what));
  }

  /** Whether there is none. */
  public boolean isEmpty() {
    return found.isEmpty();
  }

  /** Throws if there is any. */
  public void check() {
    if (found.isEmpty()) {
      return;
    }
    List<String> lines = new ArrayList<>();
    found.stream()
        .sorted(
            Comparator.comparing(Problem::file)
                .thenComparingInt(Problem::line)
                .thenComparingInt(Problem::column))
        .limit(LISTED)
        .forEach(each -> lines.add(each.file() + ":" + each.line() + ": " + each.text()));
    if (found.size() > LISTED) {
      lines.add(found.get(0).file() + ": " + (found.size() - LISTED) + " more problems");
    }
    throw new InvalidYamlException(lines);
  }
}
