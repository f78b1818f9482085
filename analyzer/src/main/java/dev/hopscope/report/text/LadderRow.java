package dev.hopscope.report.text;

/**
 * One line of a ladder: something that went from one column to another.
 *
 * @param nanos when, since 1970; where it stands among the others if {@code seen} is false
 * @param seen whether it was captured
 * @param capture of its frame
 * @param frame its frame, 0 if it was not captured
 * @param from column of the sender
 * @param to column of the receiver
 */
record LadderRow(
    long nanos,
    boolean seen,
    int capture,
    long frame,
    int connection,
    int from,
    int to,
    String label,
    String shortLabel,
    Style style) {}
