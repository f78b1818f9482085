package dev.hopscope.extract;

import java.util.BitSet;
import java.util.Map;
import java.util.TreeMap;

/**
 * Numbers of frames, by capture. Takes about as much memory as there are frames in it, wherever
 * they lie.
 */
public final class FrameSet {
  private static final int BLOCK_BITS = 12;
  private static final int MASK = (1 << BLOCK_BITS) - 1;

  private final Map<Integer, TreeMap<Long, BitSet>> captures = new TreeMap<>();
  private long size;

  /** Adds a frame; its number counts from 1. */
  void add(int capture, long frame) {
    BitSet block =
        captures
            .computeIfAbsent(capture, id -> new TreeMap<>())
            .computeIfAbsent(frame >>> BLOCK_BITS, at -> new BitSet());
    int bit = (int) frame & MASK;
    if (!block.get(bit)) {
      block.set(bit);
      size++;
    }
  }

  /** Whether a frame is in it. */
  public boolean contains(int capture, long frame) {
    TreeMap<Long, BitSet> blocks = captures.get(capture);
    BitSet block = blocks == null ? null : blocks.get(frame >>> BLOCK_BITS);
    return block != null && block.get((int) frame & MASK);
  }

  /** How many frames are in it. */
  public long size() {
    return size;
  }

  /** The captures of which it has frames. */
  public Iterable<Integer> captures() {
    return captures.keySet();
  }

  /**
   * The frames of a capture as text, such as {@code 1-9, 12}.
   *
   * @param longest the text ends in an ellipsis where it would have more characters
   */
  public String text(int capture, int longest) {
    StringBuilder text = new StringBuilder();
    long first = 0;
    long last = -1;
    for (Map.Entry<Long, BitSet> block :
        captures.getOrDefault(capture, new TreeMap<>()).entrySet()) {
      BitSet bits = block.getValue();
      for (int bit = bits.nextSetBit(0); bit >= 0; bit = bits.nextSetBit(bit + 1)) {
        long frame = block.getKey() << BLOCK_BITS | bit;
        if (frame != last + 1) {
          append(text, first, last);
          first = frame;
        }
        last = frame;
      }
      if (text.length() > longest) {
        return text.append(", ...").toString();
      }
    }
    append(text, first, last);
    return text.toString();
  }

  private static void append(StringBuilder text, long first, long last) {
    if (last < 0) {
      return;
    }
    text.append(text.isEmpty() ? "" : ", ").append(first);
    if (last > first) {
      text.append('-').append(last);
    }
  }
}
