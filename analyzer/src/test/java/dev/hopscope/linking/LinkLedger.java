package dev.hopscope.linking;

import dev.hopscope.limits.Limit;
import dev.hopscope.report.ReportModel;
import dev.hopscope.report.ReportSink;
import dev.hopscope.testkit.model.Ledger;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** Compares the links of a report with the truth of the model broker. */
final class LinkLedger implements ReportSink, Ledger {
  private static final int NONE = 0;

  /** What is said of links of one kind. */
  static final class Count {
    long right;
    long wrong;
    long unknown;

    long all() {
      return right + wrong + unknown;
    }
  }

  private int[] truth = new int[1024];
  private int[] segmentOfFrame = new int[1024];
  private int[] segmentOfFlow = new int[1024];
  private int[] publishOfTrace = new int[1024];
  private final Map<String, Count> links = new LinkedHashMap<>();
  private String firstWrong = "";
  private long delivered;
  private long duplicates;
  private boolean groupsCut;

  LinkLedger() {
    for (String link : new String[] {"sole", "ordered", "tie"}) {
      links.put(link, new Count());
    }
  }

  @Override
  public void delivered(long deliverySegment, long publishSegment) {
    truth = with(truth, (int) deliverySegment, (int) publishSegment);
    delivered++;
  }

  @Override
  public void captured(long frame, long segment) {
    segmentOfFrame = with(segmentOfFrame, (int) frame, (int) segment);
  }

  @Override
  public void flow(ReportModel.Flow flow) {
    int segment = segmentOfFrame[(int) flow.steps().get(0).frame()];
    segmentOfFlow = with(segmentOfFlow, flow.id(), segment);
  }

  @Override
  public void trace(ReportModel.Trace trace) {
    int publish = trace.publishFlow() == null ? NONE : segmentOfFlow[trace.publishFlow()];
    publishOfTrace = with(publishOfTrace, trace.id(), publish);
    trace.deliveries().forEach(delivery -> check(trace.id(), delivery));
  }

  @Override
  public void delivery(ReportModel.LateDelivery late) {
    check(late.trace(), late.delivery());
  }

  @Override
  public void summary(ReportModel.Summary totals) {
    duplicates = totals.duplicates();
    groupsCut = totals.limits().containsKey(Limit.GROUP_MEMBERS.id());
  }

  private void check(int trace, ReportModel.Delivery delivery) {
    Count count = links.get(delivery.link());
    int publish = publishOfTrace[trace];
    int segment = segmentOfFlow[delivery.flow()];
    if (publish == NONE) {
      count.unknown++;
    } else if (truth[segment] == publish) {
      count.right++;
    } else {
      count.wrong++;
      if (firstWrong.isEmpty() && !delivery.link().equals("tie")) {
        firstWrong =
            delivery.link() + " segment " + segment + " is " + truth[segment] + " not " + publish;
      }
    }
  }

  private static int[] with(int[] values, int index, int value) {
    int[] grown =
        index < values.length
            ? values
            : Arrays.copyOf(values, Math.max(index + 1, values.length * 2));
    grown[index] = value;
    return grown;
  }

  Count links(String kind) {
    return links.get(kind);
  }

  /** Deliveries that the broker made. */
  long delivered() {
    return delivered;
  }

  /** Deliveries that the report tells of. */
  long told() {
    return links.values().stream().mapToLong(Count::all).sum();
  }

  long unknown() {
    return links.values().stream().mapToLong(count -> count.unknown).sum();
  }

  /** Whether groups were too large: then a delivery may find its message given up. */
  boolean groupsCut() {
    return groupsCut;
  }

  /** What the report takes for duplicates; the model broker makes none. */
  long duplicates() {
    return duplicates;
  }

  /** The first sure link that is wrong, or nothing. */
  String firstWrong() {
    return firstWrong;
  }

  /** Share of one kind in all links. */
  double share(String kind) {
    return (double) links(kind).all() / Math.max(1, told());
  }

  /** Share of the right ones in all links. */
  double rightShare() {
    return (double) links.values().stream().mapToLong(count -> count.right).sum()
        / Math.max(1, told());
  }
}
