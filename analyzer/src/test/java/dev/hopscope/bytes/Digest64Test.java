package dev.hopscope.bytes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class Digest64Test {

  @Test
  void oneShotAndPiecesAgreeAtEveryLength() {
    Random random = new Random(7);
    Digest64 digest = new Digest64();
    Set<Long> values = new HashSet<>();
    for (int length = 0; length < 3000; length += length < 300 ? 1 : 97) {
      byte[] bytes = new byte[length + 3];
      random.nextBytes(bytes);
      digest.reset();
      for (int from = 0; from < length; ) {
        int piece = Math.min(length - from, 1 + random.nextInt(1 + length / 2));
        digest.update(bytes, 3 + from, piece);
        from += piece;
      }
      assertThat(digest.value()).as("%d bytes", length).isEqualTo(Digest64.of(bytes, 3, length));
      values.add(digest.value());
    }
    assertThat(values).hasSizeGreaterThan(320);
  }

  @Test
  void nothingDigestsAsNothing() {
    byte[] none = {};
    Digest64 digest = new Digest64();
    assertThat(digest.value()).isEqualTo(Digest64.of(none, 0, 0));
    digest.update(new byte[] {1}, 0, 1);
    assertThat(digest.value()).isNotEqualTo(Digest64.of(none, 0, 0));
    digest.reset();
    assertThat(digest.value()).isEqualTo(Digest64.of(none, 0, 0));
  }
}
