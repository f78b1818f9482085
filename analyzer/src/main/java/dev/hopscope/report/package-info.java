/**
 * The report: its model, whose names are a contract, and its writers.
 *
 * <p>Model records are immutable. A writer is a {@link dev.hopscope.report.ReportSink}: it takes
 * elements as they are decided, on one thread, and owns no part of the analysis.
 */
package dev.hopscope.report;
