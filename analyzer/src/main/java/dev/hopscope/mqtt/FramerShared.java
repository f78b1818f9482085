package dev.hopscope.mqtt;

import dev.hopscope.limits.Limit;
import dev.hopscope.limits.Limits;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * What the framers of one run have in common: limits, the topics used last, and what packets are
 * read with. Only a packet that comes in pieces needs a view of its own; so a connection at rest
 * costs little, and the packet that is being read stays near.
 */
public final class FramerShared {
  private static final int TOPICS = 1 << 14;
  private static final int MOST_SPARE = 64;

  final FramerLimits limits;
  final Limits run;
  final TopicCache topics = new TopicCache(TOPICS);
  private final TrialDecoder trial = new TrialDecoder();
  private final BodyAssembler whole;
  private final Deque<BodyAssembler> spare = new ArrayDeque<>();

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
    this.whole = new BodyAssembler(this);
  }

  /** An inference of the version for the two framers of a connection. */
  public VersionInference inference() {
    return new VersionInference(trial);
  }

  /** What reads a packet that is whole: good until the next one. */
  BodyAssembler whole() {
    return whole;
  }

  /** What reads a packet in pieces; the framer's until it gives it back. */
  BodyAssembler take() {
    BodyAssembler body = spare.poll();
    return body == null ? new BodyAssembler(this) : body;
  }

  /** Takes back what {@link #take} gave. */
  void give(BodyAssembler body) {
    if (spare.size() < MOST_SPARE) {
      spare.push(body);
    }
  }

  /** The limits of the run. */
  public Limits run() {
    return run;
  }
}
