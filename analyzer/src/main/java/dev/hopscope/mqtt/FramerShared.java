package dev.hopscope.mqtt;

import dev.hopscope.limits.Limit;
import dev.hopscope.limits.Limits;

/** What the framers of one run have in common: limits, and the topics used last. */
public final class FramerShared {
  private static final int TOPICS = 4096;

  final FramerLimits limits;
  final Limits run;
  final TopicCache topics = new TopicCache(TOPICS);

  /**
   * Creates what the framers of a run share.
   *
   * @param payloadBytes first bytes of each payload that are kept
   */
  public FramerShared(Limits run, int payloadBytes) {
    this(new FramerLimits(run.maxInt(Limit.PACKET_HEAD_BYTES), payloadBytes), run);
  }

  FramerShared(FramerLimits limits, Limits run) {
    this.limits = limits;
    this.run = run;
  }

  /** The limits of the run. */
  public Limits run() {
    return run;
  }
}
