package dev.hopscope.lab.client;

import io.reactivex.FlowableSubscriber;
import java.util.function.Consumer;
import org.reactivestreams.Subscription;

/** Takes all messages of one connection, or of the session that it continues. */
final class HiveMessages<T> implements FlowableSubscriber<T> {
  private final Consumer<T> to;
  private volatile Subscription subscription;
  private volatile boolean cancelled;

  HiveMessages(Consumer<T> to) {
    this.to = to;
  }

  @Override
  public void onSubscribe(Subscription messages) {
    subscription = messages;
    messages.request(Long.MAX_VALUE);
  }

  @Override
  public void onNext(T message) {
    if (!cancelled) {
      to.accept(message);
    }
  }

  @Override
  public void onError(Throwable end) {
    // the session has ended: its messages have too
  }

  @Override
  public void onComplete() {
    // all have come
  }

  void cancel() {
    cancelled = true;
    if (subscription != null) {
      subscription.cancel();
    }
  }
}
