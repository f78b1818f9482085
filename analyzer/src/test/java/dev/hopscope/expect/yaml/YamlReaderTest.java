package dev.hopscope.expect.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.hopscope.expect.Expectations;
import java.util.List;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class YamlReaderTest {
  private static List<String> problems(String yaml) {
    InvalidYamlException e =
        catchThrowableOfType(InvalidYamlException.class, () -> Expectations.read("e.yaml", yaml));
    assertThat(e).as(yaml).isNotNull();
    return e.problems();
  }

  @Test
  void everyNodeKnowsWhereItStands() {
    YamlNode root = YamlReader.read("f.yaml", "# first\na:\n  - 1\n  - {b: yes}\n");
    YamlNode list = root.entries().get("a").value();
    YamlNode inner = list.items().get(1).entries().get("b").value();
    assertThat(root.entries().get("a").key().place()).isEqualTo("f.yaml:2");
    assertThat(list.items().get(0).place()).isEqualTo("f.yaml:3");
    assertThat(inner.line()).isEqualTo(4);
    assertThat(inner.column()).isEqualTo(9);
    assertThat(inner.kind()).isEqualTo(YamlNode.Kind.TEXT);
  }

  @Test
  void scalarsAreThoseOfYaml12() {
    YamlNode root =
        YamlReader.read("f", "[a, no, 12, '12', 1.5, 0x1f, true, ~, null, 3.1.1, 2..4, 1:30]");
    assertThat(
            root.items().stream().map(each -> each.kind().name()).collect(Collectors.joining(" ")))
        .isEqualTo("TEXT TEXT NUMBER TEXT NUMBER NUMBER BOOLEAN NULL NULL TEXT TEXT TEXT");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          mesages: []                       | e.yaml:1: unknown key "mesages" of expectations; did you mean "messages"?
          version: 1\\nmessages:\\n  - topc: a | e.yaml:3: unknown key "topc" of a group of messages; did you mean "topic"?
          messages: [{topic: a, via: liv}]  | e.yaml:1: "via" cannot be the text "liv"; did you mean "live"?
          messages: [{topic: 12, messages: 1}] | e.yaml:1: "topic" is text, not the number 12: put it in quotes, "12"
          messages: [{topic: a/#/b, messages: 1}] | e.yaml:1: "a/#/b" is no topic filter: '#' stands alone in the last level
          messages: [{topic: a, messages: 4..2}] | e.yaml:1: "messages" is a number, none, or a range such as 2..4, 2.. or ..4, not the text "4..2"
          messages:\\n  - topic: a\\n    topic: b\\n    messages: 1 | e.yaml:3: "topic" stands in line 2 already
          messages: &a []                   | e.yaml:1: an anchor (&a): leave it out
          messages: *a                      | e.yaml:1: an alias (*a): write it out
          messages: !!seq []                | e.yaml:1: a tag (tag:yaml.org,2002:seq): leave it out
          version: 1\\n---\\nversion: 1      | e.yaml:2: a second document begins: give one
          version: 1                        | e.yaml:1: nothing is expected: add messages, for example
          """)
  void everyProblemIsOneLineWithItsPlace(String yaml, String expected) {
    assertThat(problems(yaml.replace("\\n", "\n"))).first().isEqualTo(expected.strip());
  }

  @Test
  void allProblemsAreToldInTheOrderOfTheFile() {
    assertThat(problems("version: 2\nmesages: []\ncapture: {gap: 1}\n"))
        .hasSize(3)
        .satisfies(
            lines -> {
              assertThat(lines.get(0)).startsWith("e.yaml:1: ");
              assertThat(lines.get(1)).startsWith("e.yaml:2: ");
              assertThat(lines.get(2)).startsWith("e.yaml:3: ");
            });
  }

  @Test
  void brokenYamlIsOneLine() {
    assertThat(problems("a: [1, 2\nb: {\n")).hasSize(1).first().asString().startsWith("e.yaml:2: ");
    assertThat(problems("a: b\nc: \u0001\n"))
        .containsExactly("e.yaml:2: the character U+0001 cannot be");
    assertThat(problems("\t- x")).singleElement().asString().startsWith("e.yaml:1: no YAML: ");
    assertThat(problems("[".repeat(200) + "]".repeat(200)))
        .containsExactly("e.yaml:1: nested more than 64 deep");
    assertThat(problems("")).singleElement().asString().startsWith("e.yaml:1: ");
  }

  @Property(tries = 500)
  void anyTextIsReadOrRefusedByLines(@ForAll String text) {
    try {
      YamlReader.read("e.yaml", text);
    } catch (InvalidYamlException e) {
      assertThat(e.problems())
          .isNotEmpty()
          .allSatisfy(line -> assertThat(line).startsWith("e.yaml:"));
    }
  }

  @ParameterizedTest
  @CsvSource({"250 us,250000", "5ms,5000000", "1.5 s,1500000000", "2 min,120000000000"})
  void durationsHaveAUnit(String text, long nanos) {
    YamlProblems problems = new YamlProblems();
    YamlNode node = YamlReader.read("e.yaml", text);
    assertThat(DurationText.read(node, "it", problems)).isEqualTo(nanos);
    assertThat(problems.isEmpty()).isTrue();
  }
}
