package dev.hopscope.lab.run;

import dev.hopscope.lab.experiment.Experiment;
import dev.hopscope.lab.witness.Witnesses.Verdict;
import java.time.Duration;
import java.util.List;

/**
 * How one experiment went.
 *
 * @param reasons why it failed or was skipped, a line each
 * @param deliveries what became of QoS, such as {@code 2→0} with how often; empty where there is
 *     none
 * @param ladders the report as text
 * @param witnesses null where it was skipped or broke off
 */
public record Result(
    Experiment experiment,
    Status status,
    List<String> reasons,
    String deliveries,
    String ladders,
    Verdict witnesses,
    Duration time) {

  /** How it ended. */
  public enum Status {
    /** All that was expected is so. */
    PASS,
    /** Something is not. */
    FAIL,
    /** It was not run. */
    SKIP
  }

  /** Of an experiment that broke off. */
  static Result failed(Experiment experiment, String why) {
    return new Result(experiment, Status.FAIL, List.of(why), "", "", null, Duration.ZERO);
  }

  /** Of an experiment that was not run. */
  static Result skipped(Experiment experiment, String why) {
    return new Result(experiment, Status.SKIP, List.of(why), "", "", null, Duration.ZERO);
  }
}
