package dev.hopscope.lab.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import dev.hopscope.expect.yaml.InvalidYamlException;
import dev.hopscope.expect.yaml.YamlNode;
import dev.hopscope.expect.yaml.YamlReader;
import dev.hopscope.lab.proxy.Fault.Action;
import dev.hopscope.lab.proxy.Fault.Position;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ExperimentReaderTest {
  private static final String GOOD =
      """
      title: t
      clients:
        pub: {version: 3.1}
      steps:
        - connect: pub
      """;

  private static List<String> problems(String text) {
    try {
      ExperimentReader.read("x", "x.yaml", text);
      return List.of();
    } catch (InvalidYamlException e) {
      return e.problems();
    }
  }

  static List<String> names() {
    return BuiltIns.names();
  }

  @ParameterizedTest
  @MethodSource("names")
  void builtInsAreComplete(String name) {
    assertThat(BuiltIns.read(name))
        .isNotEmpty()
        .allSatisfy(
            each -> {
              assertThat(each.title()).hasSizeBetween(10, 70).doesNotEndWith(".");
              assertThat(each.teaches()).endsWith(".");
              assertThat(each.expect()).isNotNull();
              assertThat(each.steps()).isNotEmpty();
            });
  }

  @ParameterizedTest
  @MethodSource("names")
  void builtInsFitTheSchema(String name) throws IOException {
    String text = BuiltIns.text(name + ".yaml");
    assertThat(schema().validate(json(YamlReader.read(name, text)))).isEmpty();
  }

  private static JsonSchema schema() {
    return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
        .getSchema(BuiltIns.schema());
  }

  /** As a YAML library gives it. */
  private static JsonNode json(YamlNode node) {
    JsonNodeFactory make = JsonNodeFactory.instance;
    return switch (node.kind()) {
      case MAPPING -> {
        ObjectNode object = make.objectNode();
        node.entries().forEach((key, entry) -> object.set(key, json(entry.value())));
        yield object;
      }
      case LIST -> {
        ArrayNode array = make.arrayNode();
        node.items().forEach(item -> array.add(json(item)));
        yield array;
      }
      case NUMBER -> make.numberNode(new java.math.BigDecimal(node.text()));
      case BOOLEAN -> make.booleanNode(Boolean.parseBoolean(node.text()));
      case TEXT -> make.textNode(node.text());
      case NULL -> make.nullNode();
    };
  }

  @Test
  void theSchemaHasTheReadersKeys() throws IOException {
    JsonNode schema = new ObjectMapper().readTree(BuiltIns.schema());
    assertThat(keys(schema)).containsExactlyInAnyOrderElementsOf(ExperimentReader.KEYS);
    JsonNode defs = schema.path("$defs");
    assertThat(keys(defs.path("broker")))
        .containsExactlyInAnyOrderElementsOf(ExperimentReader.BROKER);
    assertThat(keys(defs.path("client"))).containsExactlyInAnyOrderElementsOf(ClientReader.KEYS);
    assertThat(keys(defs.path("will"))).containsExactlyInAnyOrderElementsOf(ClientReader.WILL);
    assertThat(keys(defs.path("bridge"))).containsExactlyInAnyOrderElementsOf(ClientReader.BRIDGE);
    assertThat(keys(defs.path("step"))).containsExactlyInAnyOrderElementsOf(StepReader.STEPS);
    assertThat(keys(defs.path("publish"))).containsExactlyInAnyOrderElementsOf(StepReader.PUBLISH);
    assertThat(keys(defs.path("subscribe")))
        .containsExactlyInAnyOrderElementsOf(StepReader.SUBSCRIBE);
    assertThat(keys(defs.path("unsubscribe")))
        .containsExactlyInAnyOrderElementsOf(StepReader.UNSUBSCRIBE);
    assertThat(keys(defs.path("receive"))).containsExactlyInAnyOrderElementsOf(StepReader.RECEIVE);
    assertThat(keys(defs.path("fault"))).containsExactlyInAnyOrderElementsOf(FaultReader.KEYS);
    assertThat(keys(defs.path("when"))).containsExactlyInAnyOrderElementsOf(FaultReader.WHEN);
  }

  private static List<String> keys(JsonNode definition) {
    List<String> keys = new java.util.ArrayList<>();
    definition.path("properties").fieldNames().forEachRemaining(keys::add);
    assertThat(definition.path("additionalProperties").asBoolean(true)).isFalse();
    return keys;
  }

  @Test
  void casesPutTheirValuesIn() {
    List<Experiment> cases =
        ExperimentReader.read(
            "x",
            "x.yaml",
            """
            title: t ${qos}
            clients: {pub: {version: 3.1}}
            cases:
              - {case: low, qos: 0}
              - {case: high, qos: 2}
            steps:
              - publish: {client: pub, topic: "a/${qos}/${case}", qos: "${qos}"}
            """);
    assertThat(cases).extracting(Experiment::label).containsExactly("x: low", "x: high");
    assertThat(cases).extracting(Experiment::title).containsExactly("t 0", "t 2");
    assertThat(cases.get(1).steps())
        .containsExactly(new Step.Publish("pub", "a/2/high", "message {n}", 2, false, 1));
  }

  @Test
  void aFaultIsRead() {
    Experiment one =
        ExperimentReader.read(
                "x",
                "x.yaml",
                GOOD
                    + """
                    faults:
                      - when: {client: pub, direction: server-to-client, type: PUBACK, packetId: 1}
                        position: after
                        do: stall
                        lasts: 1.5 s
                    """)
            .get(0);
    assertThat(one.faults())
        .singleElement()
        .satisfies(
            each -> {
              assertThat(each.position()).isEqualTo(Position.AFTER);
              assertThat(each.action()).isEqualTo(Action.STALL);
              assertThat(each.lasts()).hasMillis(1500);
              assertThat(each.packetId()).isEqualTo(1);
            });
    assertThat(one.control()).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          title                                  | titel                      | x.yaml:1: unknown key "titel" of an experiment; did you mean "title"?
          3.1}                                   | 3.2}                       | x.yaml:3: "version" cannot be the number 3.2; did you mean "3.1"?
          version: 3.1                           | keepAlife: 1               | x.yaml:3: unknown key "keepAlife" of a client; did you mean "keepAlive"?
          version: 3.1                           | sessionExpiry: 5 s         | x.yaml:3: "sessionExpiry" is MQTT 5.0's: before, a session is kept where cleanSession is false
          version: 3.1                           | will: {payload: x}         | x.yaml:3: "topic" is missing
          connect: pub                           | connect: bub               | x.yaml:5: "connect" cannot be the text "bub"; did you mean "pub"?
          connect: pub                           | conect: pub                | x.yaml:5: unknown key "conect" of a step; did you mean "connect"?
          connect: pub                           | wait: 5                    | x.yaml:5: "wait" is quiet, or is a duration with its unit, such as 250 us, 5 ms or 1.5 s, not the number 5
          connect: pub                           | publish: {client: pub}     | x.yaml:5: "topic" is missing
          connect: pub                           | {connect: pub, drop: pub}  | x.yaml:5: a step is one thing: put "drop" into one of its own
          connect: pub                           | {publish: {client: pub, topic: t, qos: 3}} | x.yaml:5: "qos" is a whole number, from 0 to 2, not the number 3
          connect: pub                           | restartBroker: other       | x.yaml:5: "restartBroker" cannot be the text "other"; give one of broker
          connect: pub                           | connect: ${who}            | x.yaml:5: no case has a value "who"; give one of cases:
          """)
  void whatIsWrongIsToldWithItsLine(String is, String becomes, String problem) {
    assertThat(GOOD).contains(is);
    assertThat(problems(GOOD.replace(is, becomes))).contains(problem);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {when: {client: pub, direction: up, type: PUBACK}, do: cut}                                  | x.yaml:6: "direction" cannot be the text "up"; give one of client-to-server, server-to-client
          {when: {client: pub, direction: client-to-server, type: PUBAK}, do: cut}                     | x.yaml:6: "type" cannot be the text "PUBAK"; did you mean "PUBACK"?
          {when: {client: pub, direction: client-to-server, type: PUBACK}, do: delay}                  | x.yaml:6: "lasts" is missing
          {when: {client: pub, direction: client-to-server, type: PUBACK}, do: drop, position: after}  | x.yaml:6: "position" is for cut and stall: drop has none
          {when: {client: pub, direction: client-to-server, type: PUBACK}, do: cut, lasts: 1 s}        | x.yaml:6: "lasts" is for stall and delay: cut has none
          {do: cut}                                                                                    | x.yaml:6: "when" is missing
          """)
  void faultsToo(String fault, String problem) {
    assertThat(problems(GOOD + "faults: [" + fault + "]\n")).contains(problem);
  }

  @Test
  void whatIsExpectedToo() {
    assertThat(problems(GOOD + "expect: {mesages: []}\n"))
        .contains("x.yaml:6: unknown key \"mesages\" of expectations; did you mean \"messages\"?");
    assertThatThrownBy(() -> ExperimentReader.read("x", "x.yaml", "[1"))
        .isInstanceOf(InvalidYamlException.class)
        .hasMessageStartingWith("x.yaml:1: no YAML: ");
  }

  @Test
  void theSchemaRefusesWhatTheReaderRefuses() throws IOException {
    for (String bad :
        List.of(
            GOOD.replace("connect: pub", "conect: pub"),
            GOOD.replace("3.1", "3.2"),
            GOOD.replace("title: t", "titel: t"),
            GOOD.replace("connect: pub", "{publish: {client: pub}}"))) {
      assertThat(problems(bad)).as(bad).isNotEmpty();
      assertThat(schema().validate(json(YamlReader.read("x", bad)))).as(bad).isNotEmpty();
    }
    assertThat(problems(GOOD)).isEmpty();
    assertThat(schema().validate(json(YamlReader.read("x", GOOD)))).isEmpty();
  }
}
