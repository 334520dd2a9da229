package dev.hearth.marketplace.secret;

import java.time.OffsetDateTime;

/** A secret that was set or unset: workers that were given it are to be replaced. */
public record SecretChange(String owner, String name, OffsetDateTime changedAt) {}
