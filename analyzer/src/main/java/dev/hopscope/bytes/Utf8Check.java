package dev.hopscope.bytes;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Checks bytes in any number of pieces for UTF-8 and for what MQTT says of strings: well-formed
 * without surrogates ([MQTT-1.5.4-1]), no U+0000 ([MQTT-1.5.4-2]), and better no control characters
 * and non-characters (MQTT 5.0 section 1.5.4).
 *
 * <p>{@link #reset()} starts over. Not safe for use by several threads.
 */
public final class Utf8Check {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());
  private static final long HIGH_BITS = 0x8080808080808080L;

  private boolean wellFormed = true;
  private boolean nul;
  private boolean control;
  private int pending; // continuation bytes still to come
  private int lowest; // bounds of the next continuation byte: Unicode 15.0, table 3-7
  private int highest;
  private int codePoint;

  /** Forgets everything seen. */
  public Utf8Check reset() {
    wellFormed = true;
    nul = false;
    control = false;
    pending = 0;
    return this;
  }

  /** Takes the next bytes. */
  public Utf8Check accept(byte[] data, int offset, int length) {
    int end = offset + length;
    int index = offset;
    while (index < end && wellFormed) {
      if (pending == 0 && end - index >= Long.BYTES && isPlain((long) LONG.get(data, index))) {
        index += Long.BYTES;
      } else {
        next(data[index++] & 0xff);
      }
    }
    return this;
  }

  // eight ASCII characters, none of them below U+0020 or U+007F
  private static boolean isPlain(long eight) {
    long low = eight - 0x2020202020202020L;
    long delete = eight ^ 0x7f7f7f7f7f7f7f7fL;
    return ((eight | low | delete - 0x0101010101010101L) & HIGH_BITS) == 0;
  }

  private void next(int octet) {
    if (pending > 0) {
      continuation(octet);
    } else if (octet < 0x80) {
      nul |= octet == 0;
      control |= octet < 0x20 || octet == 0x7f;
    } else if (octet >= 0xc2 && octet <= 0xdf) {
      begin(1, octet & 0x1f, 0x80, 0xbf);
    } else if (octet >= 0xe0 && octet <= 0xef) {
      // E0: no overlong form; ED: no surrogates
      begin(2, octet & 0x0f, octet == 0xe0 ? 0xa0 : 0x80, octet == 0xed ? 0x9f : 0xbf);
    } else if (octet >= 0xf0 && octet <= 0xf4) {
      // F0: no overlong form; F4: nothing above U+10FFFF
      begin(3, octet & 0x07, octet == 0xf0 ? 0x90 : 0x80, octet == 0xf4 ? 0x8f : 0xbf);
    } else {
      wellFormed = false;
    }
  }

  private void begin(int continuations, int bits, int from, int to) {
    pending = continuations;
    codePoint = bits;
    lowest = from;
    highest = to;
  }

  private void continuation(int octet) {
    if (octet < lowest || octet > highest) {
      wellFormed = false;
      return;
    }
    codePoint = codePoint << 6 | octet & 0x3f;
    lowest = 0x80;
    highest = 0xbf;
    if (--pending == 0) {
      boolean nonCharacter =
          (codePoint & 0xfffe) == 0xfffe || codePoint >= 0xfdd0 && codePoint <= 0xfdef;
      control |= codePoint < 0xa0 || nonCharacter;
    }
  }

  /**
   * Whether all bytes so far, taken as a whole, are well-formed: the last character is complete.
   */
  public boolean isWellFormed() {
    return wellFormed && pending == 0;
  }

  /** Whether the bytes so far may still become well-formed: the last character may be cut. */
  public boolean isWellFormedSoFar() {
    return wellFormed;
  }

  /** Whether U+0000 was seen. */
  public boolean hasNul() {
    return nul;
  }

  /** Whether a control character (U+0000 to U+001F, U+007F to U+009F) or non-character was seen. */
  public boolean hasControl() {
    return control;
  }
}
