package dev.hearth.marketplace.usage;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.hearth.marketplace.money.Nanos;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;

/**
 * What became of one request and what it cost, as the runtime tells it.
 *
 * @param function {@code owner/name}
 * @param priceVersion 0 for an owner's call of their own function
 * @param holdNanos what the request held in its lease; the charge is within it
 * @param afterClose whether the lease was closed when the request ended
 * @param finishedAt kept to the microsecond
 */
public record UsageEvent(
    @JsonProperty(required = true) UUID requestId,
    @JsonProperty(required = true) UUID leaseId,
    @JsonProperty(required = true) UUID accountId,
    @JsonProperty(required = true) UUID ownerAccountId,
    @JsonProperty(required = true) String function,
    @JsonProperty(required = true) String version,
    @JsonProperty(required = true) long priceVersion,
    @JsonProperty(required = true) long unitPriceNanos,
    @JsonProperty(required = true) long microUnits,
    @JsonProperty(required = true) long chargeNanos,
    @JsonProperty(required = true) long holdNanos,
    @JsonProperty(required = true) boolean afterClose,
    @JsonProperty(required = true) Outcome outcome,
    @JsonProperty(required = true) Instant finishedAt) {
  /** How a request ended. */
  public enum Outcome {
    SUCCEEDED,
    FAILED,
    CANCELLED;

    /** The word on the wire. */
    @JsonValue
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** The outcome of that wire word. */
    @JsonCreator
    public static Outcome ofWord(String word) {
      return valueOf(word.toUpperCase(Locale.ROOT));
    }
  }

  public UsageEvent {
    Objects.requireNonNull(requestId, "requestId");
    Objects.requireNonNull(leaseId, "leaseId");
    Objects.requireNonNull(accountId, "accountId");
    Objects.requireNonNull(ownerAccountId, "ownerAccountId");
    Objects.requireNonNull(function, "function");
    Objects.requireNonNull(version, "version");
    Objects.requireNonNull(outcome, "outcome");
    finishedAt = finishedAt.truncatedTo(ChronoUnit.MICROS);
  }

  /** Whether the charge is what units and price make it, and within the hold. */
  boolean isPricedRight() {
    if (microUnits < 0 || unitPriceNanos < 0 || chargeNanos < 0 || chargeNanos > holdNanos) {
      return false;
    }
    if (outcome != Outcome.SUCCEEDED) {
      return chargeNanos == 0;
    }
    try {
      return Nanos.charge(microUnits, unitPriceNanos) == chargeNanos;
    } catch (ArithmeticException _) {
      return false;
    }
  }
}
