package dev.hopscope.mqtt;

import java.util.Arrays;

/**
 * The topics that one direction used last, found by their bytes, so that a repeated topic needs no
 * new String. It holds topics only that nothing is wrong with: one that is found needs no check.
 */
final class TopicCache {
  private static final int SLOTS = 32;
  private static final int LONGEST = 256;

  private final byte[][] bytes = new byte[SLOTS][];
  private final String[] topics = new String[SLOTS];

  /** The topic of these bytes, or null. */
  String find(byte[] data, int offset, int length) {
    int slot = slot(data, offset, length);
    byte[] candidate = bytes[slot];
    return candidate != null
            && candidate.length == length
            && Arrays.equals(candidate, 0, length, data, offset, offset + length)
        ? topics[slot]
        : null;
  }

  void put(byte[] data, int offset, int length, String topic) {
    if (length <= LONGEST) {
      int slot = slot(data, offset, length);
      bytes[slot] = Arrays.copyOfRange(data, offset, offset + length);
      topics[slot] = topic;
    }
  }

  private static int slot(byte[] data, int offset, int length) {
    int hash = length;
    for (int i = offset; i < offset + Math.min(length, LONGEST); i++) {
      hash = 31 * hash + data[i];
    }
    return (hash ^ hash >>> 15) & SLOTS - 1;
  }
}
