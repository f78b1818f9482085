package dev.hopscope.report.json;

import java.lang.reflect.Constructor;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** Records of any type with random components: nulls, edges of numbers, and hostile texts. */
final class RandomElements {
  private static final List<String> TEXTS =
      List.of(
          "",
          "plant/r20/d00020/temperature",
          "{\"state\":\"running\\\"}",
          "\0\b\t\n\f\r\u001b[2J\u007f",
          "\u0080\u0085\u009f\u00a0\u00e9\u00ff",
          "\ud83d\ude00 \ud800 \udfff\ud83d",
          "\u5de5\u5382/\u200b\u202e\u2028\ufe0f\u1160\uffff",
          "/\\</script>'`&",
          "x".repeat(4096),
          "\"".repeat(4096),
          "\u0001".repeat(4097),
          "a long text ".repeat(20_000),
          "\u00fc".repeat(70_000));
  private static final long[] NUMBERS = {
    0, 1, -1, 9, 10, 99, 100, 65_535, 2_147_483_647, -2_147_483_648
  };
  private static final long[] LONG_NUMBERS = {
    2_147_483_648L, 999_999_999_999_999_999L, 1L << 62, Long.MAX_VALUE, Long.MIN_VALUE
  };

  private final Random random;

  RandomElements(long seed) {
    random = new Random(seed);
  }

  /** A record of a type. */
  <T extends Record> T element(Class<T> type) {
    RecordComponent[] components = type.getRecordComponents();
    Class<?>[] types = Stream.of(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
    Object[] values = Stream.of(components).map(each -> value(each.getGenericType())).toArray();
    try {
      Constructor<T> canonical = type.getDeclaredConstructor(types);
      return canonical.newInstance(values);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(e.getMessage(), e);
    }
  }

  private Object value(Type type) {
    if (type instanceof ParameterizedType list && list.getRawType() == List.class) {
      List<Object> values = new ArrayList<>();
      for (int left = random.nextInt(4); left > 0; left--) {
        Object value = value(list.getActualTypeArguments()[0]);
        if (value != null) {
          values.add(value);
        }
      }
      return List.copyOf(values);
    } else if (type instanceof Class<?> plain && plain.isRecord()) {
      return element(plain.asSubclass(Record.class));
    }
    boolean primitive = type instanceof Class<?> plain && plain.isPrimitive();
    return !primitive && random.nextInt(4) == 0 ? null : simple(type);
  }

  private Object simple(Type type) {
    if (type == int.class || type == Integer.class) {
      return (int) NUMBERS[random.nextInt(NUMBERS.length)];
    } else if (type == long.class || type == Long.class) {
      long[] numbers = random.nextBoolean() ? NUMBERS : LONG_NUMBERS;
      return numbers[random.nextInt(numbers.length)];
    } else if (type == boolean.class || type == Boolean.class) {
      return random.nextBoolean();
    } else if (type == String.class) {
      return random.nextInt(3) > 0 ? TEXTS.get(random.nextInt(9)) : hostile();
    }
    throw new AssertionError("no value is made for " + type);
  }

  private String hostile() {
    if (random.nextBoolean()) {
      return TEXTS.get(random.nextInt(TEXTS.size()));
    }
    StringBuilder text = new StringBuilder();
    int range = random.nextBoolean() ? 0x80 : 0x10000;
    for (int left = random.nextInt(20); left > 0; left--) {
      text.append((char) random.nextInt(range));
    }
    return text.toString();
  }
}
