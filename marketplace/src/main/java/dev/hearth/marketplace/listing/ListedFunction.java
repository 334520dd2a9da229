package dev.hearth.marketplace.listing;

import dev.hearth.sdk.descriptor.Descriptor;
import java.time.Instant;

/**
 * A function as the catalog shows it.
 *
 * @param version digest of the live version's manifest
 * @param listed whether everyone may see and call it; otherwise it is private to its owner
 * @param unitPriceNanos nano-dollars per unit of the descriptor's billing unit; 0 while private
 */
public record ListedFunction(
    String owner,
    String name,
    String version,
    Descriptor descriptor,
    boolean listed,
    long unitPriceNanos,
    Instant updatedAt) {
  /** {@code owner/name}. */
  public String id() {
    return owner + "/" + name;
  }
}
