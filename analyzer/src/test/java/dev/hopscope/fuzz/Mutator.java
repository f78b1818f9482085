package dev.hopscope.fuzz;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Makes new inputs of seeds: what a fuzzer does that knows nothing of the code. */
final class Mutator {
  private static final int[] EDGES = {
    0, 1, 2, 3, 4, 8, 16, 20, 64, 0x7f, 0x80, 0xfe, 0xff, 0x100, 0x7fff, 0x8000, 0xffff, 0x10000
  };
  private static final int LONGEST = 40_000;

  private final List<byte[]> seeds;
  private final Random random;

  Mutator(List<byte[]> seeds, long seed) {
    this.seeds = seeds;
    this.random = new Random(seed);
  }

  byte[] next() {
    if (random.nextInt(200) == 0) {
      byte[] noise = new byte[random.nextInt(600)];
      random.nextBytes(noise);
      return noise;
    }
    byte[] input = pick().clone();
    for (int changes = 1 << random.nextInt(5); changes > 0; changes--) {
      input = change(input);
    }
    return input.length <= LONGEST ? input : Arrays.copyOf(input, LONGEST);
  }

  private byte[] pick() {
    return seeds.get(random.nextInt(seeds.size()));
  }

  private byte[] change(byte[] input) {
    if (input.length < 2) {
      return pick().clone();
    }
    int at = random.nextInt(input.length);
    int length = 1 + random.nextInt(Math.min(64, input.length - at));
    switch (random.nextInt(12)) {
      case 0, 1 -> input[at] ^= (byte) (1 << random.nextInt(8));
      case 2, 3 -> input[at] = (byte) random.nextInt();
      case 4 -> input[at] += (byte) (random.nextInt(9) - 4);
      case 5, 6 -> edge(input, at, 1 << random.nextInt(3));
      case 7 -> Arrays.fill(input, at, at + length, (byte) (random.nextBoolean() ? 0 : 0xff));
      case 8 -> {
        int to = random.nextInt(input.length - length + 1);
        System.arraycopy(input.clone(), at, input, to, length);
      }
      case 9 -> {
        return random.nextInt(4) == 0
            ? Arrays.copyOf(input, at)
            : join(input, at, input, at + length);
      }
      case 10 -> {
        return join(input, at + length, input, at);
      }
      default -> {
        byte[] other = pick();
        return random.nextInt(4) == 0
            ? join(input, at, other, random.nextInt(other.length + 1))
            : insert(input, at, other);
      }
    }
    return input;
  }

  private void edge(byte[] input, int at, int size) {
    int value = EDGES[random.nextInt(EDGES.length)];
    boolean bigEndian = random.nextBoolean();
    for (int i = 0; i < size && at + i < input.length; i++) {
      input[at + i] = (byte) (value >>> 8 * (bigEndian ? size - 1 - i : i));
    }
  }

  private static byte[] join(byte[] first, int end, byte[] second, int from) {
    ByteArrayOutputStream joined = new ByteArrayOutputStream();
    joined.write(first, 0, end);
    joined.write(second, from, second.length - from);
    return joined.toByteArray();
  }

  private byte[] insert(byte[] input, int at, byte[] other) {
    int from = random.nextInt(other.length + 1);
    int length = Math.min(other.length - from, random.nextInt(200));
    ByteArrayOutputStream inserted = new ByteArrayOutputStream();
    inserted.write(input, 0, at);
    inserted.write(other, from, length);
    inserted.write(input, at, input.length - at);
    return inserted.toByteArray();
  }
}
