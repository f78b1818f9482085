package dev.hopscope.mqtt;

import java.lang.reflect.RecordComponent;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;

/** A packet's content as text, arrays and payloads included, so that contents can be compared. */
final class PacketText {
  private PacketText() {}

  static String of(Object value) {
    if (value instanceof byte[] bytes) {
      return HexFormat.of().formatHex(bytes);
    }
    if (value instanceof String[] pair) {
      return String.join("=", pair);
    }
    if (value instanceof Payload payload) {
      return payload.length()
          + ":"
          + payload.digest()
          + ":"
          + payload.utf8()
          + ":"
          + payload.base64(Integer.MAX_VALUE);
    }
    if (value instanceof List<?> list) {
      return list.stream().map(PacketText::of).collect(Collectors.joining(",", "[", "]"));
    }
    return value instanceof Record content ? ofRecord(content) : String.valueOf(value);
  }

  private static String ofRecord(Record content) {
    StringBuilder text = new StringBuilder(content.getClass().getSimpleName()).append('{');
    for (RecordComponent component : content.getClass().getRecordComponents()) {
      try {
        text.append(component.getName())
            .append('=')
            .append(of(component.getAccessor().invoke(content)))
            .append(' ');
      } catch (ReflectiveOperationException e) {
        throw new LinkageError(e.getMessage(), e);
      }
    }
    return text.append('}').toString();
  }
}
