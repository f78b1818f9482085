package dev.hopscope.capture.live;

import jnr.ffi.Memory;
import jnr.ffi.Pointer;
import jnr.ffi.Runtime;

/** Makes blocks of frames as a capture does. */
final class Blocks {
  private Blocks() {}

  /** Frames of equal length, a nanosecond apart; each is full of the low byte of its number. */
  static PacketBlock of(long firstNumber, int frames, int length) {
    PacketBlock block = new PacketBlock();
    fill(block, firstNumber, frames, length);
    return block;
  }

  /** The same in a block that has been used. */
  static void fill(PacketBlock block, long firstNumber, int frames, int length) {
    Pointer memory = Memory.allocateDirect(Runtime.getSystemRuntime(), Math.max(1, length));
    block.clear(firstNumber);
    for (long number = firstNumber; number < firstNumber + frames; number++) {
      memory.setMemory(0, length, (byte) number);
      block.add(memory.address(), length, length + 7, 1_795_245_840_000_000_000L + number);
    }
  }
}
