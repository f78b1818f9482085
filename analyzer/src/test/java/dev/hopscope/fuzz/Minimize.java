package dev.hopscope.fuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;

/**
 * Makes an input smaller that still fails in the same place: {@code TARGET FILE SMALLER}, where
 * {@code SMALLER} is the file to write.
 */
final class Minimize {
  private Minimize() {}

  public static void main(String[] args) throws IOException {
    FuzzTarget target = FuzzTarget.valueOf(args[0].toUpperCase(Locale.ROOT));
    byte[] input = Files.readAllBytes(Path.of(args[1]));
    String failure = failure(target, input);
    if (failure == null) {
      System.out.println(args[1] + " does not fail");
      return;
    }
    byte[] smaller = smaller(target, input, failure);
    Files.write(Path.of(args[2]), smaller);
    System.out.println(
        args[2] + ": " + smaller.length + " of " + input.length + " bytes: " + failure);
  }

  /** Cuts out pieces, ever shorter ones, as long as that shortens the input. */
  private static byte[] smaller(FuzzTarget target, byte[] input, String failure) {
    byte[] best = input;
    int length;
    do {
      length = best.length;
      for (int size = Math.max(1, length / 2); size > 0; size /= 2) {
        for (int at = best.length - size; at >= 0; at -= size) {
          byte[] cut = without(best, at, size);
          best = failure.equals(failure(target, cut)) ? cut : best;
          at = Math.min(at, best.length);
        }
      }
    } while (best.length < length);
    for (int i = 0; i < best.length; i++) {
      byte[] zero = best.clone();
      zero[i] = 0;
      best = failure.equals(failure(target, zero)) ? zero : best;
    }
    return best;
  }

  private static byte[] without(byte[] input, int at, int size) {
    byte[] cut = Arrays.copyOf(input, input.length - size);
    System.arraycopy(input, at + size, cut, at, input.length - at - size);
    return cut;
  }

  /** The kind of a failure and where it was thrown, or null. */
  private static String failure(FuzzTarget target, byte[] input) {
    try {
      target.check(input);
      return null;
    } catch (Throwable e) {
      String words = String.valueOf(e.getMessage()).replaceAll("[{\\[].*|\\d+", "").strip();
      String place =
          Arrays.stream(e.getStackTrace())
              .filter(each -> each.getClassName().startsWith("dev.hopscope"))
              .limit(2)
              .toList()
              .toString();
      return e.getClass().getSimpleName() + " " + words.lines().findFirst().orElse("") + place;
    }
  }
}
