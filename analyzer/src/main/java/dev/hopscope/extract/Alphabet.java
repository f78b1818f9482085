package dev.hopscope.extract;

import java.util.Arrays;

/**
 * Classes of symbols: a symbol may give way to any of its own class, and the class alone shows.
 * Members of a class have the same length in UTF-8.
 */
final class Alphabet {
  private static final int ASCII = 0x80;

  /** Stands for bytes from 0x80 on that are no UTF-8; behind the last code point. */
  private static final int BYTES = 0x11_0000;

  /** Ranges beyond ASCII; without surrogates, and without what is no character. */
  private static final int[][] RANGES = {
    {0x80, 0x9f},
    {0xa0, 0x7ff},
    {0x800, 0xd7ff},
    {0xe000, 0xfdcf},
    {0xfdf0, 0xfffd},
    {0x1_0000, 0x1_fffd},
    {0x2_0000, 0x2_fffd},
    {0x3_0000, 0xd_ffff},
    {0xe_0000, 0xf_fffd},
    {0x10_0000, 0x10_fffd},
    {BYTES + 0x80, BYTES + 0xff}
  };

  private final int[][] classes = new int[ASCII][];
  private final int[] index = new int[ASCII];
  private final int[] permutation = new int[ASCII];

  private Alphabet(long seed, String... members) {
    long state = seed;
    for (int i = 0; i < ASCII; i++) {
      permutation[i] = i;
    }
    for (String each : members) {
      int[] all = each.chars().toArray();
      int[] shuffled = all.clone();
      for (int i = shuffled.length - 1; i > 0; i--) {
        state = state * 6364136223846793005L + 1442695040888963407L;
        int other = (int) ((state >>> 33) % (i + 1));
        int swapped = shuffled[i];
        shuffled[i] = shuffled[other];
        shuffled[other] = swapped;
      }
      for (int i = 0; i < all.length; i++) {
        classes[all[i]] = all;
        index[all[i]] = i;
        permutation[all[i]] = shuffled[i];
      }
    }
  }

  /** Of names: letters, digits and what joins them; other signs; control characters but NUL. */
  static Alphabet ofNames(long seed) {
    String word = filtered(c -> Character.isLetterOrDigit(c) || "-_.".indexOf(c) >= 0);
    String sign = filtered(c -> c >= ' ' && word.indexOf(c) < 0 && "/+#$\u007f".indexOf(c) < 0);
    return new Alphabet(seed, word, sign, filtered(c -> c > 0 && (c < ' ' || c == 0x7f)));
  }

  /** Of contents: what can be printed; control characters. */
  static Alphabet ofContents(long seed) {
    return new Alphabet(
        seed, filtered(c -> c >= ' ' && c < 0x7f), filtered(c -> c < ' ' || c == 0x7f));
  }

  private static String filtered(java.util.function.IntPredicate wanted) {
    StringBuilder text = new StringBuilder();
    for (char c = 0; c < ASCII; c++) {
      if (wanted.test(c)) {
        text.append(c);
      }
    }
    return text.toString();
  }

  /** The symbol of a byte of what is no UTF-8. */
  static int ofByte(byte value) {
    return value >= 0 ? value : BYTES + (value & 0xff);
  }

  int[] permuted(int[] symbols) {
    return Arrays.stream(symbols).map(each -> each < ASCII ? permutation[each] : each).toArray();
  }

  /** The symbol so many places further in its class. */
  int turned(int symbol, long turn) {
    if (symbol < ASCII) {
      int[] members = classes[symbol];
      return members == null
          ? symbol
          : members[(int) ((index[symbol] + turn % members.length) % members.length)];
    }
    for (int[] range : RANGES) {
      if (symbol >= range[0] && symbol <= range[1]) {
        int size = range[1] - range[0] + 1;
        return range[0] + (int) ((symbol - range[0] + turn % size) % size);
      }
    }
    return symbol;
  }
}
