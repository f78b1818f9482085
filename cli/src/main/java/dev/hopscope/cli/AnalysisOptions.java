package dev.hopscope.cli;

import dev.hopscope.AnalyzerOptions;
import dev.hopscope.mqtt.MqttVersion;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** How frames are understood, wherever they come from. */
final class AnalysisOptions {
  private static final BigDecimal MAX_WAIT_SECONDS = BigDecimal.valueOf(1_000_000);

  /** Somebody watches: what comes later than this is told as a late delivery. */
  private static final long LIVE_LINGER_NANOS = 200_000_000L;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Option(
      names = "--mqtt-port",
      paramLabel = "PORT",
      split = ",",
      description =
          "Ports on which MQTT is expected where a connection's start was not captured (default:"
              + " 1883). Content decides on any port.")
  private List<Integer> ports = List.of();

  @Option(
      names = "--mqtt-version",
      paramLabel = "VERSION",
      description =
          "3.1, 3.1.1 or 5.0: the version of connections whose CONNECT was not captured (default:"
              + " inferred).")
  private String version;

  @Option(
      names = "--same-broker",
      paramLabel = "HOST:PORT,HOST:PORT...",
      description =
          "Endpoints that are one broker (repeat it for another one). Loopback addresses of one port"
              + " are one broker anyway.")
  private List<String> sameBroker = List.of();

  @Option(
      names = "--payload-bytes",
      paramLabel = "N",
      defaultValue = "256",
      description = "Show at most N bytes of a payload (default: ${DEFAULT-VALUE}).")
  private int payloadBytes;

  @Mixin private LimitOptions limits;

  int payloadBytes() {
    return payloadBytes;
  }

  /**
   * The options of an analysis; a value that makes no sense is bad usage.
   *
   * @param live whether frames come while they are captured
   */
  AnalyzerOptions analyzerOptions(boolean live) {
    AnalyzerOptions options = limits.apply(AnalyzerOptions.DEFAULT);
    if (live) {
      options = options.withLink(options.link().withLingerNanos(LIVE_LINGER_NANOS));
    }
    if (payloadBytes < 0) {
      throw bad("--payload-bytes is negative: give 0 or more");
    }
    options = options.withPayloadBytes(payloadBytes);
    if (!ports.isEmpty()) {
      Set<Integer> distinct = new LinkedHashSet<>(ports);
      for (int port : distinct) {
        if (port < 1 || port > 65_535) {
          throw bad("--mqtt-port " + port + " is no port: give 1 to 65535");
        }
      }
      options = options.withMqttPorts(distinct);
    }
    List<Set<String>> brokers = new ArrayList<>();
    for (String endpoints : sameBroker) {
      Set<String> together = new LinkedHashSet<>(List.of(endpoints.split(",", -1)));
      if (together.size() < 2 || !together.stream().allMatch(each -> each.matches(".+:\\d+"))) {
        throw bad(
            "--same-broker " + endpoints + " names no two endpoints: give HOST:PORT,HOST:PORT");
      }
      brokers.add(together);
    }
    options = options.withSameBroker(brokers);
    return version == null ? options : options.withAssumedVersion(version(version));
  }

  private MqttVersion version(String text) {
    for (MqttVersion one : MqttVersion.values()) {
      if (one != MqttVersion.UNKNOWN && one.id().equals(text)) {
        return one;
      }
    }
    if (text.equals("5")) {
      return MqttVersion.V5_0;
    }
    throw bad("--mqtt-version " + text + " is unknown: give 3.1, 3.1.1 or 5.0");
  }

  /** Seconds as nanoseconds. */
  long nanos(String option, BigDecimal seconds) {
    if (seconds.signum() <= 0 || seconds.compareTo(MAX_WAIT_SECONDS) > 0) {
      throw bad(option + " " + seconds + " makes no sense: give seconds, more than 0");
    }
    return seconds.movePointRight(9).longValue();
  }

  private ParameterException bad(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
