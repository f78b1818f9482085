package dev.hopscope.report.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Where a ladder's columns stand in a given width.
 *
 * <p>Labels lie on the arrows where there is room; else they have a column of their own at the
 * left, in full words or short ones; and where even that is too wide, receivers are left out.
 */
final class LadderLayout {
  /** Where labels are. */
  enum Labels {
    /** On the arrows. */
    ON_ARROWS,
    /** In a column at the left. */
    LEFT,
    /** In a column at the left, abbreviated. */
    LEFT_SHORT
  }

  private static final int MARGIN = 2;
  private static final int[] NAME_CAPS = {28, 22, 18, 15, 12, 10, 8};
  private static final int[] NARROW_NAME_CAPS = {18, 14, 12, 10, 8, 7, 6, 5};
  private static final int MIN_PITCH = 6;

  /** Columns by which arrows grow where there is room. */
  private static final int MAX_SLACK = 4;

  /** Blanks, dashes and head around a label that lies on its arrow. */
  private static final int AROUND_LABEL = 6;

  private final Labels labels;
  private final int timeWidth;
  private final int labelWidth;
  private final int[] positions;
  private final String[] names;
  private final int roles;

  private LadderLayout(
      Labels labels, int timeWidth, int labelWidth, int[] positions, String[] names, int roles) {
    this.labels = labels;
    this.timeWidth = timeWidth;
    this.labelWidth = labelWidth;
    this.positions = positions;
    this.names = names;
    this.roles = roles;
  }

  /**
   * Finds the most readable layout that fits.
   *
   * @param dropOrder participants in the order in which they may be left out
   */
  static LadderLayout of(
      Participants participants,
      List<LadderRow> rows,
      List<Integer> dropOrder,
      int timeWidth,
      Terminal terminal) {
    Finder finder = new Finder(participants, rows, timeWidth, terminal);
    boolean[] shown = new boolean[participants.all().size()];
    Arrays.fill(shown, true);
    LadderLayout layout = finder.any(shown, Labels.ON_ARROWS, NAME_CAPS);
    if (layout == null) {
      layout = finder.any(shown, Labels.LEFT, NARROW_NAME_CAPS);
    }
    for (int dropped = 0; layout == null; dropped++) {
      if (dropped > 0) {
        shown[dropOrder.get(dropped - 1)] = false;
      }
      int[] caps = dropped > 0 ? new int[] {10, 8, 6} : NARROW_NAME_CAPS;
      layout = dropped > 0 ? finder.any(shown, Labels.LEFT, caps) : null;
      if (layout == null && (dropped == 0 || dropped == dropOrder.size() - 1)) {
        layout = finder.any(shown, Labels.LEFT_SHORT, caps);
      }
    }
    return layout;
  }

  Labels labels() {
    return labels;
  }

  /** Where the time ends. */
  int timeEnd() {
    return MARGIN + timeWidth;
  }

  /** Where labels start that are not on the arrows. */
  int labelStart() {
    return timeEnd() + 2;
  }

  int labelWidth() {
    return labelWidth;
  }

  /** The column of a participant's line, -1 if it is left out. */
  int position(int participant) {
    return positions[participant];
  }

  boolean shows(int participant) {
    return positions[participant] >= 0;
  }

  String name(int participant) {
    return names[participant];
  }

  /** How short roles must be: an index into {@link Participants.Participant#roles}. */
  int roles() {
    return roles;
  }

  /** Tries layouts. */
  private record Finder(
      Participants participants, List<LadderRow> rows, int timeWidth, Terminal terminal) {

    LadderLayout any(boolean[] shown, Labels labels, int[] caps) {
      for (int cap : caps) {
        for (int roles = 0; roles < Participants.Participant.ROLE_FORMS; roles++) {
          LadderLayout layout = fit(shown, labels, cap, roles);
          if (layout != null) {
            return layout;
          }
        }
      }
      return null;
    }

    private LadderLayout fit(boolean[] shown, Labels labels, int cap, int roles) {
      List<Integer> columns = new ArrayList<>();
      String[] names = new String[shown.length];
      int[] widths = new int[shown.length];
      for (int i = 0; i < shown.length; i++) {
        if (shown[i]) {
          columns.add(i);
          String name = terminal.safe(participants.get(i).name());
          names[i] =
              participants.get(i).broker()
                  ? terminal.cutStart(name, cap)
                  : terminal.cutMiddle(name, cap);
          String role = participants.get(i).roles().get(roles);
          widths[i] = Math.max(Columns.of(names[i]), role.length());
        }
      }
      int labelWidth = labels == Labels.ON_ARROWS ? 0 : labelWidth(shown, labels);
      int left = MARGIN + timeWidth + 2 + (labelWidth == 0 ? 0 : labelWidth + 2);
      int[] pitches = pitches(columns, widths, labels);
      int first = widths[columns.get(0)];
      int last = widths[columns.get(columns.size() - 1)];
      int needed = left + first / 2 + Arrays.stream(pitches).sum() + (last + 1) / 2;
      if (needed > terminal.width()) {
        return null;
      }
      int slack = Math.min(MAX_SLACK, (terminal.width() - needed) / Math.max(1, pitches.length));
      int[] positions = new int[shown.length];
      Arrays.fill(positions, -1);
      int at = left + first / 2;
      for (int i = 0; i < columns.size(); i++) {
        positions[columns.get(i)] = at;
        at += i < pitches.length ? pitches[i] + slack : 0;
      }
      return new LadderLayout(labels, timeWidth, labelWidth, positions, names, roles);
    }

    private int labelWidth(boolean[] shown, Labels labels) {
      int width = 0;
      for (LadderRow row : rows) {
        if (shown[row.from()] && shown[row.to()]) {
          String label = labels == Labels.LEFT ? row.label() : row.shortLabel();
          width = Math.max(width, label.length());
        }
      }
      return width;
    }

    /** The least distances between neighbouring columns. */
    private int[] pitches(List<Integer> columns, int[] widths, Labels labels) {
      int[] pitches = new int[columns.size() - 1];
      for (int i = 0; i < pitches.length; i++) {
        int width = widths[columns.get(i)];
        int next = widths[columns.get(i + 1)];
        pitches[i] = Math.max(MIN_PITCH, (width + 1) / 2 + next / 2 + 2);
      }
      if (labels == Labels.ON_ARROWS) {
        for (LadderRow row : rows) {
          int gap = labelGap(columns.indexOf(row.from()), columns.indexOf(row.to()), columns);
          pitches[gap] = Math.max(pitches[gap], row.label().length() + AROUND_LABEL);
        }
      }
      return pitches;
    }

    /** A label lies beside the broker, so that labels stand below each other. */
    private int labelGap(int from, int to, List<Integer> columns) {
      int low = Math.min(from, to);
      int high = Math.max(from, to);
      return participants.get(columns.get(low)).broker() ? low : high - 1;
    }
  }
}
