package dev.hopscope.report.json;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * Writes JSON piece by piece, as the mappers of {@link ReportJson} would: which characters are
 * escaped, and how, is theirs to say.
 *
 * <p>Holds 64 KiB to be written at most, and what it holds reaches the stream when that is full, or
 * by {@link #drain}. A failed write is thrown as {@link UncheckedIOException}. Not thread-safe.
 */
final class JsonBytes {
  private static final int SIZE = 1 << 16;
  private static final int ASCII = 0x80;

  /** Longer texts are left to a mapper: escaped they may not fit into the buffer. */
  private static final int LONG_TEXT = 4096;

  /** How many texts are remembered with what is written for them, and how long that may be. */
  private static final int REPEATED = 1 << 13;

  private static final int LONGEST_REPEATED = 256;

  /** Bytes that a character takes at most: a backslash, u, and four digits. */
  private static final int ESCAPE = 6;

  private static final int DIGITS = 19;
  private static final byte[] NULL = bytes("null");
  private static final byte[] TRUE = bytes("true");
  private static final byte[] FALSE = bytes("false");

  /** What stands for each ASCII character; null where it stands for itself. */
  private static final byte[][] ESCAPES = escapes();

  private final byte[] buffer = new byte[SIZE];
  private final OutputStream out;
  private final String[] repeatedTexts = new String[REPEATED];
  private final byte[][] repeatedJson = new byte[REPEATED][];
  private int at;

  /** Creates a writer to a stream that stays open. */
  JsonBytes(OutputStream out) {
    this.out = out;
  }

  private static byte[][] escapes() {
    int[] codes = ReportJson.asciiEscapes();
    byte[][] escapes = new byte[ASCII][];
    for (char c = 0; c < ASCII; c++) {
      if (codes[c] != 0) {
        byte[] quoted = ReportJson.value(String.valueOf(c));
        escapes[c] = Arrays.copyOfRange(quoted, 1, quoted.length - 1);
      }
    }
    return escapes;
  }

  /** A piece of JSON for {@link #raw}, made once to be written often. */
  static byte[] bytes(String ascii) {
    return ascii.getBytes(StandardCharsets.US_ASCII);
  }

  /** The name of a field that is not the first of its object. */
  static byte[] name(String field) {
    return bytes(",\"" + field + "\":");
  }

  /** Writes what is JSON already. */
  JsonBytes raw(byte[] json) {
    if (json.length > SIZE - at) {
      drain();
    }
    if (json.length > SIZE) {
      write(json, json.length);
    } else {
      System.arraycopy(json, 0, buffer, at, json.length);
      at += json.length;
    }
    return this;
  }

  /** Writes one character of JSON. */
  JsonBytes raw(char json) {
    room(1);
    buffer[at++] = (byte) json;
    return this;
  }

  /** Writes a number. */
  JsonBytes value(long number) {
    if (number < 0) {
      return raw(bytes(Long.toString(number)));
    }
    room(DIGITS);
    int digits = 1;
    for (long rest = number; rest >= 10; rest /= 10) {
      digits++;
    }
    long rest = number;
    for (int i = at + digits - 1; i >= at; i--) {
      buffer[i] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
    at += digits;
    return this;
  }

  /** Writes a whole number, or null. */
  JsonBytes value(Number number) {
    return number == null ? raw(NULL) : value(number.longValue());
  }

  /** Writes true, false, or null. */
  JsonBytes value(Boolean bool) {
    return raw(bool == null ? NULL : bool ? TRUE : FALSE);
  }

  /** Writes a text in quotes, or null. */
  JsonBytes value(String text) {
    if (text == null) {
      return raw(NULL);
    }
    return shortAscii(text) >= 0 ? this : raw(ReportJson.value(text));
  }

  /** Writes a text in quotes that may well come again soon, or null. */
  JsonBytes repeated(String text) {
    if (text == null) {
      return raw(NULL);
    }
    int hash = text.hashCode();
    int place = (hash ^ hash >>> 15) & REPEATED - 1;
    if (text.equals(repeatedTexts[place])) {
      return raw(repeatedJson[place]);
    }
    int from = shortAscii(text);
    if (from < 0) {
      return raw(ReportJson.value(text));
    }
    if (at - from <= LONGEST_REPEATED) {
      repeatedTexts[place] = text;
      repeatedJson[place] = Arrays.copyOfRange(buffer, from, at);
    }
    return this;
  }

  /** Writes a text if that is simple, and tells where; -1 if it is not, and nothing was written. */
  private int shortAscii(String text) {
    int length = text.length();
    if (length > LONG_TEXT) {
      return -1;
    }
    room(2 + ESCAPE * length);
    byte[] to = buffer;
    int end = at;
    to[end++] = '"';
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      if (c >= ASCII) {
        return -1;
      }
      byte[] escape = ESCAPES[c];
      if (escape == null) {
        to[end++] = (byte) c;
      } else {
        System.arraycopy(escape, 0, to, end, escape.length);
        end += escape.length;
      }
    }
    to[end++] = '"';
    int from = at;
    at = end;
    return from;
  }

  /** Writes a record or a list of them, as a mapper does. */
  JsonBytes value(List<?> elements) {
    return elements.isEmpty() ? raw('[').raw(']') : raw(ReportJson.value(elements));
  }

  /** Hands all that it holds to the stream, which is not flushed. */
  void drain() {
    int held = at;
    // what could not be written is not tried again
    at = 0;
    if (held > 0) {
      write(buffer, held);
    }
  }

  private void write(byte[] bytes, int length) {
    try {
      out.write(bytes, 0, length);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void room(int bytes) {
    if (bytes > SIZE - at) {
      drain();
    }
  }
}
