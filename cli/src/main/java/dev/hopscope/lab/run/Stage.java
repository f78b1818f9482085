package dev.hopscope.lab.run;

import dev.hopscope.capture.live.LiveException;
import dev.hopscope.lab.LabException;
import dev.hopscope.lab.capture.LabCapture;
import dev.hopscope.lab.capture.LateTap;
import dev.hopscope.lab.capture.LibpcapCapture;
import dev.hopscope.lab.capture.SynthesizedCapture;
import dev.hopscope.lab.experiment.Experiment;
import dev.hopscope.lab.proxy.FaultPlan;
import dev.hopscope.lab.proxy.Proxy;
import dev.hopscope.lab.proxy.ProxyConnection;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What an experiment plays on: brokers, a proxy before each, and the capture of the wire. */
final class Stage implements AutoCloseable {
  private static final long END_NANOS = 3_000_000_000L;

  private final Map<String, Broker> brokers = new LinkedHashMap<>();
  private final Map<String, Proxy> proxies = new LinkedHashMap<>();
  private final LateTap tap = new LateTap();
  private LabCapture capture;

  /** Starts everything. */
  static Stage open(Experiment experiment, LabOptions options, Folders folders, FaultPlan faults) {
    Stage stage = new Stage();
    try {
      stage.start(experiment, options, folders, faults);
      return stage;
    } catch (RuntimeException e) {
      stage.close();
      throw e;
    }
  }

  private void start(Experiment experiment, LabOptions options, Folders folders, FaultPlan faults) {
    experiment
        .brokers()
        .forEach(
            (name, plan) -> {
              Broker broker =
                  options.broker() != null
                      ? Broker.outside(options.broker())
                      : Broker.start(
                          plan,
                          experiment.restarts(name) ? folders.data(name) : null,
                          options.problems());
              brokers.put(name, broker);
              Proxy proxy = Proxy.open(faults, tap);
              proxies.put(name, proxy);
              proxy.target(broker.address());
            });
    capture = capture(options, folders);
    tap.to(capture.tap());
  }

  private LabCapture capture(LabOptions options, Folders folders) {
    String application = "hopscope lab " + options.version();
    if (options.proxyRecords()) {
      return SynthesizedCapture.start(folders.capture(), application, options.ticker());
    }
    try {
      List<Integer> ports = proxies.values().stream().map(Proxy::port).toList();
      return LibpcapCapture.start(folders.capture(), ports, application, options.ticker());
    } catch (LiveException e) {
      throw new LabException(e.getMessage() + ": --capture proxy needs no libpcap", e);
    }
  }

  Map<String, Proxy> proxies() {
    return proxies;
  }

  /** Stops a broker and starts it again; its clients lose their connections. */
  void restart(String name) {
    Proxy proxy = proxies.get(name);
    proxy.target(null);
    brokers.get(name).restart();
    proxy.target(brokers.get(name).address());
  }

  /** For how long nothing has gone over any wire; nanoseconds. */
  long quietNanos() {
    return proxies.values().stream().mapToLong(Proxy::quietNanos).min().orElse(0);
  }

  /**
   * Waits until all connections have ended and are captured, and stops.
   *
   * @throws LabException if the capture is not whole
   */
  void finish() throws InterruptedException {
    for (ProxyConnection each : connections()) {
      if (!each.awaitEnd(END_NANOS)) {
        each.close();
      }
    }
    List<ProxyConnection> all = connections();
    try {
      capture.await(all);
    } finally {
      capture.close();
      // what it has sent, it may tell a moment later than we got it; but before it is closed
      brokers.values().forEach(Broker::close);
    }
  }

  List<ProxyConnection> connections() {
    List<ProxyConnection> all = new ArrayList<>();
    proxies.values().forEach(proxy -> all.addAll(proxy.connections()));
    return all;
  }

  Map<String, Broker> brokers() {
    return brokers;
  }

  /** Writes what the brokers saw. */
  void writeEvents(Folders folders) {
    try {
      for (Map.Entry<String, Broker> each : brokers.entrySet()) {
        if (each.getValue().events() != null) {
          String which = brokers.size() == 1 ? "" : "-" + each.getKey();
          each.getValue().write(folders.kept().resolve("events" + which + ".jsonl"));
        }
      }
    } catch (IOException e) {
      throw new LabException(folders.kept() + ": cannot be written (" + e.getMessage() + ")", e);
    }
  }

  @Override
  public void close() {
    proxies.values().forEach(Proxy::close);
    if (capture != null) {
      capture.close();
    }
    brokers.values().forEach(Broker::close);
  }
}
