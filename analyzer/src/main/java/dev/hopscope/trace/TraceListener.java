package dev.hopscope.trace;

/** Told of traces as they are decided. */
public interface TraceListener {
  /** A trace was closed; every flow it cites has ended. Valid until the call returns. */
  void onTrace(Trace trace);

  /** A delivery was linked to a trace that was handed over before. */
  void onLateDelivery(Trace trace, Delivery delivery);
}
