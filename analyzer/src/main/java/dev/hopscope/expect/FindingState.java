package dev.hopscope.expect;

import dev.hopscope.conformance.Rule;
import dev.hopscope.expect.Verdict.Reason;
import dev.hopscope.expect.yaml.YamlMap;
import dev.hopscope.expect.yaml.YamlNode;
import dev.hopscope.expect.yaml.YamlProblems;
import dev.hopscope.report.ReportModel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What is expected of the findings, while a report comes in. */
final class FindingState {
  private static final List<String> SEVERITIES = List.of("error", "warning", "note");

  /** Findings that say no more than that something was lost. */
  private static final Set<String> LOSSES =
      Set.of(Rule.CAPTURE_GAP.id(), Rule.UNDECODED_BYTES.id());

  private final Expected expected;
  private final Map<String, String> severities = new TreeMap<>();
  private final Map<String, Long> uncertain = new HashMap<>();
  private final Map<String, List<Reason>> reasons = new LinkedHashMap<>();

  /**
   * What a file says.
   *
   * @param amounts by severity, with where they stand
   * @param rules exactly these, or null
   */
  record Expected(Map<Place, Amount> amounts, Set<String> rules, Place rulesPlace) {
    static Expected read(YamlNode node, YamlProblems problems) {
      Map<Place, Amount> amounts = new LinkedHashMap<>();
      if ("none".equals(node.text())) {
        for (String severity : SEVERITIES) {
          amounts.put(
              new Place(node.file(), node.line(), "findings", severity, "none"), Amount.NONE);
        }
        return new Expected(amounts, null, null);
      }
      YamlMap map = YamlMap.of(node, "findings", Keys.FINDINGS, problems);
      for (String severity : SEVERITIES) {
        YamlNode value = map.get(severity);
        Amount amount = value == null ? null : Amount.read(value, "\"" + severity + "\"", problems);
        if (amount != null) {
          amounts.put(
              new Place(node.file(), value.line(), "findings", severity, amount.toString()),
              amount);
        }
      }
      if (!map.has("rules")) {
        return new Expected(amounts, null, null);
      }
      boolean none = "none".equals(map.get("rules").text());
      Set<String> rules = none ? Set.of() : new LinkedHashSet<>(map.texts("rules"));
      String words = none ? "none" : "exactly " + String.join(", ", rules);
      Place place = new Place(node.file(), map.get("rules").line(), "findings", "rules", words);
      return new Expected(amounts, rules, place);
    }
  }

  FindingState(Expected expected) {
    this.expected = expected;
  }

  void take(ReportModel.Finding finding) {
    severities.put(finding.rule(), finding.severity());
    if (!finding.certain() || LOSSES.contains(finding.rule())) {
      uncertain.merge(finding.rule(), 1L, Long::sum);
    }
    List<Reason> known = reasons.computeIfAbsent(finding.rule(), key -> new ArrayList<>());
    if (known.size() < 3) {
      known.add(
          new Reason(
              finding.trace(),
              finding.hop(),
              null,
              finding.capture(),
              finding.frame(),
              finding.rule() + ": " + finding.message()));
    }
  }

  List<Verdict> verdicts(ReportModel.Summary summary, Losses losses) {
    List<Reason> lost = losses.touching(client -> true);
    List<Verdict> verdicts = new ArrayList<>();
    expected
        .amounts()
        .forEach((place, amount) -> verdicts.add(severity(place, amount, summary, lost)));
    if (expected.rules() != null) {
      verdicts.add(rules(summary, lost));
    }
    return verdicts;
  }

  private Verdict severity(
      Place place, Amount amount, ReportModel.Summary summary, List<Reason> lost) {
    Evidence evidence = new Evidence();
    long count = 0;
    long doubtful = 0;
    List<String> rules = new ArrayList<>();
    for (Map.Entry<String, Long> rule : summary.findings().entrySet()) {
      if (place.key().equals(severities.get(rule.getKey()))) {
        count += rule.getValue();
        doubtful += doubtful(rule.getKey(), rule.getValue());
        rules.add(rule.getKey() + " (" + rule.getValue() + ")");
      }
    }
    for (String rule : summary.findings().keySet()) {
      if (count > amount.most() && place.key().equals(severities.get(rule))) {
        boolean certain = count - doubtful > amount.most();
        reasons.get(rule).forEach(certain ? evidence::violation : evidence::doubt);
      }
    }
    if (count < amount.least()) {
      String what = count + " findings, expected " + amount;
      evidence.miss(new Reason(null, null, null, null, null, what));
    }
    return evidence.verdict(place, rules.isEmpty() ? "none" : String.join(", ", rules), lost);
  }

  /** How many of a rule's findings a loss may explain; of those not listed, all may be. */
  private long doubtful(String rule, long count) {
    return LOSSES.contains(rule) ? count : uncertain.getOrDefault(rule, 0L);
  }

  private Verdict rules(ReportModel.Summary summary, List<Reason> lost) {
    Evidence evidence = new Evidence();
    for (Map.Entry<String, Long> rule : summary.findings().entrySet()) {
      if (!expected.rules().contains(rule.getKey())) {
        boolean certain = rule.getValue() > doubtful(rule.getKey(), rule.getValue());
        reasons
            .getOrDefault(rule.getKey(), List.of())
            .forEach(certain ? evidence::violation : evidence::doubt);
      }
    }
    for (String rule : expected.rules()) {
      if (!summary.findings().containsKey(rule)) {
        evidence.miss(new Reason(null, null, null, null, null, "there is no finding " + rule));
      }
    }
    String seen =
        summary.findings().isEmpty() ? "none" : String.join(", ", summary.findings().keySet());
    return evidence.verdict(expected.rulesPlace(), seen, lost);
  }
}
