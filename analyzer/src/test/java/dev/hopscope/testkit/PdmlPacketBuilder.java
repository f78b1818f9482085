package dev.hopscope.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Collects the fields of one {@code <proto name="mqtt">}. */
final class PdmlPacketBuilder {
  private static final int PUBLISH = 3;
  private static final int CORRELATION_DATA = 0x09;
  private static final int AUTHENTICATION_DATA = 0x16;

  private static final Set<String> PROPERTY_FOLDERS =
      Set.of("mqtt.properties", "mqtt.will_properties");
  private static final Set<String> BINARY = Set.of("mqtt.msg", "mqtt.willmsg");
  private static final Set<String> TEXT =
      Set.of(
          "mqtt.topic",
          "mqtt.willtopic",
          "mqtt.username",
          "mqtt.passwd",
          "mqtt.protoname",
          "mqtt.clientid");
  private static final Set<String> PROPERTY_NUMBERS =
      Set.of("mqtt.prop_number", "mqtt.property.topic_alias", "mqtt.property.max_qos");
  private static final Set<String> PROPERTY_STRINGS =
      Set.of("mqtt.prop_string", "mqtt.prop_key", "mqtt.prop_value");

  private final Map<String, List<String>> fields = new LinkedHashMap<>();
  private final List<TsharkPacket.Property> properties = new ArrayList<>();
  private final List<TsharkPacket.Property> willProperties = new ArrayList<>();
  private List<TsharkPacket.Property> openFolder;
  private int depth;
  private int folderDepth;
  private boolean topicFromAlias;
  private boolean malformed;

  /** Takes a field with its attributes; every one is followed by an {@link #endField}. */
  void field(String name, String show, String value) {
    depth++;
    if (PROPERTY_FOLDERS.contains(name)) {
      openFolder = name.equals("mqtt.properties") ? properties : willProperties;
      folderDepth = depth;
    } else if (openFolder != null) {
      property(name, show, value);
    } else if (name.startsWith("mqtt.")) {
      // The topic that an alias stands for has no bytes of its own.
      topicFromAlias |= name.equals("mqtt.topic") && value.isEmpty() && !show.isEmpty();
      fields.computeIfAbsent(name, key -> new ArrayList<>()).add(text(name, show, value));
    }
  }

  /** Ends the field opened last. */
  void endField() {
    if (openFolder != null && depth == folderDepth) {
      openFolder = null;
    }
    depth--;
  }

  /** Notes that tshark calls the packet malformed. */
  void malformed() {
    malformed = true;
  }

  private void property(String name, String show, String value) {
    if (name.equals("mqtt.property_id")) {
      openFolder.add(new TsharkPacket.Property(Integer.decode(show), new ArrayList<>()));
      return;
    }
    if (openFolder.isEmpty()) {
      return; // the length of them all comes first
    }
    TsharkPacket.Property last = openFolder.get(openFolder.size() - 1);
    if (PROPERTY_NUMBERS.contains(name)) {
      last.values().add(decimal(show));
    } else if (PROPERTY_STRINGS.contains(name)) {
      boolean binary = last.id() == CORRELATION_DATA || last.id() == AUTHENTICATION_DATA;
      last.values().add(binary ? value : utf8(value));
    } else if (name.equals("mqtt.property.content_type")) {
      last.values().add(utf8(value.substring(4))); // the two bytes of its length stand before it
    }
  }

  private static String text(String name, String show, String value) {
    if (BINARY.contains(name)) {
      return value;
    }
    if (TEXT.contains(name)) {
      return value.isEmpty() ? show : utf8(value);
    }
    return decimal(show);
  }

  /** Flags and identifiers are shown in hex, numbers in decimal, what is neither stays. */
  private static String decimal(String show) {
    return show.startsWith("0x") ? Long.toString(Long.decode(show)) : show;
  }

  private static String utf8(String hex) {
    return new String(HexFormat.of().parseHex(hex), UTF_8);
  }

  /** The packet of the fields so far. */
  TsharkPacket build(
      long frame, int indexInFrame, int tcpStream, String source, String destination) {
    int firstByte = (int) number("mqtt.hdrflags");
    int type = firstByte < 0 ? -1 : firstByte >> 4;
    long packetId = number("mqtt.msgid");
    return new TsharkPacket(
        frame,
        indexInFrame,
        tcpStream,
        source,
        destination,
        type,
        firstByte < 0 ? -1 : firstByte & 0x0F,
        number("mqtt.len"),
        packetId < 0 ? null : (int) packetId,
        type == PUBLISH ? first("mqtt.topic") : null,
        topicFromAlias,
        type == PUBLISH ? payload() : null,
        frozen(fields),
        frozen(properties),
        frozen(willProperties),
        malformed);
  }

  private String payload() {
    String payload = first("mqtt.msg");
    return payload == null && !malformed ? "" : payload;
  }

  private String first(String name) {
    List<String> values = fields.get(name);
    return values == null ? null : values.get(0);
  }

  private long number(String name) {
    String value = first(name);
    return value == null ? -1 : Long.parseLong(value);
  }

  private static Map<String, List<String>> frozen(Map<String, List<String>> fields) {
    Map<String, List<String>> copy = new LinkedHashMap<>();
    fields.forEach((name, values) -> copy.put(name, List.copyOf(values)));
    return Collections.unmodifiableMap(copy);
  }

  private static List<TsharkPacket.Property> frozen(List<TsharkPacket.Property> properties) {
    return properties.stream()
        .map(property -> new TsharkPacket.Property(property.id(), List.copyOf(property.values())))
        .toList();
  }
}
