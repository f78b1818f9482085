/**
 * The report: its model, whose names are a contract, what builds it from the stages, and the sinks
 * that take it.
 *
 * <p>Model records are immutable and may be kept. A {@link dev.hopscope.report.ReportSink} or
 * {@link dev.hopscope.report.PacketSink} takes elements as they are decided, on one thread, and
 * owns no part of the analysis. Nothing captured throws. The forms of a report are in the packages
 * below this one, which it does not know.
 */
package dev.hopscope.report;
