package dev.hopscope.expect.yaml;

import java.util.Collection;
import java.util.Locale;

/** Finds what somebody may have meant. */
final class Nearest {
  private Nearest() {}

  /** The candidate that is nearest to a text, or null if none is near. */
  static String of(String text, Collection<String> candidates) {
    String best = null;
    int least = Math.max(1, Math.min(3, text.length() / 3)) + 1;
    for (String candidate : candidates) {
      int distance =
          distance(text.toLowerCase(Locale.ROOT), candidate.toLowerCase(Locale.ROOT), least);
      if (distance < least) {
        least = distance;
        best = candidate;
      }
    }
    return best;
  }

  /** Insertions, deletions, changes and swaps of neighbours; no more than {@code most}. */
  private static int distance(String a, String b, int most) {
    if (Math.abs(a.length() - b.length()) >= most) {
      return most;
    }
    int[][] costs = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        costs[i][j] = cost(costs, a, b, i, j);
      }
    }
    return Math.min(most, costs[a.length()][b.length()]);
  }

  private static int cost(int[][] costs, String a, String b, int i, int j) {
    if (i == 0 || j == 0) {
      return i + j;
    }
    boolean same = a.charAt(i - 1) == b.charAt(j - 1);
    int least = costs[i - 1][j - 1] + (same ? 0 : 1);
    least = Math.min(least, Math.min(costs[i - 1][j], costs[i][j - 1]) + 1);
    boolean swapped =
        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
    return swapped ? Math.min(least, costs[i - 2][j - 2] + 1) : least;
  }
}
