package dev.hopscope.cli;

import dev.hopscope.report.filter.TraceFilter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Which messages are told; the totals always count all. */
final class FilterOptions {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Option(
      names = "--topic",
      paramLabel = "FILTER",
      description = "Only messages whose topic matches an MQTT topic filter, such as 'plant/+/#'.")
  private String topic;

  @Option(
      names = "--client",
      paramLabel = "ID",
      description = "Only messages that the client with this ClientID published or received.")
  private String client;

  private Integer trace;

  @Option(
      names = "--problems",
      description =
          "Only messages that were downgraded, repeated, missing, or whose hops did not complete.")
  private boolean problems;

  @Option(names = "--trace", paramLabel = "N", description = "Only trace N, from 1.")
  void trace(int id) {
    if (id < 1) {
      throw new ParameterException(
          spec.commandLine(), "--trace " + id + " cannot be: traces count from 1");
    }
    trace = id;
  }

  boolean any() {
    return topic != null || client != null || trace != null || problems;
  }

  /** The filter; one that is none is bad usage. */
  TraceFilter filter() {
    try {
      return new TraceFilter(topic, client, trace, problems);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(
          spec.commandLine(), "--topic " + topic + " is no topic filter: " + e.getMessage(), e);
    }
  }
}
