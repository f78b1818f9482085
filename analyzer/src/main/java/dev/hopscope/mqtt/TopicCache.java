package dev.hopscope.mqtt;

import dev.hopscope.bytes.ByteReads;
import java.util.Arrays;

/**
 * The topics that a run used last, found by their bytes, so that a repeated topic needs no new
 * String. It holds topics only that nothing is wrong with: one that is found needs no check.
 *
 * <p>A topic has four places, the most recent first; the fifth of five that share them pushes one
 * out.
 */
final class TopicCache {
  private static final int LONGEST = 256;
  private static final int WAYS = 4;

  private final byte[][] bytes;
  private final String[] topics;

  /** Creates an empty cache with a number of places, a power of two and at least 4. */
  TopicCache(int places) {
    bytes = new byte[places][];
    topics = new String[places];
  }

  /** The topic of these bytes, or null. */
  String find(byte[] data, int offset, int length) {
    if (length > LONGEST) {
      return null;
    }
    int first = firstPlace(data, offset, length);
    for (int place = first; place < first + WAYS; place++) {
      byte[] candidate = bytes[place];
      if (candidate == null) {
        return null;
      }
      if (candidate.length == length
          && Arrays.equals(candidate, 0, length, data, offset, offset + length)) {
        return topics[place];
      }
    }
    return null;
  }

  /** Keeps a topic that {@link #find} does not find, unless it is a very long one. */
  void put(byte[] data, int offset, int length, String topic) {
    if (length <= LONGEST) {
      int first = firstPlace(data, offset, length);
      System.arraycopy(bytes, first, bytes, first + 1, WAYS - 1);
      System.arraycopy(topics, first, topics, first + 1, WAYS - 1);
      bytes[first] = Arrays.copyOfRange(data, offset, offset + length);
      topics[first] = topic;
    }
  }

  private int firstPlace(byte[] data, int offset, int length) {
    long hash = length;
    int at = offset;
    for (int end = offset + length - Long.BYTES; at <= end; at += Long.BYTES) {
      hash = mix(hash ^ ByteReads.i64be(data, at));
    }
    for (; at < offset + length; at++) {
      hash = 31 * hash + data[at];
    }
    return (int) (mix(hash) >>> 32) & bytes.length - WAYS;
  }

  private static long mix(long value) {
    long mixed = value * 0x9e3779b97f4a7c15L;
    return mixed ^ mixed >>> 32;
  }
}
