package dev.hopscope.bytes;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The checker against the JDK's decoder, and by the standard's own examples. */
class Utf8CheckTest {

  private static Utf8Check check(byte[] bytes) {
    return new Utf8Check().accept(bytes, 0, bytes.length);
  }

  private static boolean oracle(byte[] bytes) {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }

  private static void compare(byte[] bytes) {
    if (check(bytes).isWellFormed() != oracle(bytes)) {
      throw new AssertionError(HexFormat.of().formatHex(bytes));
    }
  }

  @Test
  void agreesWithTheJdkOnAllShortSequences() {
    byte[] two = new byte[2];
    byte[] four = new byte[4];
    int[] leads = {0xe0, 0xe1, 0xec, 0xed, 0xee, 0xef, 0xf0, 0xf1, 0xf3, 0xf4, 0xf5, 0xff};
    for (int i = 0; i < 1 << 16; i++) {
      two[0] = (byte) (i >> 8);
      two[1] = (byte) i;
      compare(two);
      for (int lead : leads) {
        four[0] = (byte) lead;
        four[1] = (byte) (i >> 8);
        four[2] = (byte) i;
        four[3] = (byte) (i % 3 == 0 ? 0x41 : 0x80 | i * 7 % 64);
        compare(four);
      }
    }
  }

  @Property
  void anySegmentationOfATextIsWellFormed(@ForAll String text, @ForAll long seed) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    Random random = new Random(seed);
    Utf8Check check = new Utf8Check();
    for (int from = 0; from < bytes.length; ) {
      int length = Math.min(bytes.length - from, 1 + random.nextInt(12));
      check.accept(bytes, from, length);
      assertThat(check.isWellFormedSoFar()).isTrue();
      from += length;
    }
    assertThat(check.isWellFormed()).isTrue();
    assertThat(check.hasNul()).isEqualTo(text.indexOf(0) >= 0);
    assertThat(check.hasControl()).isEqualTo(text.codePoints().anyMatch(Utf8CheckTest::isControl));
  }

  private static boolean isControl(int c) {
    return c < 0x20
        || c >= 0x7f && c < 0xa0
        || (c & 0xfffe) == 0xfffe
        || c >= 0xfdd0 && c <= 0xfdef;
  }

  @ParameterizedTest(name = "{0} is not well-formed [MQTT-1.5.4-1]")
  @ValueSource(
      strings = {"eda080", "edbfbf", "c080", "c1bf", "e08080", "f08080af", "f4908080", "80"})
  void surrogatesAndOverlongForms(String hex) {
    assertThat(check(HexFormat.of().parseHex(hex)).isWellFormed()).isFalse();
  }

  @ParameterizedTest(name = "{0} has a control character or non-character (1.5.4)")
  @ValueSource(
      strings = {
        "01",
        "1f",
        "7f",
        "c280",
        "c29f",
        "efbfbf",
        "efb790",
        "f09fbfbf",
        "4141414141410a41",
        "41414141414141417f"
      })
  void controlCharacters(String hex) {
    Utf8Check check = check(HexFormat.of().parseHex(hex));
    assertThat(check.isWellFormed()).isTrue();
    assertThat(check.hasControl()).isTrue();
    assertThat(check.hasNul()).isFalse();
  }

  @Test
  void aCutCharacterIsWellFormedSoFarOnly() {
    byte[] euro = HexFormat.of().parseHex("e282ac");
    Utf8Check check = new Utf8Check().accept(euro, 0, 2);
    assertThat(check.isWellFormed()).isFalse();
    assertThat(check.isWellFormedSoFar()).isTrue();
    assertThat(check.accept(euro, 2, 1).isWellFormed()).isTrue();
    assertThat(check.reset().accept(euro, 2, 1).isWellFormed()).isFalse();
    assertThat(check.reset().isWellFormed()).isTrue();
  }
}
