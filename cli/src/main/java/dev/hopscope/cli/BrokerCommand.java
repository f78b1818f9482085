package dev.hopscope.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * {@code hopscope broker}: the options. The work is in {@link BrokerRun}, since every command line
 * loads this class, and the launcher puts the broker on the class path for this command only.
 */
@Command(
    name = "broker",
    description = {
      "Run the reference broker (HiveMQ CE, in this process) until it is interrupted: for"
          + " MQTT 3.1, 3.1.1 and 5.0 over TCP, TLS and WebSocket.",
      "One line on standard output says where it listens when it does."
    },
    footer = {
      "",
      "Example: hopscope broker --port 1883 --events events.jsonl -v",
      "Exit codes: 0 ended by SIGINT or SIGTERM, 2 bad usage, or a certificate or file of users that"
          + " cannot be used, 6 a port cannot be listened on, or output cannot be written."
    })
final class BrokerCommand implements Callable<Integer> {
  private static final long MAX_EXPIRY_SECONDS = 0xFFFF_FFFFL;

  private final Context context;
  private final Interruption interruption;

  @Spec private CommandSpec spec;
  @Mixin ListenOptions listen;
  @Mixin StacktraceOption common;

  @Option(
      names = "--data",
      paramLabel = "FOLDER",
      description = "Keep sessions and retained messages in FOLDER (default: in memory only).")
  Path data;

  @Option(
      names = "--max-qos",
      paramLabel = "QOS",
      defaultValue = "2",
      description = "The highest QoS: 0, 1 or 2 (default: ${DEFAULT-VALUE}).")
  int maxQos;

  @Option(
      names = "--session-expiry",
      paramLabel = "SECONDS",
      defaultValue = "300",
      description = "How long a session outlives its connection at most (default: 300).")
  long sessionExpiry;

  @Option(
      names = "--max-queued",
      paramLabel = "N",
      defaultValue = "1000",
      description = "How many messages wait for a session that is offline (default: 1000).")
  long maxQueued;

  @Option(
      names = "--events",
      paramLabel = "FILE",
      description = "Write a JSON line to FILE for each packet received and sent.")
  Path events;

  @Option(
      names = {"-v", "--verbose"},
      description = "Tell of each packet on standard error, as mosquitto -v does.")
  boolean verbose;

  BrokerCommand(Context context, Interruption interruption) {
    this.context = context;
    this.interruption = interruption;
  }

  @Override
  public Integer call() {
    listen.check();
    checkRange("--max-qos", maxQos, 0, 2);
    checkRange("--session-expiry", sessionExpiry, 0, MAX_EXPIRY_SECONDS);
    checkRange("--max-queued", maxQueued, 1, Integer.MAX_VALUE);
    try {
      return new BrokerRun(context, interruption, this).call();
    } catch (NoClassDefFoundError e) {
      throw new CommandFailure(
          ExitCode.USAGE, "the broker is not on the class path: start it with ./hopscope", e);
    }
  }

  private void checkRange(String option, long value, long least, long most) {
    if (value < least || value > most) {
      throw new ParameterException(
          spec.commandLine(), option + " " + value + " cannot be: give " + least + " to " + most);
    }
  }
}
