package dev.hearth.bench.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * One measured number.
 *
 * @param yardstick what the same run measured for comparison, in the same unit
 * @param ratio value by yardstick
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record Figure(
    String name, double value, String unit, @Nullable Double yardstick, @Nullable Double ratio) {
  /** A number without anything to compare it with. */
  public static Figure alone(String name, double value, String unit) {
    return new Figure(name, round(value), unit, null, null);
  }

  /** A number beside its yardstick. */
  public static Figure beside(String name, double value, String unit, double yardstick) {
    return new Figure(
        name,
        round(value),
        unit,
        round(yardstick),
        yardstick == 0 ? null : round(value / yardstick));
  }

  private static double round(double value) {
    return Math.round(value * 1e4) / 1e4;
  }
}
