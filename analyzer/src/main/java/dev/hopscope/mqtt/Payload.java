package dev.hopscope.mqtt;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;

/**
 * What is kept of an application message: its first bytes, its true length and its digest.
 * Immutable.
 */
public final class Payload {
  private final byte[] kept;
  private final int length;
  private final long digest;
  private final boolean utf8;

  /**
   * Creates a payload.
   *
   * @param kept its first bytes; the array belongs to the new object
   * @param length its true length in bytes, -1 where unknown
   * @param digest 64-bit digest of the whole
   * @param utf8 whether the whole is valid UTF-8
   */
  public Payload(byte[] kept, int length, long digest, boolean utf8) {
    this.kept = kept;
    this.length = length;
    this.digest = digest;
    this.utf8 = utf8;
  }

  /** Its true length in bytes, -1 where unknown. */
  public int length() {
    return length;
  }

  /** 64-bit digest of the whole payload. */
  public long digest() {
    return digest;
  }

  /** Whether the whole payload is valid UTF-8. */
  public boolean utf8() {
    return utf8;
  }

  /**
   * The first bytes as text, at most {@code maxBytes} and cut at a character; null if not UTF-8.
   */
  public String text(int maxBytes) {
    if (!utf8) {
      return null;
    }
    int end = Math.min(maxBytes, kept.length);
    if (end < length) {
      // the byte at the cut starts a character, or the cut moves back to the one that does
      int cut = end;
      while (cut > 0 && end - cut < 4 && cut < kept.length && (kept[cut] & 0xc0) == 0x80) {
        cut--;
      }
      if (cut == kept.length) {
        cut = startOfLastCharacter(cut);
      }
      end = cut;
    }
    return new String(kept, 0, end, StandardCharsets.UTF_8);
  }

  // nothing behind the kept bytes tells whether their last character is whole
  private int startOfLastCharacter(int end) {
    int start = end - 1;
    while (start > 0 && (kept[start] & 0xc0) == 0x80) {
      start--;
    }
    if (start < 0) {
      return 0;
    }
    int lead = kept[start] & 0xff;
    int size = lead < 0x80 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
    return start + size <= end ? end : start;
  }

  /** The first bytes in Base64, at most {@code maxBytes}. */
  public String base64(int maxBytes) {
    return Base64.getEncoder().encodeToString(Arrays.copyOf(kept, Math.min(maxBytes, kept.length)));
  }
}
