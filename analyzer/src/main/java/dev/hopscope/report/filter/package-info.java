/**
 * Sinks before a writer: they leave out traces that were not asked for, or put pseudonyms in the
 * place of names.
 *
 * <p>Single-threaded. Each hands new or unchanged elements to the sink it was given, closes
 * nothing, and holds no more flows than its bound. Captured text never throws; a text that is no
 * topic filter is refused by {@link dev.hopscope.report.filter.TraceFilter} with an {@link
 * java.lang.IllegalArgumentException}.
 */
package dev.hopscope.report.filter;
