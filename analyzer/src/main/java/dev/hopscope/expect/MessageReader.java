package dev.hopscope.expect;

import dev.hopscope.expect.Planned.Needs;
import dev.hopscope.expect.Planned.Scope;
import dev.hopscope.expect.yaml.YamlMap;
import dev.hopscope.expect.yaml.YamlNode;
import dev.hopscope.expect.yaml.YamlProblems;
import dev.hopscope.report.ReportModel;
import dev.hopscope.report.text.Durations;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Reads an entry of {@code messages}. */
final class MessageReader {
  private final YamlProblems problems;
  private final List<Planned> planned = new ArrayList<>();
  private final List<ClientPattern> undelivered = new ArrayList<>();

  // where the checks that are read now belong
  private YamlMap map;
  private String title;
  private String prefix = "";
  private Scope scope;
  private ClientPattern client = ClientPattern.ANY;

  private MessageReader(YamlProblems problems) {
    this.problems = problems;
  }

  static MessageGroup read(YamlNode node, YamlProblems problems) {
    return new MessageReader(problems).group(node);
  }

  private MessageGroup group(YamlNode node) {
    map = YamlMap.of(node, "a group of messages", Keys.MESSAGES, problems);
    YamlMap group = map;
    Selection selection = Selection.read(map);
    String name = map.text("name");
    title = name == null ? selection.title() : name;
    String groupTitle = title;
    scope = Scope.MESSAGES;
    Amount messages = amount("messages", Needs.NOTHING, CountCheck::messages);
    values("origin", Keys.ORIGINS, "its origin is", ReportModel.Trace::origin);
    values("publishedQos", Keys.QOS, "published at QoS", ReportModel.Trace::publishedQos);
    retain();
    publishHop();
    map = group;
    scope = Scope.ALL;
    deliveries(" to anybody");
    List<ClientPattern> receivers = receivers(group);
    map = group;
    title = groupTitle;
    client = ClientPattern.ANY;
    otherReceivers(receivers);
    if (Keys.SELECTION.containsAll(node.entries().keySet()) && node.text() == null) {
      problems.add(node, "nothing is expected of these messages: add messages: 1.. or more");
    }
    return new MessageGroup(
        groupTitle,
        selection,
        List.copyOf(planned),
        messages != null && messages.contains(0),
        List.copyOf(undelivered));
  }

  private void publishHop() {
    YamlMap hop = map.map("publish", "a publish hop", Keys.PUBLISH_HOP);
    if (hop != null) {
      map = hop;
      prefix = "publish.";
      flows(Needs.MESSAGE);
      prefix = "";
    }
  }

  private List<ClientPattern> receivers(YamlMap group) {
    List<ClientPattern> all = new ArrayList<>();
    String of = title;
    for (YamlNode node : group.list("receivers")) {
      map = YamlMap.of(node, "a receiver", Keys.RECEIVER, problems);
      String named = map.requiredText("client");
      client = ClientPattern.of(named);
      all.add(client);
      title = of + " to " + client;
      scope = Scope.RECEIVERS;
      retainOfDelivery();
      deliveries(" to " + client);
    }
    return all;
  }

  /** What can be said of all deliveries, and of those to one receiver. */
  private void deliveries(String to) {
    boolean receiver = scope == Scope.RECEIVERS;
    Needs weak = receiver ? Needs.DELIVERY : Needs.MESSAGE;
    Amount total = amount("deliveries", Needs.NOTHING, CountCheck::deliveries);
    Amount each =
        amount(
            "perMessage", Needs.MESSAGE, (place, amount) -> new PerMessageCheck(place, amount, to));
    if (total != null && total.contains(0) || each != null && each.contains(0)) {
      undelivered.add(client);
    }
    deliveryValues(
        "deliveredQos", Keys.QOS, "delivered at QoS", ReportModel.Delivery::deliveredQos);
    deliveryValues("grantedQos", Keys.QOS, "granted QoS", ReportModel.Delivery::grantedQos);
    deliveryValues("via", Keys.VIA, "delivered via", ReportModel.Delivery::via);
    deliveryValues("link", Keys.LINKS, "its link is", ReportModel.Delivery::link);
    downgraded(weak);
    amount("duplicates", weak, DuplicateCheck::new);
    flows(weak);
    latency(weak, receiver);
  }

  private void flows(Needs needs) {
    Set<String> outcomes = map.choices("outcome", Keys.OUTCOMES);
    if (!outcomes.isEmpty()) {
      Place place = place("outcome", String.join(" or ", outcomes));
      plan(needs, () -> new OutcomeCheck(place, outcomes));
    }
    amount("retransmissions", needs, RepeatCheck::retransmissions);
    amount("dup", needs, RepeatCheck::dup);
  }

  private void downgraded(Needs needs) {
    Set<String> words = map.choices("downgraded", Keys.DOWNGRADES);
    if (words.isEmpty()) {
      return;
    }
    if (words.contains("none") && words.size() > 1) {
      problems.add(map.get("downgraded"), "\"downgraded\" is none, or a list of others");
    }
    Set<String> expected = new LinkedHashSet<>(words);
    expected.remove("none");
    Place place = place("downgraded", String.join(" and ", words));
    plan(needs, () -> new DowngradeCheck(place, expected));
  }

  private void latency(Needs needs, boolean receiver) {
    YamlMap kinds = map.map("latency", "latency", Keys.LATENCY);
    if (kinds == null) {
      return;
    }
    for (LatencyCheck.Kind kind : LatencyCheck.Kind.values()) {
      YamlMap limits = kinds.map(kind.id(), "a latency", Keys.PERCENTILES);
      if (limits == null) {
        continue;
      }
      if (receiver && kind == LatencyCheck.Kind.PUBLISH) {
        problems.add(limits.node(), "a receiver has no publish latency: say it of the messages");
      }
      for (String percentile : Keys.PERCENTILES) {
        Long nanos = limits.duration(percentile);
        if (nanos != null) {
          Place place =
              new Place(
                  limits.node().file(),
                  limits.get(percentile).line(),
                  title,
                  "latency." + kind.id() + "." + percentile,
                  "up to " + Durations.text(nanos));
          plan(needs, () -> new LatencyCheck(place, kind, percentile, nanos));
        }
      }
    }
  }

  private void retain() {
    Boolean retain = map.bool("retain");
    if (retain != null) {
      Place place = place("retain", retain.toString());
      plan(
          Needs.MESSAGE,
          () ->
              ValueCheck.messages(
                  place,
                  "published with retain",
                  Set.of(retain.toString()),
                  ReportModel.Trace::retain));
    }
  }

  private void retainOfDelivery() {
    Boolean retain = map.bool("retain");
    if (retain != null) {
      Place place = place("retain", retain.toString());
      plan(
          Needs.DELIVERY,
          () ->
              ValueCheck.deliveryFlows(
                  place,
                  "delivered with retain",
                  Set.of(retain.toString()),
                  ReportModel.Flow::retain));
    }
  }

  private void otherReceivers(List<ClientPattern> receivers) {
    String none = map.choice("otherReceivers", List.of("none"));
    if (none != null) {
      Place place = place("otherReceivers", none);
      scope = Scope.ALL;
      plan(Needs.MESSAGE, () -> new OtherReceiversCheck(place, receivers));
    }
  }

  private void values(
      String key, List<String> words, String what, Function<ReportModel.Trace, Object> value) {
    Set<String> allowed = map.choices(key, words);
    if (!allowed.isEmpty()) {
      Place place = place(key, String.join(" or ", allowed));
      plan(Needs.MESSAGE, () -> ValueCheck.messages(place, what, allowed, value));
    }
  }

  private void deliveryValues(
      String key, List<String> words, String what, Function<ReportModel.Delivery, Object> value) {
    Set<String> allowed = map.choices(key, words);
    if (!allowed.isEmpty()) {
      Place place = place(key, allowed.stream().collect(Collectors.joining(" or ")));
      plan(Needs.DELIVERY, () -> ValueCheck.deliveries(place, what, allowed, value));
    }
  }

  private Amount amount(String key, Needs needs, BiFunction<Place, Amount, Check> check) {
    YamlNode value = map.get(key);
    Amount amount = value == null ? null : Amount.read(value, "\"" + key + "\"", problems);
    if (amount != null) {
      Place place = place(key, amount.toString());
      plan(needs, () -> check.apply(place, amount));
    }
    return amount;
  }

  private Place place(String key, String expected) {
    return new Place(map.node().file(), map.get(key).line(), title, prefix + key, expected);
  }

  private void plan(Needs needs, Supplier<Check> make) {
    planned.add(new Planned(scope, client, needs, make));
  }
}
