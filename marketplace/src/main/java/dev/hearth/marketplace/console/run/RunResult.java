package dev.hearth.marketplace.console.run;

import dev.hearth.sdk.json.Json;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/** How a request ended. */
public sealed interface RunResult {
  /** Dollars that the caller paid, if the runtime told. */
  Optional<BigDecimal> costDollars();

  /** It has an output. */
  record Succeeded(Json output, Optional<BigDecimal> costDollars) implements RunResult {}

  /**
   * It failed.
   *
   * @param faults at least one
   */
  record Failed(int status, List<Fault> faults, Optional<BigDecimal> costDollars)
      implements RunResult {
    public Failed {
      faults = List.copyOf(faults);
    }
  }
}
