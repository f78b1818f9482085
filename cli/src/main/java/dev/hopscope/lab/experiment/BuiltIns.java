package dev.hopscope.lab.experiment;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The experiments that come with the command. */
public final class BuiltIns {
  private static final List<String> NAMES =
      List.of(
          "article",
          "downgrade-matrix",
          "durable-session",
          "clean-session",
          "offline-queue",
          "retained",
          "will-drop",
          "will-disconnect",
          "will-keepalive",
          "keepalive-ping",
          "wildcards",
          "overlapping",
          "shared",
          "qos1-redelivery",
          "qos2-resume",
          "broker-restart",
          "takeover",
          "bridge");

  private BuiltIns() {}

  /** Their names, in the order in which they are best read. */
  public static List<String> names() {
    return NAMES;
  }

  /** One of them: its cases. */
  public static List<Experiment> read(String name) {
    String file = name + ".yaml";
    return ExperimentReader.read(name, file, text(file));
  }

  /** The JSON Schema of experiments. */
  public static String schema() {
    return text("experiment.schema.json");
  }

  static String text(String file) {
    try (InputStream in = BuiltIns.class.getResourceAsStream(file)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
