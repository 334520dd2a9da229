package dev.hearth.marketplace.listing;

import java.util.UUID;

/**
 * A function as one account may call it now.
 *
 * @param version digest of {@code manifest}
 * @param manifest the manifest's exact text
 * @param priceVersion 0 for an owner's own calls, which cost nothing
 */
public record CallableFunction(
    String owner,
    String name,
    UUID ownerAccountId,
    String version,
    String manifest,
    long priceVersion,
    long unitPriceNanos) {}
