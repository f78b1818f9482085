package dev.hopscope.report;

import dev.hopscope.limits.Limits;

/**
 * Takes the elements of an analysis in the order in which they are decided.
 *
 * <p>An element comes after the elements that it cites. Captures, brokers, connections and sessions
 * grow while a capture is read: each comes when it is first cited, with {@code partial} true, and
 * once more, whole, when nothing more can be added to it; the last element of an id stands. The
 * summary is last. One thread calls.
 */
public interface ReportSink {
  /** Whether it takes anything but captures and the summary; asked once, at the start. */
  default boolean wantsDetail() {
    return true;
  }

  /**
   * Whether it takes flows, traces and deliveries; asked once, at the start. Where not, they are
   * only counted, which is much faster.
   */
  default boolean wantsMessages() {
    return wantsDetail();
  }

  /**
   * Called first.
   *
   * @param limits those of the run; a sink that holds elements keeps to them
   */
  default void begin(Limits limits) {}

  /** A capture: partial at its first frame, whole at its end. */
  default void capture(ReportModel.Capture capture) {}

  /** A broker: partial when found, whole at the end of the run. */
  default void broker(ReportModel.Broker broker) {}

  /** A connection: partial when recognised, whole when it ended. */
  default void connection(ReportModel.Connection connection) {}

  /** A session: partial when first cited, whole when it ended. */
  default void session(ReportModel.Session session) {}

  /** A flow, when its outcome is decided. */
  default void flow(ReportModel.Flow flow) {}

  /** Bytes that were never captured. */
  default void gap(ReportModel.Gap gap) {}

  /** Something worth telling. */
  default void finding(ReportModel.Finding finding) {}

  /** A trace, when it is closed; its flows came before. */
  default void trace(ReportModel.Trace trace) {}

  /** A delivery that arrived after its trace was handed over. */
  default void delivery(ReportModel.LateDelivery delivery) {}

  /**
   * What was handed over should now reach its reader: a live input has nothing more to give at the
   * moment, or has kept the run busy for a while. Comes again and again.
   */
  default void idle() {}

  /** The totals; nothing follows. */
  default void summary(ReportModel.Summary summary) {}
}
