package dev.hearth.marketplace.usage;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.hearth.marketplace.account.Caller;
import dev.hearth.marketplace.account.Public;
import dev.hearth.marketplace.listing.Catalog;
import dev.hearth.marketplace.listing.ListedFunction;
import dev.hearth.marketplace.money.Nanos;
import dev.hearth.sdk.error.CallException;
import dev.hearth.sdk.error.ErrorCode;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** What calls would cost: by units at the present price, or by what calls cost so far. */
@Path("/v1/models/pricing/estimate")
@Public
@RunOnVirtualThread
final class EstimateResource {
  private static final String BY_PRICE = "unit_price";
  private static final String BY_HISTORY = "historical_api_price";
  private static final BigDecimal MAX_QUANTITY = BigDecimal.valueOf(1_000_000_000_000L);

  private final Jdbi jdbi;
  private final Catalog catalog;
  private final UsageStore store;
  private final Caller caller;

  EstimateResource(Jdbi jdbi, Catalog catalog, UsageStore store, Caller caller) {
    this.jdbi = jdbi;
    this.catalog = catalog;
    this.store = store;
    this.caller = caller;
  }

  /** How much of which functions. */
  @JsonNaming(SnakeCaseStrategy.class)
  record Question(
      @NotNull String estimateType,
      @NotEmpty @Size(max = 50) Map<String, @NotNull Quantity> endpoints) {}

  /** One of the two, as the estimate's type wants it. */
  @JsonNaming(SnakeCaseStrategy.class)
  record Quantity(@Nullable BigDecimal callQuantity, @Nullable BigDecimal unitQuantity) {}

  /** The sum over all functions. */
  @JsonNaming(SnakeCaseStrategy.class)
  record Estimate(String estimateType, BigDecimal totalCost, String currency) {}

  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  public Estimate estimate(@Valid @NotNull Question question) {
    BigDecimal total = BigDecimal.ZERO;
    for (var endpoint : question.endpoints().entrySet()) {
      ListedFunction function = find(endpoint.getKey());
      total = total.add(cost(question.estimateType(), function, endpoint.getValue()));
    }
    BigDecimal rounded = total.setScale(9, RoundingMode.HALF_UP).stripTrailingZeros();
    return new Estimate(
        question.estimateType(), rounded.scale() < 1 ? rounded.setScale(1) : rounded, "USD");
  }

  private ListedFunction find(String endpointId) {
    return catalog
        .find(endpointId, caller.known().orElse(null))
        .orElseThrow(
            () -> new CallException(ErrorCode.NOT_FOUND, "no function \"" + endpointId + "\""));
  }

  private BigDecimal cost(String type, ListedFunction function, Quantity quantity) {
    return switch (type) {
      case BY_PRICE ->
          Nanos.toDollars(function.unitPriceNanos())
              .multiply(quantity("unit_quantity", quantity.unitQuantity()));
      case BY_HISTORY ->
          averageCost(function).multiply(quantity("call_quantity", quantity.callQuantity()));
      default ->
          throw refusal(
              "\"estimate_type\" is neither \"%s\" nor \"%s\"".formatted(BY_PRICE, BY_HISTORY));
    };
  }

  private static BigDecimal quantity(String name, @Nullable BigDecimal quantity) {
    if (quantity == null || quantity.signum() < 0 || quantity.compareTo(MAX_QUANTITY) > 0) {
      throw refusal("\"" + name + "\" is missing or not between 0 and " + MAX_QUANTITY);
    }
    return quantity;
  }

  private BigDecimal averageCost(ListedFunction function) {
    return jdbi.withHandle(handle -> store.averageChargeNanos(handle, function.id()))
        .map(nanos -> nanos.movePointLeft(9))
        .orElseThrow(
            () ->
                refusal(
                    "nobody has called \"%s\" lately; ask by \"%s\""
                        .formatted(function.id(), BY_PRICE)));
  }

  private static CallException refusal(String message) {
    return new CallException(ErrorCode.INVALID_INPUT, message);
  }
}
