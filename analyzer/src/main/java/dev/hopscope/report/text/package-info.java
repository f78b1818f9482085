/**
 * The report as text for people: a ladder for each trace, totals, a line for each packet.
 *
 * <p>Single-threaded. A writer buffers what it writes, flushes its stream and never closes it; what
 * waits for its trace is bounded. No line is wider than the {@link
 * dev.hopscope.report.text.Terminal}, and captured text is escaped by {@link
 * dev.hopscope.report.text.SafeText} before it is measured or shown: nothing in it can throw, move
 * the cursor or break a column. A failed write is an {@link java.io.UncheckedIOException}.
 */
package dev.hopscope.report.text;
