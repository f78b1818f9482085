/**
 * Tables of topics, clients and connections, as text in columns or as one JSON document.
 *
 * <p>A table is a {@link dev.hopscope.report.ReportSink} that counts and writes to a {@link
 * dev.hopscope.report.table.TableOutput} when the summary comes. Single-threaded. Rows are bounded,
 * and what comes after the last one is only counted. Captured text is escaped where it is written.
 * Streams are flushed, never closed; a failed write is an {@link java.io.UncheckedIOException}.
 */
package dev.hopscope.report.table;
