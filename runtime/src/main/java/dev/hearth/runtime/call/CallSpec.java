package dev.hearth.runtime.call;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hearth.runtime.catalog.EndpointSchema;
import dev.hearth.runtime.catalog.Function;
import dev.hearth.runtime.metering.Price;
import dev.hearth.sdk.descriptor.Descriptor.Bill;
import dev.hearth.sdk.error.CallException;
import dev.hearth.sdk.error.ErrorCode;
import dev.hearth.sdk.metering.Meter;
import java.time.Instant;
import java.util.OptionalLong;
import java.util.UUID;

/**
 * A valid call.
 *
 * @param text the input's exact bytes, UTF-8
 * @param startBy when it must have begun to run
 * @param maxCostNanos what the caller will pay at most
 * @param hint what the worker should have at hand, if such a one is free; empty for nothing
 */
@SuppressWarnings("ArrayRecordComponent") // passed on, never compared
public record CallSpec(
    UUID requestId,
    UUID accountId,
    Function function,
    EndpointSchema endpoint,
    ObjectNode input,
    byte[] text,
    Instant startBy,
    OptionalLong maxCostNanos,
    String hint) {
  /** How the call is billed. */
  public Bill bill() {
    return endpoint.bill(function.descriptor());
  }

  /** The most that it can consume while its media aren't known, in micro-units. */
  public long boundMicroUnits() {
    return Meter.bound(bill(), this::field);
  }

  /** What it can cost at most while its media aren't known. */
  public long boundNanos() {
    return Price.charge(boundMicroUnits(), function.unitPriceNanos());
  }

  /** JSON of an input field, or of its default; {@code null} in JSON where it has neither. */
  public String field(String name) {
    return endpoint.valueOrDefault(input, name);
  }

  /** Whether the output is to hold its files itself: fal's {@code sync_mode}, of any function. */
  public boolean inlinesMedia() {
    return field("sync_mode").equals("true");
  }

  /** Whether the bound gets closer once the media are known. */
  public boolean boundNeedsMedia() {
    return !bill().boundMedia().isEmpty();
  }

  /**
   * Checks a cost against the caller's limit.
   *
   * @throws CallException with {@code MAX_COST_EXCEEDED}
   */
  public void checkMaxCost(long nanos) {
    if (maxCostNanos.isPresent() && nanos > maxCostNanos.getAsLong()) {
      throw new CallException(
          ErrorCode.MAX_COST_EXCEEDED,
          "this call may cost up to $%s, x-hearth-max-cost allows $%s"
              .formatted(Price.dollars(nanos), Price.dollars(maxCostNanos.getAsLong())));
    }
  }
}
