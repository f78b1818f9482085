package dev.hopscope.lab.experiment;

import dev.hopscope.expect.yaml.YamlMap;
import dev.hopscope.expect.yaml.YamlNode;
import dev.hopscope.expect.yaml.YamlProblems;
import dev.hopscope.lab.proxy.Fault;
import dev.hopscope.lab.proxy.Fault.Action;
import dev.hopscope.lab.proxy.Fault.Position;
import dev.hopscope.mqtt.Direction;
import dev.hopscope.mqtt.PacketType;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/** Reads a fault. */
final class FaultReader {
  static final List<String> KEYS = List.of("when", "position", "do", "lasts");
  static final List<String> WHEN = List.of("client", "direction", "type", "packetId", "occurrence");
  private static final List<String> DIRECTIONS =
      Arrays.stream(Direction.values()).map(Direction::id).toList();
  private static final List<String> TYPES =
      Arrays.stream(PacketType.values())
          .filter(type -> type != PacketType.RESERVED)
          .map(Enum::name)
          .toList();
  private static final long MOST_PACKET_ID = 65_535;

  private FaultReader() {}

  /** The fault; null where something of it is missing or wrong. */
  static Fault read(YamlNode node, Collection<String> clients, YamlProblems problems) {
    YamlMap fault = YamlMap.of(node, "a fault", KEYS, problems);
    fault.require("when");
    fault.require("do");
    YamlMap when = fault.map("when", "a fault's packet", WHEN);
    String action = fault.choice("do", words(Action.values()));
    String position = fault.choice("position", words(Position.values()));
    Long lasts = fault.duration("lasts");
    if (when == null || action == null) {
      return null;
    }
    for (String key : List.of("client", "direction", "type")) {
      when.require(key);
    }
    String client = when.choice("client", clients);
    String direction = when.choice("direction", DIRECTIONS);
    String type = when.choice("type", TYPES);
    Long packetId = when.integer("packetId", 1, MOST_PACKET_ID);
    Long occurrence = when.integer("occurrence", 1, Integer.MAX_VALUE);
    Action what = Action.valueOf(action.toUpperCase(Locale.ROOT));
    check(fault, what, problems);
    if (client == null || direction == null || type == null) {
      return null;
    }
    return new Fault(
        client,
        Direction.values()[DIRECTIONS.indexOf(direction)],
        PacketType.valueOf(type),
        packetId == null ? 0 : packetId.intValue(),
        occurrence == null ? 1 : occurrence.intValue(),
        position == null ? Position.BEFORE : Position.valueOf(position.toUpperCase(Locale.ROOT)),
        what,
        lasts == null ? null : Duration.ofNanos(lasts));
  }

  private static void check(YamlMap fault, Action action, YamlProblems problems) {
    boolean about = action == Action.CUT || action == Action.STALL;
    if (!about && fault.has("position")) {
      problems.add(
          fault.get("position"),
          "\"position\" is for cut and stall: " + word(action) + " has none");
    }
    boolean lasting = action == Action.STALL || action == Action.DELAY;
    if (!lasting && fault.has("lasts")) {
      problems.add(
          fault.get("lasts"), "\"lasts\" is for stall and delay: " + word(action) + " has none");
    }
    if (action == Action.DELAY) {
      fault.require("lasts");
    }
  }

  private static List<String> words(Enum<?>[] values) {
    return Arrays.stream(values).map(FaultReader::word).toList();
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
