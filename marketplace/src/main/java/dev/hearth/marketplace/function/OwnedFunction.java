package dev.hearth.marketplace.function;

import java.time.Instant;
import java.util.UUID;

/**
 * A function as it stands.
 *
 * @param liveVersion what new calls run
 */
public record OwnedFunction(
    long id,
    UUID ownerId,
    String owner,
    String name,
    String liveVersion,
    Standing standing,
    Instant updatedAt) {
  /** {@code owner/name}. */
  public String fullName() {
    return owner + "/" + name;
  }
}
