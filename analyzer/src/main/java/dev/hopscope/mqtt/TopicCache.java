package dev.hopscope.mqtt;

import java.util.Arrays;

/**
 * The topics that a run used last, found by their bytes, so that a repeated topic needs no new
 * String. It holds topics only that nothing is wrong with: one that is found needs no check.
 */
final class TopicCache {
  private static final int LONGEST = 256;

  private final byte[][] bytes;
  private final String[] topics;

  /** Creates an empty cache with a number of places, a power of two. */
  TopicCache(int slots) {
    bytes = new byte[slots][];
    topics = new String[slots];
  }

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

  private int slot(byte[] data, int offset, int length) {
    int hash = length;
    for (int i = offset; i < offset + Math.min(length, LONGEST); i++) {
      hash = 31 * hash + data[i];
    }
    return (hash ^ hash >>> 15) & bytes.length - 1;
  }
}
