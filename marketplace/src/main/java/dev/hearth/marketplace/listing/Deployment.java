package dev.hearth.marketplace.listing;

import java.time.OffsetDateTime;

/**
 * The live version of a function.
 *
 * @param version digest of {@code manifest}
 * @param manifest the manifest's exact text
 * @param updatedAt when it became live or the function was changed otherwise
 */
public record Deployment(
    String owner, String name, String version, String manifest, OffsetDateTime updatedAt) {}
