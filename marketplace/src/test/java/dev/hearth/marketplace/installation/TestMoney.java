package dev.hearth.marketplace.installation;

import dev.hearth.marketplace.credit.Credit;
import dev.hearth.marketplace.ledger.CreditGrant;
import dev.hearth.marketplace.ledger.Ledger;
import dev.hearth.marketplace.ledger.Wallets;
import dev.hearth.marketplace.usage.Usage;
import dev.hearth.marketplace.usage.UsageEvent;
import io.quarkus.arc.Arc;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;

/** Accounts and prices made directly in the database, and what is true of all money. */
public record TestMoney(Jdbi jdbi, Ledger ledger, Wallets wallets) {
  /** A new account with funds. */
  public UUID account(long nanos) {
    UUID id = UUID.randomUUID();
    return jdbi.inTransaction(
        handle -> {
          handle.execute(
              "insert into account (id, name, role) values (?, ?, 'creator')", id, name(id));
          ledger.open(handle, Ledger.payable(name(id)));
          if (nanos > 0) {
            wallets.grant(handle, "first:" + id, CreditGrant.topUp(id, nanos));
          }
          return id;
        });
  }

  /** A call of one account of another's function, in a lease of its own; its request. */
  public UUID pay(UUID caller, UUID owner, long nanos) {
    Usage usage = Arc.container().instance(Usage.class).get();
    Credit credit = Arc.container().instance(Credit.class).get();
    UUID lease = UUID.randomUUID();
    UUID request = UUID.randomUUID();
    var _ = credit.open(new Credit.Request(lease, caller, nanos, nanos));
    usage.post(
        List.of(
            new UsageEvent(
                request,
                lease,
                caller,
                owner,
                name(owner) + "/f",
                "0".repeat(64),
                price(owner, 1),
                1,
                nanos * 1_000_000,
                nanos,
                nanos,
                false,
                UsageEvent.Outcome.SUCCEEDED,
                Instant.parse("2026-01-02T03:04:05Z"))));
    credit.close(lease, nanos, 0);
    return request;
  }

  public static String name(UUID account) {
    return "a" + account;
  }

  public void deposit(UUID account, String key, long nanos) {
    jdbi.useTransaction(handle -> wallets.grant(handle, key, CreditGrant.topUp(account, nanos)));
  }

  /** A price version of a function {@code f} of that account. */
  public long price(UUID owner, long unitPriceNanos) {
    return jdbi.inTransaction(
        handle -> {
          String version = "0".repeat(64);
          long function =
              handle
                  .createQuery(
                      """
                      insert into function (owner_id, name, live_version) values (:owner, 'f', :version)
                      on conflict (owner_id, name) do update set live_version = excluded.live_version
                      returning id\
                      """)
                  .bind("owner", owner)
                  .bind("version", version)
                  .mapTo(Long.class)
                  .one();
          handle.execute(
              "insert into function_version values (?, ?, '', '', '', '', '') on conflict do"
                  + " nothing",
              function,
              version);
          return handle
              .createQuery(
                  "insert into price_version (function_id, unit_price_nanos) values (:f, :p)"
                      + " returning id")
              .bind("f", function)
              .bind("p", unitPriceNanos)
              .mapTo(Long.class)
              .one();
        });
  }

  /** What all ledger accounts of the account have: wallets and earnings. */
  public long balance(UUID account) {
    return jdbi.withHandle(handle -> ledger.settledNanos(handle, account));
  }

  /** What is in each of an account's wallets that isn't empty. */
  public List<Long> wallets(UUID account) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    "select b.nanos from credit_grant g join balance b using (ledger_account_id)"
                        + " where g.account_id = :account and b.nanos > 0")
                .bind("account", account)
                .mapTo(Long.class)
                .list());
  }

  public long balance(String ledgerAccount) {
    return jdbi.withHandle(handle -> ledger.balanceNanos(handle, ledgerAccount));
  }

  public long reserved(UUID account) {
    return number(
        "select coalesce(sum(reserved_nanos), 0) from credit_lease where account_id = '"
            + account
            + "'");
  }

  /** The sum of all entries; 0 if the ledger is right. */
  public long total() {
    return number("select coalesce(sum(amount_nanos), 0) from entry");
  }

  public long entries() {
    return number("select count(*) from entry");
  }

  /** Balances that differ from the sum of their entries; 0 if the ledger is right. */
  public long wrongBalances() {
    return number(
        """
        select count(*) from ledger_account l
        where (select coalesce(sum(nanos), 0) from balance b where b.ledger_account_id = l.id)
          <> (select coalesce(sum(amount_nanos), 0) from entry e where e.ledger_account_id = l.id)\
        """);
  }

  public long number(String query) {
    return jdbi.withHandle(handle -> handle.createQuery(query).mapTo(Long.class).one());
  }
}
