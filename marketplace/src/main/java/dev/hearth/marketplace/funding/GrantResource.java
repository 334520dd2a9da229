package dev.hearth.marketplace.funding;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.hearth.marketplace.account.Caller;
import dev.hearth.marketplace.ledger.CreditGrant;
import dev.hearth.marketplace.ledger.Wallets;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Funds that admins give to accounts: paid in, or presents. The same key again changes nothing. */
@Path("/v1")
@Consumes(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
final class GrantResource {
  private final Jdbi jdbi;
  private final Wallets wallets;
  private final Caller caller;

  GrantResource(Jdbi jdbi, Wallets wallets, Caller caller) {
    this.jdbi = jdbi;
    this.wallets = wallets;
    this.caller = caller;
  }

  /**
   * What is given.
   *
   * @param key names the payment or present behind it
   * @param amount dollars
   */
  @JsonNaming(SnakeCaseStrategy.class)
  record Gift(
      @NotNull @Size(min = 1, max = 200) String key,
      @NotNull String account,
      @NotNull BigDecimal amount,
      @Nullable @Min(0) @Max(100) Integer priority,
      @Nullable Instant expiresAt) {}

  /** Whether it was made now, or before. */
  record Given(boolean created) {}

  @POST
  @Path("admin/deposits")
  public Given deposit(@Valid @NotNull Gift gift) {
    return give(gift, CreditGrant.Kind.TOP_UP);
  }

  @POST
  @Path("admin/grants")
  public Given grant(@Valid @NotNull Gift gift) {
    return give(gift, CreditGrant.Kind.PROMOTIONAL);
  }

  private Given give(Gift gift, CreditGrant.Kind kind) {
    var _ = caller.admin();
    long nanos = Amounts.nanos(gift.amount());
    int priority = Objects.requireNonNullElse(gift.priority(), CreditGrant.USUAL_PRIORITY);
    return jdbi.inTransaction(
        handle -> {
          UUID account = Amounts.account(handle, gift.account());
          var grant = new CreditGrant(account, kind, nanos, priority, gift.expiresAt());
          return new Given(wallets.grant(handle, gift.key(), grant));
        });
  }
}
