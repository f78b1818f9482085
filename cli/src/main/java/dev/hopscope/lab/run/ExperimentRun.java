package dev.hopscope.lab.run;

import dev.hopscope.expect.Evaluator;
import dev.hopscope.lab.LabException;
import dev.hopscope.lab.client.Inbox;
import dev.hopscope.lab.experiment.Experiment;
import dev.hopscope.lab.experiment.Step;
import dev.hopscope.lab.proxy.Fault;
import dev.hopscope.lab.proxy.FaultPlan;
import dev.hopscope.lab.proxy.Proxy;
import dev.hopscope.lab.run.Result.Status;
import dev.hopscope.lab.witness.Witnesses;
import dev.hopscope.lab.witness.Witnesses.Verdict;
import dev.hopscope.report.ReportSink;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Runs one experiment. */
final class ExperimentRun {
  private static final long QUIET_NANOS = 300_000_000L;
  private static final long LAST_QUIET_NANOS = 150_000_000L;
  private static final long QUIET_PATIENCE_NANOS = 30_000_000_000L;
  private static final int LOOK_MILLIS = 10;

  private final Experiment experiment;
  private final LabOptions options;
  private final FaultPlan faults;
  private final Set<String> deaf = new HashSet<>();
  private final List<String> reasons = new ArrayList<>();
  private Stage stage;
  private Actors actors;

  ExperimentRun(Experiment experiment, LabOptions options) {
    this.experiment = experiment;
    this.options = options;
    this.faults = new FaultPlan(experiment.faults());
  }

  /** Runs it; a failure inside of it is the result's. */
  Result run() throws InterruptedException {
    long began = System.nanoTime();
    try (Folders folders = Folders.of(options.out(), experiment)) {
      Reading reading = null;
      Verdict verdict = null;
      Evaluator evaluator = experiment.expect() == null ? null : new Evaluator(experiment.expect());
      ReportSink sink = evaluator == null ? new ReportSink() {} : evaluator;
      try {
        play(folders);
        reading = Reading.of(folders.capture(), options, sink, folders.kept());
        verdict = compare(reading);
        reasons.addAll(verdict.differences());
        // what broke off before cannot be as expected
        if (reasons.isEmpty() && evaluator != null) {
          evaluator.verdicts().forEach(this::take);
        }
      } catch (LabException e) {
        reasons.add(e.getMessage());
      }
      return new Result(
          experiment,
          reasons.isEmpty() ? Status.PASS : Status.FAIL,
          List.copyOf(reasons),
          reading == null ? "" : reading.deliveries(),
          reading == null ? "" : reading.ladders(),
          verdict,
          Duration.ofNanos(System.nanoTime() - began));
    }
  }

  private void take(dev.hopscope.expect.Verdict verdict) {
    if (verdict.status() != dev.hopscope.expect.Verdict.Status.PASS) {
      String why = verdict.reasons().isEmpty() ? verdict.seen() : verdict.reasons().get(0).text();
      reasons.add(
          "%s:%d: %s %s: expected %s; %s"
              .formatted(
                  verdict.file(),
                  verdict.line(),
                  verdict.group(),
                  verdict.expectation(),
                  verdict.expected(),
                  why));
    }
  }

  private void play(Folders folders) throws InterruptedException {
    try (Stage opened = Stage.open(experiment, options, folders, faults)) {
      stage = opened;
      try (Actors clients = new Actors(experiment.clients(), stage.proxies())) {
        actors = clients;
        steps();
        quiet(LAST_QUIET_NANOS);
        actors.leave(deaf);
        stage.finish();
        reasons.addAll(actors.failures());
      } finally {
        if (folders.kept() != null) {
          stage.writeEvents(folders);
        }
      }
    }
    for (Fault each : faults.notMet()) {
      reasons.add(
          "the fault at %s of %s never happened: no such packet came"
              .formatted(each.type(), each.client()));
    }
  }

  private void steps() throws InterruptedException {
    int number = 0;
    for (Step step : experiment.steps()) {
      number++;
      try {
        perform(step);
      } catch (LabException e) {
        String what = step.getClass().getSimpleName();
        reasons.add("step " + number + " (" + what + "): " + e.getMessage());
        return;
      }
    }
  }

  private void perform(Step step) throws InterruptedException {
    if (step instanceof Step.Connect each) {
      each.clients().forEach(this::connect);
    } else if (step instanceof Step.Subscribe each) {
      actors.client(each.client()).subscribe(each.filters());
    } else if (step instanceof Step.Unsubscribe each) {
      actors.client(each.client()).unsubscribe(each.filters());
    } else if (step instanceof Step.Publish each) {
      actors.publish(each);
    } else if (step instanceof Step.Disconnect each) {
      each.clients().forEach(actors::disconnect);
    } else if (step instanceof Step.Drop each) {
      each.clients().forEach(actors::drop);
    } else if (step instanceof Step.StopAnswering each) {
      each.clients().forEach(actors::stopAnswering);
      deaf.addAll(each.clients());
    } else if (step instanceof Step.RestartBroker each) {
      stage.restart(each.broker());
    } else if (step instanceof Step.WaitFor each) {
      Thread.sleep(each.time().toMillis());
    } else if (step instanceof Step.WaitQuiet) {
      quiet(QUIET_NANOS);
    } else if (step instanceof Step.Receive each) {
      receive(each);
    }
  }

  private void connect(String client) {
    actors.connect(client);
    deaf.remove(client);
  }

  private void quiet(long nanos) throws InterruptedException {
    long end = System.nanoTime() + QUIET_PATIENCE_NANOS;
    while (stage.quietNanos() < nanos) {
      if (System.nanoTime() > end) {
        throw new LabException("the wire was never quiet");
      }
      Thread.sleep(LOOK_MILLIS);
    }
  }

  private void receive(Step.Receive step) throws InterruptedException {
    Inbox inbox = actors.client(step.client()).inbox();
    if (!inbox.await(step.messages(), step.within())) {
      throw new LabException(
          "%s received %d of %d messages within %s s"
              .formatted(
                  step.client(),
                  inbox.messages().size(),
                  step.messages(),
                  step.within().toMillis() / 1e3));
    }
  }

  private Verdict compare(Reading reading) {
    Witnesses witnesses = new Witnesses();
    for (var each : stage.proxies().entrySet()) {
      Proxy proxy = each.getValue();
      witnesses.compare(
          proxy.connections(), stage.brokers().get(each.getKey()).events(), reading.packets());
    }
    witnesses.strangers(stage.connections(), reading.packets());
    return witnesses.verdict();
  }
}
