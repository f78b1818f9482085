package dev.hopscope.expect;

import dev.hopscope.expect.Verdict.Reason;
import dev.hopscope.report.ReportModel;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;

/** How many MQTT packets of the flows are repeats; TCP's own do not count. */
final class RepeatCheck extends Check {
  private static final int NAMED = 5;

  private final Amount amount;
  private final String words;
  private final ToLongFunction<ReportModel.Flow> repeats;
  private final List<Reason> first = new ArrayList<>();
  private long count;

  private RepeatCheck(
      Place place, Amount amount, String words, ToLongFunction<ReportModel.Flow> repeats) {
    super(place);
    this.amount = amount;
    this.words = words;
    this.repeats = repeats;
  }

  static RepeatCheck retransmissions(Place place, Amount amount) {
    return new RepeatCheck(place, amount, "packets repeated", ReportModel.Flow::retransmissions);
  }

  /** Counts PUBLISH packets that say that they are repeats, whether or not the first was seen. */
  static RepeatCheck dup(Place place, Amount amount) {
    return new RepeatCheck(place, amount, "PUBLISH with DUP 1", RepeatCheck::dups);
  }

  private static long dups(ReportModel.Flow flow) {
    return flow.steps().stream().filter(step -> Boolean.TRUE.equals(step.dup())).count();
  }

  @Override
  void flow(Seen seen, ReportModel.Flow flow) {
    long more = repeats.applyAsLong(flow);
    count += more;
    if (more > 0 && first.size() < NAMED) {
      first.add(seen.reason(flow, Seen.last(flow), words + ": " + more));
    }
  }

  @Override
  String seen() {
    if (count > amount.most()) {
      first.forEach(evidence()::violation);
    } else if (count < amount.least()) {
      String what = words + ": " + count + ", expected " + amount;
      evidence().miss(new Reason(null, null, null, null, null, what));
    }
    return count == 0 ? "none" : Long.toString(count);
  }
}
