package dev.hopscope.qos;

/** Told of the flows of a connection, in the order of the frames. */
public interface FlowListener {
  /** A flow began; its first step is in it. */
  void onFlowStarted(QosFlow flow);

  /** A step was added, and did not end the flow. */
  default void onFlowStep(QosFlow flow, Step step) {}

  /** The flow has reached its outcome. */
  void onFlowEnded(QosFlow flow);

  /**
   * A PUBLISH used the identifier of a flow that was still under way, for another message, and the
   * capture lost nothing that could explain it.
   */
  default void onIdentifierInUse(QosFlow open, Step publish) {}

  /** An acknowledgement answers nothing that is or, for all that was captured, may be under way. */
  default void onStray(Step step) {}
}
