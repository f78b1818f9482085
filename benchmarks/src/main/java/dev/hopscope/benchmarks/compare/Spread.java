package dev.hopscope.benchmarks.compare;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleUnaryOperator;

/**
 * Median and range of some runs.
 *
 * @param median of an even number: the mean of the two in the middle
 * @param min the least
 * @param max the largest
 */
record Spread(double median, double min, double max) {
  static Spread of(List<Double> values) {
    double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    int middle = sorted.length / 2;
    double median =
        sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    return new Spread(median, sorted[0], sorted[sorted.length - 1]);
  }

  /** Of the quotients of runs of the same rounds. */
  static Spread ofRatios(List<Double> dividends, List<Double> divisors) {
    double[] ratios = new double[dividends.size()];
    Arrays.setAll(ratios, i -> dividends.get(i) / divisors.get(i));
    return of(Arrays.stream(ratios).boxed().toList());
  }

  /** The same in another unit, by a function that rises. */
  Spread map(DoubleUnaryOperator unit) {
    return new Spread(unit.applyAsDouble(median), unit.applyAsDouble(min), unit.applyAsDouble(max));
  }

  String median(int decimals) {
    return text(median, decimals);
  }

  /** From the least to the largest. */
  String range(int decimals) {
    return text(min, decimals) + " .. " + text(max, decimals);
  }

  /** The median, and the range in parentheses. */
  String both(int decimals) {
    return median(decimals) + " (" + range(decimals) + ")";
  }

  private static String text(double value, int decimals) {
    return String.format(Locale.ROOT, "%,." + decimals + "f", value);
  }
}
