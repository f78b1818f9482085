package dev.hopscope.extract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.HashSet;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SameLengthTest {
  private final SameLength pseudonyms = new SameLength(new byte[] {1, 2, 3});

  private String name(String text) {
    return new String(pseudonyms.name(text.getBytes(UTF_8)), UTF_8);
  }

  private String topic(String text) {
    return new String(pseudonyms.topic(text.getBytes(UTF_8)), UTF_8);
  }

  private static boolean isUtf8(byte[] text) {
    try {
      UTF_8.newDecoder().decode(ByteBuffer.wrap(text));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }

  @Test
  void differentNamesOfOneOrTwoCharactersStayDifferent() {
    Set<String> seen = new HashSet<>();
    for (char a = ' '; a < 0x7f; a++) {
      assertThat(seen.add(name("" + a))).isTrue();
      for (char b = ' '; b < 0x7f; b++) {
        assertThat(seen.add(name("" + a + b))).isTrue();
      }
    }
  }

  @Test
  void differentContentsOfOneOrTwoBytesStayDifferent() {
    for (int length = 1; length <= 2; length++) {
      Set<ByteBuffer> seen = new HashSet<>();
      for (int i = 0; i < 1 << 8 * length; i++) {
        byte[] content =
            length == 1 ? new byte[] {(byte) i} : new byte[] {(byte) (i >> 8), (byte) i};
        boolean text = isUtf8(content);
        byte[] other = pseudonyms.shortContent(content);
        assertThat(other).hasSize(length);
        assertThat(!text || isUtf8(other)).isTrue();
        // text and what is none may meet, but neither meets itself
        ByteBuffer key = ByteBuffer.allocate(length + 1).put((byte) (text ? 1 : 0)).put(other);
        assertThat(seen.add(key.flip())).as("%d", i).isTrue();
      }
    }
  }

  @Property
  void namesKeepTheirLengthAndStayText(@ForAll @StringLength(max = 80) String text) {
    byte[] bytes = text.getBytes(UTF_8);
    byte[] other = pseudonyms.name(bytes);
    assertThat(other).hasSameSizeAs(bytes);
    assertThat(isUtf8(other)).isTrue();
    assertThat(new SameLength(new byte[] {1, 2, 3}).name(bytes)).isEqualTo(other);
  }

  @Property
  void contentsKeepTheirLengthAndStayTextIfTheyAre(
      @ForAll @Size(max = SameLength.SHORT) byte[] content) {
    byte[] other = pseudonyms.shortContent(content);
    assertThat(other).hasSameSizeAs(content);
    assertThat(!isUtf8(content) || isUtf8(other)).isTrue();
  }

  @Property
  void everyCharacterDependsOnEveryOther(@ForAll @StringLength(min = 8, max = 40) String text) {
    String ascii = text.replaceAll("[^a-z]", "a");
    char first = ascii.charAt(0);
    String changed = (first == 'a' ? 'b' : 'a') + ascii.substring(1);
    int same = 0;
    for (int i = 0; i < ascii.length(); i++) {
      same += name(ascii).charAt(i) == name(changed).charAt(i) ? 1 : 0;
    }
    // of 65 possible characters, one in 65 is the same by chance
    assertThat(same).isLessThan(ascii.length() / 2);
  }

  @Test
  void anotherKeyGivesOtherNames() {
    assertThat(new String(new SameLength(new byte[] {4}).name("pump-17".getBytes(UTF_8)), UTF_8))
        .isNotEqualTo(name("pump-17"));
  }

  @ParameterizedTest
  @CsvSource({
    "site/+/temperature",
    "#",
    "+",
    "a//b/",
    "/",
    "$SYS/broker/uptime",
    "$share/group/a/#"
  })
  void aTopicKeepsItsShape(String topic) {
    String[] levels = topic.split("/", -1);
    String[] others = topic(topic).split("/", -1);
    assertThat(others).hasSameSizeAs(levels);
    for (int i = 0; i < levels.length; i++) {
      boolean stays = Set.of("", "+", "#", "$SYS", "$share").contains(levels[i]);
      assertThat(others[i]).isEqualTo(stays ? levels[i] : name(levels[i]));
    }
  }

  @Test
  void onlyAFirstLevelIsReserved() {
    assertThat(topic("a/$SYS")).doesNotEndWith("SYS").contains("/$");
  }

  @Test
  void fillingDependsOnDigestAndLength() {
    long seed = pseudonyms.seed(1, 100);
    assertThat(seed).isEqualTo(pseudonyms.seed(1, 100));
    assertThat(seed).isNotEqualTo(pseudonyms.seed(2, 100)).isNotEqualTo(pseudonyms.seed(1, 101));
    assertThat((char) SameLength.filling(seed, 5)).isBetween(' ', '~');
  }
}
