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
   * Runs experiments; an interruption of the thread ends the run.
   *
   * @param before told of each before it runs
   * @param after told of each result
   * @return the results, in the order of the experiments
   * @throws LabException if it was interrupted, or files cannot be written
   */
  public List<Result> run(
      List<Experiment> experiments, Consumer<Experiment> before, Consumer<Result> after) {
    List<Result> results = new ArrayList<>();
    for (Experiment each : experiments) {
      before.accept(each);
      Result result = run(each);
      results.add(result);
      after.accept(result);
    }
    return results;
  }

  private static String address(InetSocketAddress broker) {
    return broker.getAddress().getHostAddress() + ":" + broker.getPort();
  }

  private Result run(Experiment experiment) {
    String control = options.broker() == null ? null : experiment.control();
    if (control != null) {
      return Result.skipped(
          experiment, control + ", and " + address(options.broker()) + " is not the lab's");
    }
    if (options.broker() != null) {
      Tidying.of(experiment, options.broker());
    }
    try {
      return new ExperimentRun(experiment, options).run();
    } catch (InterruptedException e) {
      throw new LabException("interrupted", e);
    } finally {
      if (options.broker() != null) {
        Tidying.of(experiment, options.broker());
      }
    }
  }
}
