package dev.hearth.marketplace.funding;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.hearth.marketplace.account.Account;
import dev.hearth.marketplace.account.Caller;
import dev.hearth.marketplace.credit.Credit;
import dev.hearth.marketplace.ledger.Ledger;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;
import org.jspecify.annotations.Nullable;

/** What the caller's account may spend, and has earned. */
@Path("/v1/account/wallets")
@RunOnVirtualThread
final class WalletResource {
  private final Jdbi jdbi;
  private final Credit credit;
  private final Ledger ledger;
  private final Caller caller;

  WalletResource(Jdbi jdbi, Credit credit, Ledger ledger, Caller caller) {
    this.jdbi = jdbi;
    this.credit = credit;
    this.ledger = ledger;
    this.caller = caller;
  }

  /**
   * An account's funds in nano-dollars.
   *
   * @param wallets those that aren't empty, in the order in which they are spent
   * @param reservedNanos what running calls may cost, and what a runtime has borrowed for the next
   * @param availableNanos the wallets less that, and less what has expired
   * @param earningsNanos what calls of its functions brought, until it is paid out
   */
  @JsonNaming(SnakeCaseStrategy.class)
  record Funds(
      List<Wallet> wallets,
      long reservedNanos,
      long availableNanos,
      long earningsNanos,
      String currency) {}

  /** What is left of a grant. */
  @JsonNaming(SnakeCaseStrategy.class)
  record Wallet(
      long grant,
      String kind,
      int priority,
      @Nullable Instant expiresAt,
      boolean expired,
      long grantedNanos,
      long balanceNanos) {}

  @GET
  public Funds funds() {
    Account account = caller.account();
    return jdbi.inTransaction(
        TransactionIsolationLevel.REPEATABLE_READ, handle -> funds(handle, account));
  }

  private Funds funds(Handle handle, Account account) {
    return new Funds(
        wallets(handle, account.id()),
        credit.reservedNanos(handle, account.id()),
        credit.availableNanos(handle, account.id()),
        ledger.balanceNanos(handle, Ledger.payable(account.name())),
        "USD");
  }

  private static List<Wallet> wallets(Handle handle, UUID account) {
    return handle
        .createQuery(
            """
            select g.id, g.kind, g.priority, g.expires_at,
              coalesce(g.expires_at <= now(), false) as expired, g.nanos, b.nanos as left_nanos
            from credit_grant g join balance b on b.ledger_account_id = g.ledger_account_id
            where g.account_id = :account and b.nanos > 0
            order by g.priority, g.expires_at nulls last, g.id\
            """)
        .bind("account", account)
        .map(
            (row, context) -> {
              var expiresAt = row.getTimestamp("expires_at");
              return new Wallet(
                  row.getLong("id"),
                  row.getString("kind"),
                  row.getInt("priority"),
                  expiresAt == null ? null : expiresAt.toInstant(),
                  row.getBoolean("expired"),
                  row.getLong("nanos"),
                  row.getLong("left_nanos"));
            })
        .list();
  }
}
