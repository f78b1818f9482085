package dev.hopscope.report;

import dev.hopscope.limits.Limits;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/**
 * Hands an analysis to another sink on a thread of its own, so that writing a report costs a second
 * core and not the time of the analysis.
 *
 * <p>Elements go over in batches of a bounded weight through a bounded queue; the analysis waits
 * where the other sink is slower. What that one throws is thrown here, by a call that follows, and
 * it is called no more. {@link #summary} returns when all was taken. What the other sink wants, and
 * the beginning, stay with the calling thread, and so do the run's limits: it must not hit any.
 *
 * <p>The thread ends with the summary or with {@link #close}, and keeps no process alive.
 */
public final class WriterThread implements ReportSink, AutoCloseable {
  /** An element weighs one, and more where it has lists and long texts. */
  private static final int BATCH_WEIGHT = 1024;

  private static final int BATCHES = 8;

  private final ReportSink next;
  private final BlockingQueue<List<Runnable>> queue = new ArrayBlockingQueue<>(BATCHES);
  private final Thread thread = new Thread(this::run, "report-writer");
  private List<Runnable> batch = new ArrayList<>();
  private int weight;
  private boolean ended;
  private volatile Throwable failure;

  /** Starts a thread that calls another sink. */
  public WriterThread(ReportSink next) {
    this.next = next;
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public boolean wantsDetail() {
    return next.wantsDetail();
  }

  @Override
  public boolean wantsMessages() {
    return next.wantsMessages();
  }

  @Override
  public void begin(Limits limits) {
    next.begin(limits);
  }

  @Override
  public void capture(ReportModel.Capture capture) {
    hand(() -> next.capture(capture), 1);
  }

  @Override
  public void broker(ReportModel.Broker broker) {
    hand(() -> next.broker(broker), 1 + broker.endpoints().size());
  }

  @Override
  public void connection(ReportModel.Connection connection) {
    hand(() -> next.connection(connection), 1 + connection.resyncDetails().size());
  }

  @Override
  public void session(ReportModel.Session session) {
    int weighs = 1 + session.connections().size();
    for (ReportModel.Subscription each : session.subscriptions()) {
      weighs += Limits.weight(each.filter());
    }
    hand(() -> next.session(session), weighs);
  }

  @Override
  public void flow(ReportModel.Flow flow) {
    hand(() -> next.flow(flow), Limits.weight(flow.topic()) + flow.steps().size());
  }

  @Override
  public void gap(ReportModel.Gap gap) {
    hand(() -> next.gap(gap), 1);
  }

  @Override
  public void finding(ReportModel.Finding finding) {
    hand(() -> next.finding(finding), Limits.weight(finding.message()));
  }

  @Override
  public void trace(ReportModel.Trace trace) {
    int texts =
        Limits.weight(trace.topic())
            + Limits.weight(trace.payload())
            + Limits.weight(trace.payloadBase64());
    hand(() -> next.trace(trace), texts + trace.deliveries().size() + trace.forwards().size());
  }

  @Override
  public void delivery(ReportModel.LateDelivery delivery) {
    hand(() -> next.delivery(delivery), 1 + delivery.delivery().subscriptions().size());
  }

  @Override
  public void idle() {
    hand(next::idle, 1);
    send();
  }

  @Override
  public void summary(ReportModel.Summary summary) {
    hand(() -> next.summary(summary), 1);
    close();
    throwFailure();
  }

  /** Waits until all that was handed over is taken, and ends the thread; throws nothing. */
  @Override
  public void close() {
    if (ended) {
      return;
    }
    ended = true;
    try {
      if (!batch.isEmpty()) {
        queue.put(batch);
      }
      queue.put(List.of());
      thread.join();
    } catch (InterruptedException e) {
      thread.interrupt();
      Thread.currentThread().interrupt();
    }
  }

  private void hand(Runnable call, int weighs) {
    batch.add(call);
    weight += weighs;
    if (weight >= BATCH_WEIGHT) {
      send();
    }
  }

  private void send() {
    throwFailure();
    if (batch.isEmpty()) {
      return; // an empty one would be the end
    }
    List<Runnable> full = batch;
    batch = new ArrayList<>(full.size());
    weight = 0;
    try {
      queue.put(full);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while a report was written", e);
    }
  }

  private void throwFailure() {
    Throwable thrown = failure;
    if (thrown instanceof Error error) {
      throw error;
    } else if (thrown instanceof RuntimeException exception) {
      throw exception;
    }
  }

  /** Takes batches until an empty one; after a failure only so that nobody waits for room. */
  private void run() {
    try {
      for (List<Runnable> full = queue.take(); !full.isEmpty(); full = queue.take()) {
        if (failure == null) {
          call(full);
        }
      }
    } catch (InterruptedException e) {
      // whoever waited for the end was told to stop
      failure = new IllegalStateException("interrupted while a report was written", e);
    }
  }

  private void call(List<Runnable> calls) {
    try {
      calls.forEach(Runnable::run);
    } catch (RuntimeException | Error e) {
      failure = e;
    }
  }
}
