package dev.hopscope.mqtt;

import java.util.List;

/**
 * The properties of a 5.0 packet, in the order in which they were sent, immutable.
 *
 * @param all every property that decoded
 */
public record Properties(List<Property> all) {
  /** No properties at all: Property Length 0. */
  public static final Properties NONE = new Properties(List.of());

  /**
   * One property.
   *
   * @param id which
   * @param value a {@code Long} for the numeric types, a {@code String}, a {@code byte[]} for
   *     binary data, or a {@code String[2]} for a User Property
   */
  public record Property(PropertyId id, Object value) {}

  /** The first value of a property as a number, or {@code otherwise} if it is absent. */
  public long number(PropertyId id, long otherwise) {
    for (Property property : all) {
      if (property.id() == id && property.value() instanceof Long number) {
        return number;
      }
    }
    return otherwise;
  }

  /** The first value of a property as text, or null if it is absent. */
  public String text(PropertyId id) {
    for (Property property : all) {
      if (property.id() == id && property.value() instanceof String text) {
        return text;
      }
    }
    return null;
  }
}
