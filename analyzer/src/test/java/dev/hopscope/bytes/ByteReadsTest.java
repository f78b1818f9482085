package dev.hopscope.bytes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class ByteReadsTest {
  private static final byte[] DATA = HexFormat.of().parseHex("00f1f2f3f4f5f6f7f8");

  @Test
  void readsAtAnyAlignmentAndWithoutSigns() {
    assertThat(ByteReads.u8(DATA, 1)).isEqualTo(0xf1);
    assertThat(ByteReads.u16be(DATA, 1)).isEqualTo(0xf1f2);
    assertThat(ByteReads.u16le(DATA, 1)).isEqualTo(0xf2f1);
    assertThat(ByteReads.i32be(DATA, 1)).isEqualTo(0xf1f2f3f4);
    assertThat(ByteReads.i32le(DATA, 1)).isEqualTo(0xf4f3f2f1);
    assertThat(ByteReads.u32be(DATA, 1)).isEqualTo(0xf1f2f3f4L);
    assertThat(ByteReads.i64be(DATA, 1)).isEqualTo(0xf1f2f3f4f5f6f7f8L);
    assertThat(ByteReads.i64le(DATA, 1)).isEqualTo(0xf8f7f6f5f4f3f2f1L);
  }

  @Test
  void checksumOfRfc1071AndOfEveryLength() {
    // RFC 1071 section 3: the example's sum is ddf2.
    byte[] example = HexFormat.of().parseHex("0001f203f4f5f6f7");
    assertThat(InternetChecksum.isRight(InternetChecksum.sum(example, 0, 8) + (~0xddf2 & 0xffff)))
        .isTrue();
    byte[] random = new byte[80];
    new Random(1).nextBytes(random);
    for (int length = 0; length <= 70; length++) {
      long naive = 0;
      for (int i = 0; i < length; i++) {
        naive += (random[3 + i] & 0xff) << (i % 2 == 0 ? 8 : 0);
      }
      long sum = InternetChecksum.sum(random, 3, length);
      long folded = (naive & 0xffff) + (naive >>> 16);
      folded = (folded & 0xffff) + (folded >>> 16);
      assertThat(InternetChecksum.isRight(sum + (~folded & 0xffff))).as("%d", length).isTrue();
      assertThat(InternetChecksum.isRight(sum + (~folded & 0xffff) + 1)).isFalse();
    }
    assertThat(InternetChecksum.isRight(InternetChecksum.sum(0x0001f203f4f5f6f7L) + 0x220d))
        .isTrue();
  }
}
