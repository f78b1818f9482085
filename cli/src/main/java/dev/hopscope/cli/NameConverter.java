package dev.hopscope.cli;

import java.util.Arrays;
import java.util.stream.Collectors;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads the values of an enum by the names that they print as. */
final class NameConverter<E extends Enum<E>> implements ITypeConverter<E> {
  private final E[] values;

  NameConverter(E[] values) {
    this.values = values.clone();
  }

  @Override
  public E convert(String text) {
    for (E value : values) {
      if (value.toString().equalsIgnoreCase(text)) {
        return value;
      }
    }
    String names = Arrays.stream(values).map(Object::toString).collect(Collectors.joining(", "));
    throw new TypeConversionException("give one of " + names + " instead of '" + text + "'");
  }
}
