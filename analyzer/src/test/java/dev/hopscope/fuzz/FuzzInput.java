package dev.hopscope.fuzz;

import java.util.Arrays;

/** Reads an input's bytes as numbers; behind its end all of them are 0. */
final class FuzzInput {
  private final byte[] data;
  private int at;

  FuzzInput(byte[] data) {
    this.data = data;
  }

  boolean isEmpty() {
    return at >= data.length;
  }

  int u8() {
    return at < data.length ? data[at++] & 0xff : 0;
  }

  int u16() {
    return u8() << 8 | u8();
  }

  int i16() {
    return (short) u16();
  }

  int i32() {
    return u16() << 16 | u16();
  }

  /** The next bytes, fewer than asked for where the input ends. */
  byte[] bytes(int count) {
    int end = Math.min(data.length, at + count);
    byte[] bytes = Arrays.copyOfRange(data, Math.min(at, end), end);
    at = end;
    return bytes;
  }

  byte[] rest() {
    return bytes(data.length - Math.min(at, data.length));
  }
}
