package dev.hearth.marketplace.listing;

import dev.hearth.marketplace.function.Standing;
import dev.hearth.sdk.descriptor.Descriptor;
import java.time.Instant;

/**
 * A function as the catalog shows it.
 *
 * @param version digest of the live version's manifest
 * @param unitPriceNanos nano-dollars per unit of the descriptor's billing unit, for others than its
 *     owner; 0 while there is no price
 */
public record ListedFunction(
    String owner,
    String name,
    String version,
    Descriptor descriptor,
    Standing standing,
    long unitPriceNanos,
    Instant updatedAt) {
  /** Whether everyone finds it in the catalog. */
  public boolean listed() {
    return standing.listed();
  }

  /** {@code owner/name}. */
  public String id() {
    return owner + "/" + name;
  }
}
