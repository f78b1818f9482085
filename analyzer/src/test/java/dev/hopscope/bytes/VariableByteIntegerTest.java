package dev.hopscope.bytes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HexFormat;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VariableByteIntegerTest {

  private static long read(String hex) {
    byte[] bytes = HexFormat.of().parseHex(hex);
    return VariableByteInteger.read(bytes, 0, bytes.length);
  }

  @ParameterizedTest(name = "{0} = {1} [table 1-1 of 5.0]")
  @CsvSource({
    "00, 0, 1",
    "7f, 127, 1",
    "8001, 128, 2",
    "ff7f, 16383, 2",
    "808001, 16384, 3",
    "ffff7f, 2097151, 3",
    "80808001, 2097152, 4",
    "ffffff7f, 268435455, 4"
  })
  void valuesAtTheEdges(String hex, int value, int size) {
    long read = read(hex);
    assertThat(VariableByteInteger.isValue(read)).isTrue();
    assertThat(VariableByteInteger.value(read)).isEqualTo(value);
    assertThat(VariableByteInteger.size(read)).isEqualTo(size);
    assertThat(VariableByteInteger.isMinimal(read)).isTrue();
  }

  @ParameterizedTest(name = "{0} has needless bytes [MQTT-1.5.5-1]")
  @CsvSource({"8000, 0, 2", "ff00, 127, 2", "818000, 1, 3", "80808000, 0, 4"})
  void longerThanNeeded(String hex, int value, int size) {
    long read = read(hex);
    assertThat(VariableByteInteger.value(read)).isEqualTo(value);
    assertThat(VariableByteInteger.size(read)).isEqualTo(size);
    assertThat(VariableByteInteger.isMinimal(read)).isFalse();
  }

  @Test
  void incompleteIsNotMalformed() {
    assertThat(read("")).isEqualTo(VariableByteInteger.INCOMPLETE);
    assertThat(read("80")).isEqualTo(VariableByteInteger.INCOMPLETE);
    assertThat(read("ffffff")).isEqualTo(VariableByteInteger.INCOMPLETE);
    assertThat(read("ffffffff")).isEqualTo(VariableByteInteger.MALFORMED);
    assertThat(read("8080808000")).isEqualTo(VariableByteInteger.MALFORMED);
  }

  @Property
  void everyCutIsIncomplete(@ForAll @IntRange(max = VariableByteInteger.MAX_VALUE) int value) {
    byte[] bytes = new byte[6];
    int size = 0;
    int left = value;
    do {
      bytes[1 + size++] = (byte) (left & 0x7f | (left > 0x7f ? 0x80 : 0));
      left >>>= 7;
    } while (left > 0);
    long read = VariableByteInteger.read(bytes, 1, 1 + size);
    assertThat(VariableByteInteger.value(read)).isEqualTo(value);
    assertThat(VariableByteInteger.size(read)).isEqualTo(size);
    for (int cut = 0; cut < size; cut++) {
      byte[] shorter = Arrays.copyOf(bytes, 1 + cut);
      assertThat(VariableByteInteger.read(shorter, 1, 1 + cut))
          .isEqualTo(VariableByteInteger.INCOMPLETE);
    }
  }
}
