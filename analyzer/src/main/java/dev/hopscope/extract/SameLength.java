package dev.hopscope.extract;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Pseudonyms of the same length in bytes, under a key that is random for each run.
 *
 * <p>Each symbol gives way to one of its own {@link Alphabet} class, as a Feistel network over all
 * symbols of the text and keyed permutations of ASCII say. So equal texts have equal pseudonyms,
 * different ones always have different ones, however short, and well-formed UTF-8 stays
 * well-formed. What long contents become depends on a keyed hash of them; equal ones stay equal.
 */
final class SameLength {
  /** Contents of up to so many bytes are mapped one to one; longer ones by their digest. */
  static final int SHORT = 64;

  private static final int ROUNDS = 6;
  private static final int CACHED = 4_096;
  private static final byte[] FILLING =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
          .getBytes(StandardCharsets.US_ASCII);

  private final Mac mac;
  private final Alphabet names;
  private final Alphabet contents;
  private final Map<String, byte[]> known =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, byte[]> eldest) {
          return size() > CACHED;
        }
      };

  /**
   * Creates the pseudonyms of a run.
   *
   * @param key random, never written anywhere
   */
  SameLength(byte[] key) {
    try {
      mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
    } catch (GeneralSecurityException e) {
      // every Java platform has HmacSHA256
      throw new IllegalStateException(e);
    }
    names = Alphabet.ofNames(hash(1, new byte[0]));
    contents = Alphabet.ofContents(hash(2, new byte[0]));
  }

  /** A name's pseudonym; {@code / + # $} in it stay. Text that is no UTF-8 becomes zeros. */
  byte[] name(byte[] text) {
    if (text.length > SHORT) {
      return mapped(names, text, new byte[text.length]);
    }
    String key = new String(text, StandardCharsets.ISO_8859_1);
    byte[] found = known.get(key);
    if (found == null) {
      found = mapped(names, text, new byte[text.length]);
      known.put(key, found);
    }
    return found;
  }

  /**
   * A topic or filter with a pseudonym for each level; wildcards, {@code $SYS} and {@code $share}
   * stay, so that filters match what they matched.
   */
  byte[] topic(byte[] topic) {
    byte[] result = new byte[topic.length];
    int start = 0;
    for (int i = 0; i <= topic.length; i++) {
      if (i == topic.length || topic[i] == '/') {
        byte[] level = Arrays.copyOfRange(topic, start, i);
        String text = new String(level, StandardCharsets.ISO_8859_1);
        boolean reserved = start == 0 && (text.equals("$SYS") || text.equals("$share"));
        System.arraycopy(reserved ? level : name(level), 0, result, start, level.length);
        if (i < topic.length) {
          result[i] = '/';
        }
        start = i + 1;
      }
    }
    return result;
  }

  /** What a content of up to {@link #SHORT} bytes becomes. */
  byte[] shortContent(byte[] content) {
    return mapped(contents, content, null);
  }

  /** The seed of what a longer content becomes. */
  long seed(long digest, long length) {
    return hash(3, ByteBuffer.allocate(16).putLong(digest).putLong(length).array());
  }

  /** The byte at an index of what a longer content becomes. */
  static byte filling(long seed, long index) {
    long bits = mix(seed + (index >>> 3) * 0x9e3779b97f4a7c15L);
    return FILLING[(int) (bits >>> 8 * (index & 7)) & 63];
  }

  // the finalizer of SplitMix64
  private static long mix(long value) {
    long mixed = (value ^ value >>> 30) * 0xbf58476d1ce4e5b9L;
    mixed = (mixed ^ mixed >>> 27) * 0x94d049bb133111ebL;
    return mixed ^ mixed >>> 31;
  }

  private long hash(int purpose, byte[] data) {
    mac.update((byte) purpose);
    return ByteBuffer.wrap(mac.doFinal(data)).getLong();
  }

  /** Maps well-formed UTF-8; what is not becomes {@code otherwise}, or is mapped byte by byte. */
  private byte[] mapped(Alphabet alphabet, byte[] text, byte[] otherwise) {
    int[] symbols = codePoints(text);
    UnaryOperator<int[]> network = all -> network(alphabet, all);
    if (symbols != null) {
      int[] result = network.apply(symbols);
      return new String(result, 0, result.length).getBytes(StandardCharsets.UTF_8);
    }
    if (otherwise != null) {
      return otherwise;
    }
    int[] bytes = new int[text.length];
    for (int i = 0; i < text.length; i++) {
      bytes[i] = Alphabet.ofByte(text[i]);
    }
    int[] result = network.apply(bytes);
    byte[] back = new byte[text.length];
    for (int i = 0; i < text.length; i++) {
      back[i] = (byte) result[i];
    }
    return back;
  }

  private static int[] codePoints(byte[] text) {
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(text))
          .toString()
          .codePoints()
          .toArray();
    } catch (CharacterCodingException e) {
      return null;
    }
  }

  private int[] network(Alphabet alphabet, int[] symbols) {
    int[] result = alphabet.permuted(symbols);
    if (result.length == 1) {
      result[0] = alphabet.turned(result[0], hash(4, new byte[0]) >>> 1);
    }
    int middle = result.length / 2;
    for (int round = 0; round < ROUNDS && result.length > 1; round++) {
      boolean left = (round & 1) == 0;
      long key =
          hash(16 + round, encoded(result, left ? 0 : middle, left ? middle : result.length));
      int from = left ? middle : 0;
      int to = left ? result.length : middle;
      for (int i = from; i < to; i++) {
        long turn = mix(key + i * 0x9e3779b97f4a7c15L) >>> 1;
        result[i] = alphabet.turned(result[i], turn);
      }
    }
    return alphabet.permuted(result);
  }

  private static byte[] encoded(int[] symbols, int from, int to) {
    ByteBuffer buffer = ByteBuffer.allocate(4 * (to - from) + 4).putInt(symbols.length);
    for (int i = from; i < to; i++) {
      buffer.putInt(symbols[i]);
    }
    return buffer.array();
  }
}
