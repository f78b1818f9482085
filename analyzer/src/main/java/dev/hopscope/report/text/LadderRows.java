package dev.hopscope.report.text;

import dev.hopscope.report.ReportModel;
import dev.hopscope.report.Times;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Puts the steps of a trace's flows into one list in time order, marking what is not there. */
final class LadderRows {
  private static final List<List<String>> STEPS =
      List.of(
          List.of("PUBLISH"),
          List.of("PUBLISH", "PUBACK"),
          List.of("PUBLISH", "PUBREC", "PUBREL", "PUBCOMP"));

  private final TraceView view;
  private final Participants participants;
  private final List<LadderRow> rows = new ArrayList<>();

  private LadderRows(TraceView view, Participants participants) {
    this.view = view;
    this.participants = participants;
  }

  static List<LadderRow> of(TraceView view, Participants participants) {
    LadderRows all = new LadderRows(view, participants);
    view.ownFlows().forEach(all::addFlow);
    all.rows.sort(Comparator.comparingLong(LadderRow::nanos));
    all.addGaps();
    return all.rows;
  }

  private void addFlow(ReportModel.Flow flow) {
    List<LadderRow> own = new ArrayList<>();
    List<String> types = new ArrayList<>();
    for (ReportModel.Step step : flow.steps()) {
      own.add(row(flow, step, types.contains(step.type())));
      types.add(step.type());
    }
    for (String type : flow.unseen()) {
      addUnseen(flow, type, own, types);
    }
    rows.addAll(own);
  }

  private LadderRow row(ReportModel.Flow flow, ReportModel.Step step, boolean again) {
    boolean up = step.direction().equals("client-to-server");
    int client = participants.clientOf(flow);
    int broker = participants.brokerOf(flow);
    boolean publish = step.type().equals("PUBLISH");
    boolean dup = Boolean.TRUE.equals(step.dup());
    boolean retain = publish && Boolean.TRUE.equals(flow.retain());
    StringBuilder label = new StringBuilder(step.type());
    StringBuilder brief = new StringBuilder(step.type());
    if (publish && flow.qos() != null) {
      label.append(" QoS ").append(flow.qos());
      brief.append(" q").append(flow.qos());
    }
    if (step.packetId() != null) {
      label.append(" id ").append(step.packetId());
      brief.append(" #").append(step.packetId());
    }
    label.append(dup ? " DUP" : again ? " again" : "").append(retain ? " RETAIN" : "");
    brief.append(dup ? " D" : again ? " again" : "").append(retain ? " R" : "");
    Style style = publish ? Style.PUBLISH : Style.PLAIN;
    if (step.reasonCode() != null && step.reasonCode() != 0) {
      String code = " " + ReasonCodes.hex(step.reasonCode());
      label.append(code);
      brief.append(code);
      style = step.reasonCode() >= 0x80 ? Style.BAD : style;
    }
    return new LadderRow(
        Times.nanos(step.time()),
        true,
        step.capture(),
        step.frame(),
        step.connection(),
        up ? client : broker,
        up ? broker : client,
        label.toString(),
        brief.toString(),
        dup || again ? Style.WARN : style);
  }

  /** A step that must have been on the wire stands behind the step that it follows. */
  private void addUnseen(
      ReportModel.Flow flow, String type, List<LadderRow> own, List<String> types) {
    int qos = flow.qos() == null ? 2 : Math.min(flow.qos(), 2);
    int place = 0;
    for (String before : STEPS.get(qos)) {
      if (before.equals(type)) {
        break;
      }
      place = Math.max(place, types.lastIndexOf(before) + 1);
    }
    if (own.isEmpty()) {
      return;
    }
    LadderRow beside = own.get(place > 0 ? place - 1 : 0);
    boolean ofSender = type.equals("PUBLISH") || type.equals("PUBREL");
    boolean up = ofSender == flow.hop().equals("publish");
    int client = participants.clientOf(flow);
    int broker = participants.brokerOf(flow);
    String label = type + " not captured";
    own.add(
        place,
        new LadderRow(
            beside.nanos(),
            false,
            beside.capture(),
            0,
            beside.connection(),
            up ? client : broker,
            up ? broker : client,
            label,
            type + " unseen",
            Style.WARN));
    types.add(place, type);
  }

  /** A gap stands before the first row that was captured after it. */
  private void addGaps() {
    Set<ReportModel.Gap> shown = new HashSet<>();
    for (ReportModel.Flow flow : view.ownFlows()) {
      for (ReportModel.Gap gap : view.gaps()) {
        if (flow.connections().contains(gap.connection()) && touches(flow, gap) && shown.add(gap)) {
          addGap(flow, gap);
        }
      }
    }
  }

  private static boolean touches(ReportModel.Flow flow, ReportModel.Gap gap) {
    long first = Long.MAX_VALUE;
    long last = 0;
    for (ReportModel.Step step : flow.steps()) {
      if (step.capture() == gap.capture()) {
        first = Math.min(first, step.frame());
        last = Math.max(last, step.frame());
      }
    }
    return !flow.unseen().isEmpty() || gap.frame() >= first && gap.frame() <= last;
  }

  private void addGap(ReportModel.Flow flow, ReportModel.Gap gap) {
    int place = 0;
    for (int i = 0; i < rows.size(); i++) {
      LadderRow row = rows.get(i);
      if (row.seen() && row.capture() == gap.capture() && row.frame() < gap.frame()) {
        place = i + 1;
      }
    }
    boolean up = gap.direction().equals("client-to-server");
    int client = participants.clientOf(flow);
    int broker = participants.brokerOf(flow);
    String size = gap.length() == null ? "bytes" : Durations.number(gap.length()) + " bytes";
    rows.add(
        place,
        new LadderRow(
            place == 0 ? 0 : rows.get(place - 1).nanos(),
            false,
            gap.capture(),
            0,
            gap.connection(),
            up ? client : broker,
            up ? broker : client,
            "gap: " + size,
            "gap: " + size,
            Style.BAD));
  }
}
