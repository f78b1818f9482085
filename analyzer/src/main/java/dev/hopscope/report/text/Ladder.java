package dev.hopscope.report.text;

import dev.hopscope.report.ReportModel;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Draws a trace as a ladder: a column for each participant, a line for each packet, in time order,
 * with an arrow from the sender's column to the receiver's.
 */
final class Ladder {
  private final TraceView view;
  private final Terminal terminal;
  private final TimeScale times;
  private final Participants participants;
  private final List<LadderRow> rows;
  private final LadderLayout layout;

  Ladder(TraceView view, Terminal terminal, TimeScale times) {
    this.view = view;
    this.terminal = terminal;
    this.times = times;
    this.participants = new Participants(view);
    this.rows = LadderRows.of(view, participants);
    this.layout =
        rows.isEmpty()
            ? null
            : LadderLayout.of(participants, rows, dropOrder(), timeWidth(), terminal);
  }

  /** The lines; none if no packet of the trace is known. */
  List<StyledLine> lines() {
    List<StyledLine> lines = new ArrayList<>();
    if (layout == null) {
      return lines;
    }
    lines.add(roles());
    lines.add(names());
    for (LadderRow row : rows) {
      if (layout.shows(row.from()) && layout.shows(row.to())) {
        lines.add(draw(row));
      }
    }
    lines.addAll(leftOut());
    if (layout.labels() == LadderLayout.Labels.LEFT_SHORT) {
      String legend = "q2 = QoS 2, #1 = packet identifier 1, D = DUP, R = RETAIN";
      lines.add(new StyledLine().add("  ").add(legend, Style.FAINT));
    }
    return lines;
  }

  /** Whether a flow's client has a column. */
  boolean shows(ReportModel.Flow flow) {
    return layout != null && layout.shows(participants.clientOf(flow));
  }

  private int timeWidth() {
    int width = times.header().length();
    for (LadderRow row : rows) {
      width = Math.max(width, times.text(row.nanos()).length());
    }
    return width;
  }

  /** Receivers without anything special go first, the later ones before the earlier. */
  private List<Integer> dropOrder() {
    Set<Integer> special = new HashSet<>();
    for (ReportModel.Flow flow : view.ownFlows()) {
      if (!flow.outcome().equals("complete") || flow.retransmissions() > 0) {
        special.add(participants.clientOf(flow));
      }
    }
    List<Integer> order = new ArrayList<>();
    for (int pass = 0; pass < 3; pass++) {
      for (int i = participants.all().size() - 1; i >= 0; i--) {
        boolean receiver = participants.get(i).onlyReceives();
        int turn = !receiver ? 2 : special.contains(i) ? 1 : 0;
        if (turn == pass) {
          order.add(i);
        }
      }
    }
    return order;
  }

  private StyledLine roles() {
    Canvas canvas = new Canvas(terminal.width());
    for (int i = 0; i < participants.all().size(); i++) {
      if (layout.shows(i)) {
        String role = participants.get(i).roles().get(layout.roles());
        canvas.center(layout.position(i), role, Style.FAINT);
      }
    }
    return canvas.line();
  }

  private StyledLine names() {
    Canvas canvas = new Canvas(terminal.width());
    String header = times.header();
    canvas.put(layout.timeEnd() - header.length(), header, Style.FAINT);
    if (layout.labels() != LadderLayout.Labels.ON_ARROWS) {
      canvas.put(layout.labelStart(), "packet", Style.FAINT);
    }
    for (int i = 0; i < participants.all().size(); i++) {
      if (layout.shows(i)) {
        canvas.center(layout.position(i), layout.name(i), Style.STRONG);
      }
    }
    return canvas.line();
  }

  private StyledLine draw(LadderRow row) {
    Canvas canvas = new Canvas(terminal.width());
    String time = row.seen() ? times.text(row.nanos()) : "?";
    canvas.put(layout.timeEnd() - time.length(), time, row.seen() ? Style.PLAIN : row.style());
    boolean unicode = terminal.unicode();
    for (int i = 0; i < participants.all().size(); i++) {
      if (layout.shows(i)) {
        canvas.put(layout.position(i), unicode ? "│" : "|", Style.FAINT);
      }
    }
    boolean right = row.from() < row.to();
    int low = layout.position(Math.min(row.from(), row.to()));
    int high = layout.position(Math.max(row.from(), row.to()));
    String dash = row.seen() ? unicode ? "─" : "-" : unicode ? "┄" : ".";
    canvas.put(low + 1, dash.repeat(high - low - 1), row.style());
    cross(canvas, row, low, high);
    if (right) {
      canvas.put(low, unicode ? "├" : "|", Style.FAINT);
      canvas.put(high - 1, unicode ? "►" : ">", row.style());
    } else {
      canvas.put(high, unicode ? "┤" : "|", Style.FAINT);
      canvas.put(low + 1, unicode ? "◄" : "<", row.style());
    }
    putLabel(canvas, row);
    return canvas.line();
  }

  /** The lines of participants that an arrow passes stay visible. */
  private void cross(Canvas canvas, LadderRow row, int low, int high) {
    for (int i = 0; i < participants.all().size(); i++) {
      int at = layout.position(i);
      if (at > low && at < high) {
        canvas.put(at, terminal.unicode() ? row.seen() ? "┼" : "│" : "|", row.style());
      }
    }
  }

  private void putLabel(Canvas canvas, LadderRow row) {
    switch (layout.labels()) {
      case LEFT -> canvas.put(layout.labelStart(), row.label(), row.style());
      case LEFT_SHORT -> canvas.put(layout.labelStart(), row.shortLabel(), row.style());
      case ON_ARROWS -> {
        int client = participants.get(row.from()).broker() ? row.to() : row.from();
        int broker = client == row.to() ? row.from() : row.to();
        String label = " " + row.label() + " ";
        int at = broker < client ? layout.position(broker) + 2 : neighbour(broker) + 2;
        // an arrow to the left starts with its head
        canvas.put(row.from() > row.to() ? at + 1 : at, label, row.style());
      }
    }
  }

  /** The line of the column at the left of a participant. */
  private int neighbour(int participant) {
    int left = participant - 1;
    while (!layout.shows(left)) {
      left--;
    }
    return layout.position(left);
  }

  private List<StyledLine> leftOut() {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < participants.all().size(); i++) {
      if (!layout.shows(i)) {
        names.add(terminal.cut(terminal.safe(participants.get(i).name()), 30));
      }
    }
    if (names.isEmpty()) {
      return List.of();
    }
    String and =
        "and " + Durations.plural(names.size(), "more subscriber", "more subscribers") + ":";
    TextFlow flow =
        new TextFlow(terminal, new StyledLine().pad(layout.labelStart()), layout.labelStart());
    flow.add("", and, Style.PLAIN);
    int listed = Math.min(names.size(), 12);
    for (int i = 0; i < listed; i++) {
      flow.add(" ", names.get(i) + (i < names.size() - 1 ? "," : ""), Style.PLAIN);
    }
    if (listed < names.size()) {
      flow.add(" ", terminal.ellipsis(), Style.FAINT);
    }
    return flow.lines();
  }
}
