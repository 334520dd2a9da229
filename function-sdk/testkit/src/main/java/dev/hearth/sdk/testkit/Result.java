package dev.hearth.sdk.testkit;

import dev.hearth.sdk.json.Json;
import java.math.BigDecimal;
import java.util.List;

/**
 * What a call that worked gave. Media of the output lie on this machine until the function under
 * test is closed: {@code result.output().image().open()} reads them.
 *
 * @param output the output, sizes and types of its media as the node measures them
 * @param json the same as a caller gets it
 * @param microUnits what the call is billed for, in millionths of the billing unit
 * @param boundMicroUnits the most that it could have been billed for
 * @param logs what the function logged for this call
 * @param progress reports in order
 * @param partials what the function emitted, in order
 */
public record Result<O>(
    O output,
    Json json,
    long microUnits,
    long boundMicroUnits,
    List<LogLine> logs,
    List<Progress> progress,
    List<Json> partials) {
  private static final int MICRO_DIGITS = 6;

  public Result {
    logs = List.copyOf(logs);
    progress = List.copyOf(progress);
    partials = List.copyOf(partials);
  }

  /** What the call is billed for, in billing units: {@code 0.25} megapixels. */
  public BigDecimal units() {
    return BigDecimal.valueOf(microUnits, MICRO_DIGITS).stripTrailingZeros();
  }
}
