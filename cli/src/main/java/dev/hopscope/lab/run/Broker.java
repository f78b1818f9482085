package dev.hopscope.lab.run;

import dev.hopscope.broker.BrokerException;
import dev.hopscope.broker.EventLines;
import dev.hopscope.broker.PacketEvent;
import dev.hopscope.broker.ReferenceBroker;
import dev.hopscope.lab.LabException;
import dev.hopscope.lab.experiment.BrokerPlan;
import java.io.IOException;
import java.io.Writer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;

/** A broker of an experiment: the reference broker, which can be restarted, or one outside. */
final class Broker implements AutoCloseable {
  private final BrokerPlan plan;
  private final Path data;
  private final Consumer<String> problems;
  private final InetSocketAddress outside;
  private final Queue<PacketEvent> events = new ConcurrentLinkedQueue<>();
  private ReferenceBroker running;

  private Broker(BrokerPlan plan, Path data, Consumer<String> problems, InetSocketAddress outside) {
    this.plan = plan;
    this.data = data;
    this.problems = problems;
    this.outside = outside;
  }

  /** One that runs somewhere. */
  static Broker outside(InetSocketAddress address) {
    return new Broker(null, null, problem -> {}, address);
  }

  /**
   * Starts a reference broker.
   *
   * @param data where it keeps sessions, null for nowhere
   */
  static Broker start(BrokerPlan plan, Path data, Consumer<String> problems) {
    Broker broker = new Broker(plan, data, problems, null);
    broker.start();
    return broker;
  }

  private void start() {
    ReferenceBroker.Builder builder =
        ReferenceBroker.builder().port(0).listener(events::add).problems(problems);
    if (plan.maxQos() != null) {
      builder.maxQos(plan.maxQos());
    }
    if (plan.sessionExpiry() != null) {
      builder.sessionExpiry(plan.sessionExpiry());
    }
    if (plan.maxQueued() != null) {
      builder.maxQueued(plan.maxQueued());
    }
    if (data != null) {
      builder.data(data);
    }
    try {
      running = builder.start();
    } catch (BrokerException e) {
      throw new LabException("the broker: " + e.getMessage(), e);
    }
  }

  /** Stops it, and starts it again, on another port. */
  void restart() {
    close();
    start();
  }

  /** Where it listens now. */
  InetSocketAddress address() {
    return outside == null
        ? new InetSocketAddress(InetAddress.getLoopbackAddress(), running.port())
        : outside;
  }

  /** All that it received and sent, in all its lives; null of one outside. */
  List<PacketEvent> events() {
    return outside == null ? List.copyOf(events) : null;
  }

  /** Writes what it received and sent. */
  void write(Path file) throws IOException {
    try (Writer out = Files.newBufferedWriter(file)) {
      for (PacketEvent each : events) {
        out.write(EventLines.of(each));
      }
    }
  }

  /** Stops it; a broker outside is left alone. */
  @Override
  public void close() {
    if (running != null) {
      running.close();
    }
  }
}
