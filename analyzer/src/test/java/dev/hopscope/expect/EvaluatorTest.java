package dev.hopscope.expect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hopscope.expect.EditedCapture.Defect;
import dev.hopscope.expect.Verdict.Status;
import dev.hopscope.testkit.Samples;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class EvaluatorTest {
  private static final String GOOD =
      """
      messages:
        - topic: plant/#
          publisher: pub
          messages: 1
          publishedQos: 1
          publish: {outcome: complete, retransmissions: none}
          deliveries: 2
          perMessage: 2
          downgraded: 1 to 0
          duplicates: none
          outcome: complete
          via: live
          link: [sole, ordered]
          latency: {endToEnd: {max: 1 s}}
          receivers:
            - {client: sub1, perMessage: 1, deliveredQos: 1, downgraded: none}
            - {client: sub2, perMessage: 1, deliveredQos: 0}
          otherReceivers: none
      connections:
        - {client: "*", connections: 3, end: disconnect, sessionPresent: false, version: 3.1.1}
        - {client: sub1, connection: 1, keepAlive: 60, cleanStart: true}
      sessions:
        - {client: sub1, sessions: 1, connections: 1, subscriptions: [{filter: plant/#, grantedQos: 1}]}
        - {client: pub, subscriptions: none}
      findings: none
      summary: {traces: 1, deliveries: 2, packetsByType: {PUBLISH: 3}, flows: {complete: 3}}
      capture: {gaps: none}
      """;

  private static final String TIMELINE =
      """
      timelines:
        - topic: plant/line/7
          message: 1
          steps:
            - {hop: publish, client: pub, type: PUBLISH, qos: 1, dup: false}
            - {hop: publish, client: pub, type: PUBACK}
            - {hop: delivery, client: sub1, type: PUBLISH, qos: 1}
            - {hop: delivery, client: sub1, type: PUBACK}
            - {hop: delivery, client: sub2, type: PUBLISH, qos: 0}
      """;

  private static List<Verdict> check(Defect defect, String yaml) {
    return EditedCapture.check(EditedCapture.of(defect), yaml);
  }

  private static Verdict find(List<Verdict> verdicts, String expectation, Status status) {
    return verdicts.stream()
        .filter(each -> each.expectation().equals(expectation) && each.status() == status)
        .findFirst()
        .orElseThrow(() -> new AssertionError(expectation + " " + status + " in " + verdicts));
  }

  @Test
  void aGoodCapturePasses() {
    assertThat(check(Defect.NONE, GOOD + TIMELINE))
        .hasSize(37)
        .allSatisfy(each -> assertThat(each.status()).as("%s", each).isEqualTo(Status.PASS));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          PUBLISHED_QOS    | publishedQos  | FAIL        | trace 1, publish hop from pub, frame 30: published at QoS 2, expected 1
          PUBLISHED_QOS    | downgraded    | FAIL        | trace 1, delivery hop to sub1, frame 38: downgraded 2 to 1 (granted 1), expected 1 to 0
          DELIVERED_QOS    | deliveredQos  | FAIL        | trace 1, delivery hop to sub1, frame 34: delivered at QoS 0, expected 1
          DELIVERY_REMOVED | perMessage    | FAIL        | trace 1, publish hop from pub, frame 30: never delivered to sub2, expected 1
          PUBACK_REMOVED   | outcome       | FAIL        | trace 1, publish hop from pub, frame 30: abandoned: no PUBACK before the session ended, expected complete
          DELIVERED_TWICE  | duplicates    | FAIL        | trace 1, delivery hop to sub1, frame 38: copy 2 of a message that it was owed once
          SLOW_DELIVERY    | latency.endToEnd.max | FAIL | trace 1, delivery hop to sub2, frame 38: endToEnd latency 3.001 s, expected max up to 1.000 s
          GAP              | publish.outcome | CANNOT_TELL | trace 1, publish hop from pub, frame 30: unknown: a loss of the capture hides PUBACK, expected complete
          """)
  void aDefectIsToldWithTraceHopFrameAndReason(
      Defect defect, String expectation, Status status, String reason) {
    List<Verdict> verdicts = check(defect, GOOD);
    assertThat(Verdict.worst(verdicts)).isEqualTo(Status.FAIL);
    List<String> reasons =
        verdicts.stream()
            .filter(each -> each.expectation().equals(expectation) && each.status() == status)
            .flatMap(each -> each.reasons().stream())
            .map(Verdict.Reason::text)
            .toList();
    assertThat(reasons).contains(reason);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          PUBLISHED_QOS    | FAIL        | trace 1, publish hop from pub, frame 30: step 1 is PUBLISH QoS 2, expected PUBLISH QoS 1
          DELIVERED_QOS    | FAIL        | trace 1, delivery hop to sub1, frame 34: step 1 is PUBLISH QoS 0, expected PUBLISH QoS 1
          DELIVERY_REMOVED | FAIL        | trace 1, delivery hop to sub2, frame 30: never happened, expected PUBLISH QoS 0
          PUBACK_REMOVED   | FAIL        | trace 1, publish hop from pub, frame 30: ends here, expected PUBACK next (abandoned: no PUBACK before the session ended)
          DELIVERED_TWICE  | FAIL        | trace 1, delivery hop to sub1, frame 38: this hop is not expected
          GAP              | CANNOT_TELL | trace 1, publish hop from pub, frame 30: ends here, expected PUBACK next (unknown: a loss of the capture hides PUBACK)
          """)
  void aTimelineTellsTheStep(Defect defect, Status status, String reason) {
    Verdict verdict = check(defect, TIMELINE).get(0);
    assertThat(verdict.status()).isEqualTo(status);
    assertThat(verdict.reasons().get(0).text()).isEqualTo(reason);
  }

  @Test
  void aGapTouchesOnlyThoseWhomItMayConcern() {
    String yaml =
        """
        messages:
          - {publisher: pub, messages: 1}
          - {publisher: sensor, messages: none}
        connections:
          - {client: sub1, end: disconnect}
        """;
    assertThat(check(Defect.GAP, yaml))
        .extracting(Verdict::status)
        .containsExactly(Status.CANNOT_TELL, Status.PASS, Status.PASS);
    assertThat(check(Defect.GAP, yaml).get(0).reasons().get(0).text())
        .matches("frame \\d+: a gap of 4 bytes on connection 3 of pub \\(server-to-client, .*\\)");
  }

  @Test
  void anExpectationOfNothingThatIsThereDoesNotPass() {
    List<Verdict> verdicts =
        check(
            Defect.NONE,
            """
            messages:
              - {topic: plnt/#, downgraded: none, outcome: complete}
              - {topic: plant/#, receivers: [{client: sub3, deliveredQos: 1, duplicates: none}]}
              - {topic: plant/#, receivers: [{client: sub3, perMessage: none, duplicates: none}]}
              - {topic: other, messages: none, downgraded: none}
            """);
    assertThat(verdicts)
        .extracting(Verdict::status)
        .containsExactly(
            Status.FAIL,
            Status.FAIL,
            Status.FAIL,
            Status.FAIL,
            Status.PASS,
            Status.PASS,
            Status.PASS,
            Status.PASS);
    assertThat(verdicts.get(0).reasons().get(0).text()).isEqualTo("there is no message of plnt/#");
  }

  @Test
  void theOrderInAllIsComparedWhereAskedFor() {
    String first = TIMELINE.replace("message: 1", "order: all");
    assertThat(check(Defect.NONE, first).get(0).status()).isEqualTo(Status.PASS);
    List<String> lines = new java.util.ArrayList<>(first.lines().toList());
    lines.add(4, lines.remove(8));
    Verdict verdict = check(Defect.NONE, String.join("\n", lines)).get(0);
    assertThat(verdict.status()).isEqualTo(Status.FAIL);
    assertThat(verdict.reasons().get(0).text()).contains("step 1 in all is PUBLISH QoS 1");
    java.util.Collections.swap(lines, 5, 6);
    assertThat(
            check(Defect.NONE, String.join("\n", lines).replace("order: all", "order: hop"))
                .get(0)
                .status())
        .isEqualTo(Status.FAIL);
  }

  @Test
  void retainedAndQueuedAreTheReportsWords() {
    assertThat(
            EditedCapture.check(
                Samples.capture("offline-queue"), "messages: [{via: queued, messages: 2}]"))
        .extracting(Verdict::status)
        .containsOnly(Status.PASS);
    List<Verdict> verdicts =
        EditedCapture.check(Samples.capture("retained"), "messages: [{via: live, retain: true}]");
    assertThat(find(verdicts, "via", Status.FAIL).reasons().get(0).text())
        .contains("delivered via retained, expected live");
  }

  @Test
  void aWillIsNamed() {
    assertThat(
            EditedCapture.check(
                Samples.capture("will"),
                "messages: [{topic: '#', messages: 1, origin: will, deliveries: 1}]"))
        .extracting(Verdict::status)
        .containsOnly(Status.PASS);
  }
}
