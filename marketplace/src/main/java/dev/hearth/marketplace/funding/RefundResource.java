package dev.hearth.marketplace.funding;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.hearth.marketplace.account.Caller;
import dev.hearth.marketplace.money.Nanos;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import java.math.BigDecimal;
import java.util.OptionalLong;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Refunds of calls, by admins. */
@Path("/v1/admin/refunds")
@Consumes(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
final class RefundResource {
  private final Refunds refunds;
  private final Caller caller;

  RefundResource(Refunds refunds, Caller caller) {
    this.refunds = refunds;
    this.caller = caller;
  }

  /**
   * What is asked for.
   *
   * @param amount dollars; all that is left without it
   */
  @JsonNaming(SnakeCaseStrategy.class)
  record Wish(
      @NotNull @Size(min = 1, max = 200) String key,
      @NotNull UUID requestId,
      @Nullable BigDecimal amount,
      @NotNull @Size(min = 1, max = 500) String reason) {}

  /** What is refunded by that key. */
  @JsonNaming(SnakeCaseStrategy.class)
  record Refunded(UUID requestId, BigDecimal amount, long amountNanos, String currency) {}

  @POST
  public Refunded refund(@Valid @NotNull Wish wish) {
    var _ = caller.admin();
    BigDecimal amount = wish.amount();
    OptionalLong nanos =
        amount == null ? OptionalLong.empty() : OptionalLong.of(Amounts.nanos(amount));
    Refunds.Refund refund =
        refunds.refund(new Refunds.Request(wish.key(), wish.requestId(), nanos, wish.reason()));
    return new Refunded(refund.requestId(), Nanos.toDollars(refund.nanos()), refund.nanos(), "USD");
  }
}
