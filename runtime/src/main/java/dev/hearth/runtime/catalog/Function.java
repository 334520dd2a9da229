package dev.hearth.runtime.catalog;

import dev.hearth.sdk.descriptor.Descriptor;
import dev.hearth.sdk.manifest.Manifest;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * A function as one caller may call it.
 *
 * @param id {@code owner/name}
 * @param ownerAccountId the account that earns
 * @param version digest of the manifest
 * @param endpoints validators by path
 * @param priceVersion 0 for an owner's own calls
 * @param unitPriceNanos nano-dollars per unit
 */
public record Function(
    String id,
    UUID ownerAccountId,
    String version,
    Manifest manifest,
    Map<String, EndpointSchema> endpoints,
    long priceVersion,
    long unitPriceNanos) {
  /** What the compiler found in its code. */
  public Descriptor descriptor() {
    return manifest.descriptor();
  }

  /** The endpoint of that path. */
  public Optional<EndpointSchema> endpoint(String path) {
    return Optional.ofNullable(endpoints.get(path));
  }
}
