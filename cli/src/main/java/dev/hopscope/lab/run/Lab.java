package dev.hopscope.lab.run;

import dev.hopscope.lab.LabException;
import dev.hopscope.lab.experiment.Experiment;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Runs experiments, one after the other. */
public final class Lab {
  private final LabOptions options;

  /** A lab. */
  public Lab(LabOptions options) {
    this.options = options;
  }

  /**
   * Runs experiments; the one that an interruption of the thread hits is the last.
   *
   * @param before told of each before it runs
   * @param after told of each result
   * @return the results, in the order of the experiments
   * @throws LabException if files cannot be written
   */
  public List<Result> run(
      List<Experiment> experiments, Consumer<Experiment> before, Consumer<Result> after) {
    List<Result> results = new ArrayList<>();
    try {
      for (Experiment each : experiments) {
        before.accept(each);
        Result result = run(each);
        results.add(result);
        after.accept(result);
      }
    } catch (InterruptedException e) {
      results.add(Result.failed(experiments.get(results.size()), "interrupted"));
    }
    return results;
  }

  private Result run(Experiment experiment) throws InterruptedException {
    InetSocketAddress broker = options.broker();
    if (broker == null) {
      return new ExperimentRun(experiment, options).run();
    }
    String control = experiment.control();
    if (control != null) {
      return Result.skipped(
          experiment,
          "%s, and %s:%d is not the lab's"
              .formatted(control, broker.getAddress().getHostAddress(), broker.getPort()));
    }
    try {
      Tidying.tidy(experiment, broker);
    } catch (LabException e) {
      return Result.failed(experiment, "nothing could be tidied up before: " + e.getMessage());
    }
    Result result = new ExperimentRun(experiment, options).run();
    try {
      Tidying.tidy(experiment, broker);
    } catch (LabException e) {
      return Result.failed(experiment, "nothing could be tidied up after it: " + e.getMessage());
    }
    return result;
  }
}
