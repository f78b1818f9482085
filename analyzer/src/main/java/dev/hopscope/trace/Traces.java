package dev.hopscope.trace;

import dev.hopscope.limits.Limit;
import dev.hopscope.limits.Limits;
import dev.hopscope.mqtt.Payload;
import dev.hopscope.session.Flow;
import dev.hopscope.session.Session;
import java.util.function.Consumer;

/** The open traces: what each still waits for, and when it is handed over. */
final class Traces {
  private final LinkOptions options;
  private final Limits limits;
  private final TraceListener listener;
  private final AgeQueue<Trace> byAge = new AgeQueue<>(trace -> trace.closedBy() == null);
  private final AgeQueue<Trace> lingering = new AgeQueue<>(trace -> trace.closedBy() == null);
  private Consumer<Trace> abandon = trace -> {};
  private int made;
  private long now = Long.MIN_VALUE;
  private boolean ending;

  Traces(LinkOptions options, Limits limits, TraceListener listener) {
    this.options = options;
    this.limits = limits;
    this.listener = listener;
  }

  /** Sets what frees the slots of a trace that a limit closes. */
  void onAbandon(Consumer<Trace> action) {
    abandon = action;
  }

  Trace begin(
      Origin origin,
      String topic,
      Payload payload,
      int payloadLength,
      int qos,
      boolean retain,
      Flow publishFlow,
      Session publisher) {
    Trace trace =
        new Trace(
            ++made, origin, topic, payload, payloadLength, qos, retain, publishFlow, publisher);
    limits.add(Limit.OPEN_MESSAGES, Limits.weight(topic));
    byAge.add(trace, Long.MAX_VALUE);
    if (publishFlow != null) {
      trace.openFlows++;
    }
    while (limits.isOver(Limit.OPEN_MESSAGES)) {
      Trace oldest = byAge.takeOldest();
      if (oldest == null) {
        break;
      }
      limits.hit(Limit.OPEN_MESSAGES);
      giveUp(oldest);
    }
    return trace;
  }

  void add(Message message) {
    message.trace.add(message);
  }

  /** A trace also waits for this flow. */
  void awaits(Trace trace, Flow flow) {
    if (flow.exchange().outcome() == null) {
      trace.openFlows++;
    }
  }

  /** Keeps a trace open a little longer than it needs, from the given time on. */
  void lingerFor(Trace trace, long fromNanos) {
    if (trace.closedBy() != null) {
      return;
    }
    trace.lingerUntilNanos = fromNanos + options.lingerNanos();
    lingering.add(trace, trace.lingerUntilNanos);
  }

  /** Adds a delivery that was linked, to its trace or behind it. */
  void add(Trace trace, Delivery delivery) {
    boolean ended = delivery.flow().exchange().outcome() != null;
    if (trace.closedBy() != null) {
      delivery.late = true;
      if (ended) {
        listener.onLateDelivery(trace, delivery);
      }
      return;
    }
    trace.add(delivery);
    if (!ended) {
      delivery.counted = true;
      trace.openFlows++;
    }
  }

  void flowEnded(Trace trace) {
    trace.openFlows--;
    closeIfDone(trace);
  }

  void flowEnded(Delivery delivery) {
    if (delivery.message() == null) {
      return;
    }
    Trace trace = delivery.message().trace;
    if (delivery.late) {
      listener.onLateDelivery(trace, delivery);
    } else if (delivery.counted) {
      delivery.counted = false;
      flowEnded(trace);
    }
  }

  void closeIfDone(Trace trace) {
    if (trace.closedBy() != null || trace.openFlows > 0) {
      return;
    }
    if (trace.givenUp) {
      close(trace, ClosedBy.LIMIT);
    } else if (trace.openSlots == 0 && trace.lingerUntilNanos <= now) {
      ClosedBy unserved = ending ? ClosedBy.END : ClosedBy.DEADLINE;
      close(trace, trace.unserved > 0 ? unserved : ClosedBy.COMPLETE);
    }
  }

  /** Lets time pass. */
  void onTime(long nanos) {
    now = nanos;
  }

  /** Closes what lingered until now. */
  void expire() {
    for (Trace due = lingering.takeDue(now); due != null; due = lingering.takeDue(now)) {
      closeIfDone(due);
    }
  }

  /** The capture is over: what is not served by now was not waited for long enough. */
  void ending() {
    ending = true;
  }

  void closeAll() {
    now = Long.MAX_VALUE;
    for (Trace trace = byAge.takeOldest(); trace != null; trace = byAge.takeOldest()) {
      boolean done = trace.openFlows == 0 && trace.openSlots == 0 && trace.unserved == 0;
      close(trace, done ? ClosedBy.COMPLETE : ClosedBy.END);
    }
  }

  // Its flows are told before it: what is under way is bounded by the limit of open flows.
  private void giveUp(Trace trace) {
    trace.givenUp = true;
    limits.give(Limit.OPEN_MESSAGES, Limits.weight(trace.topic()));
    abandon.accept(trace);
    closeIfDone(trace);
  }

  private void close(Trace trace, ClosedBy how) {
    trace.close(how);
    if (!trace.givenUp) {
      limits.give(Limit.OPEN_MESSAGES, Limits.weight(trace.topic()));
    }
    listener.onTrace(trace);
    trace.release();
  }
}
