package dev.hopscope.expect;

import dev.hopscope.expect.Verdict.Reason;
import dev.hopscope.expect.yaml.YamlMap;
import dev.hopscope.expect.yaml.YamlNode;
import dev.hopscope.expect.yaml.YamlProblems;
import dev.hopscope.report.ReportModel;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What is expected of a run's totals and of the capture itself.
 *
 * @param amounts by where they stand
 */
record Totals(Map<Place, Amount> amounts) {

  /** Reads {@code summary} or {@code capture}. */
  static Totals read(YamlNode node, String what, Collection<String> keys, YamlProblems problems) {
    Map<Place, Amount> amounts = new LinkedHashMap<>();
    YamlMap map = YamlMap.of(node, what, keys, problems);
    for (String key : keys) {
      if (key.equals("packetsByType")) {
        read(map.map(key, "packets by type", Keys.PACKET_TYPES), what, key + ".", amounts);
      } else if (key.equals("flows")) {
        read(map.map(key, "flows by outcome", Keys.OUTCOMES), what, key + ".", amounts);
      } else {
        read(map, key, what, "", amounts);
      }
    }
    return new Totals(amounts);
  }

  private static void read(YamlMap map, String group, String prefix, Map<Place, Amount> amounts) {
    if (map != null) {
      map.node().entries().keySet().forEach(key -> read(map, key, group, prefix, amounts));
    }
  }

  private static void read(
      YamlMap map, String key, String group, String prefix, Map<Place, Amount> amounts) {
    YamlNode value = map.get(key);
    Amount amount = value == null ? null : Amount.read(value, "\"" + key + "\"", map.problems());
    if (amount != null) {
      amounts.put(
          new Place(value.file(), value.line(), group, prefix + key, amount.toString()), amount);
    }
  }

  /** The verdicts on a run's totals. */
  List<Verdict> ofSummary(ReportModel.Summary summary, Losses losses) {
    List<Verdict> verdicts = new ArrayList<>();
    List<Reason> lost = losses.touching(client -> true);
    amounts.forEach(
        (place, amount) -> verdicts.add(verdict(place, amount, of(summary, place.key()), lost)));
    return verdicts;
  }

  /** The verdicts on the capture; that something was lost is what they look at. */
  List<Verdict> ofCapture(Losses losses) {
    List<Verdict> verdicts = new ArrayList<>();
    amounts.forEach(
        (place, amount) ->
            verdicts.add(verdict(place, amount, losses.count(place.key()), List.of())));
    return verdicts;
  }

  private static Verdict verdict(Place place, Amount amount, long count, List<Reason> lost) {
    Evidence evidence = new Evidence();
    Reason reason =
        new Reason(
            null, null, null, null, null, place.key() + ": " + count + ", expected " + amount);
    if (count > amount.most()) {
      evidence.violation(reason);
    } else if (count < amount.least()) {
      evidence.miss(reason);
    }
    return evidence.verdict(place, count == 0 ? "none" : Long.toString(count), lost);
  }

  private static long of(ReportModel.Summary summary, String key) {
    int dot = key.indexOf('.');
    String name = key.substring(dot + 1);
    if (key.startsWith("packetsByType.")) {
      return summary.packetsByType().getOrDefault(name, 0L);
    }
    return switch (dot < 0 ? name : "flows." + name) {
      case "traces" -> summary.traces();
      case "deliveries" -> summary.deliveries();
      case "downgraded" -> summary.downgraded();
      case "duplicates" -> summary.duplicates();
      case "ties" -> summary.ties();
      case "crossClock" -> summary.crossClock();
      case "flows.complete" -> summary.flows().complete();
      case "flows.open" -> summary.flows().open();
      case "flows.abandoned" -> summary.flows().abandoned();
      case "flows.refused" -> summary.flows().refused();
      case "flows.unknown" -> summary.flows().unknown();
      default -> throw new IllegalArgumentException(key);
    };
  }
}
