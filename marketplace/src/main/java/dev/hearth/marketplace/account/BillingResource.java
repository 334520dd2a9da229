package dev.hearth.marketplace.account;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.hearth.marketplace.money.Nanos;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The caller's settled funds, in fal's shape. */
@Path("/v1/account/billing")
@RunOnVirtualThread
final class BillingResource {
  private final Accounts accounts;
  private final Caller caller;

  BillingResource(Accounts accounts, Caller caller) {
    this.accounts = accounts;
    this.caller = caller;
  }

  /** Who it is, and the funds if they were asked for. */
  record Billing(
      String username, @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Credits credits) {}

  /** Settled funds; what leases hold is still part of them. */
  @JsonNaming(SnakeCaseStrategy.class)
  record Credits(BigDecimal currentBalance, long currentBalanceNanos, String currency) {
    static Credits of(long nanos) {
      return new Credits(Nanos.toDollars(nanos), nanos, "USD");
    }
  }

  @GET
  public Billing billing(@QueryParam("expand") @DefaultValue("") List<String> expand) {
    Account account = caller.account();
    boolean wanted =
        expand.stream()
            .flatMap(words -> Arrays.stream(words.split(",")))
            .anyMatch("credits"::equals);
    return new Billing(account.name(), wanted ? Credits.of(accounts.balanceNanos(account)) : null);
  }
}
