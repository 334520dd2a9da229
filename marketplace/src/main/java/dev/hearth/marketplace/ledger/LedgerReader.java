package dev.hearth.marketplace.ledger;

import jakarta.inject.Singleton;
import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;

/** Reads what was posted, and makes balances anew from it. */
@Singleton
public final class LedgerReader {
  private final Jdbi jdbi;

  LedgerReader(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /** What a ledger account has, by its balance and by adding up its entries. */
  public record AccountTotal(String name, long balanceNanos, BigInteger entriesNanos) {}

  /**
   * The whole ledger at one moment.
   *
   * @param entries how many there are
   */
  public record TrialBalance(List<AccountTotal> accounts, BigInteger totalNanos, long entries) {
    /** Whether all sums to zero and every balance is the sum of its entries. */
    public boolean isConsistent() {
      return totalNanos.signum() == 0
          && accounts.stream()
              .allMatch(
                  account ->
                      account.entriesNanos().equals(BigInteger.valueOf(account.balanceNanos())));
    }
  }

  /** A place in a statement: what is older comes after it. */
  public record Position(long postingSet, int line) {
    /** Before everything. */
    public static final Position NEWEST = new Position(Long.MAX_VALUE, Integer.MAX_VALUE);
  }

  /**
   * One entry.
   *
   * @param reference the event behind it: {@code usage:request id} or {@code deposit:key}
   */
  public record StatementLine(
      Position position, String reference, long amountNanos, Instant postedAt) {}

  /** Adds up all entries: the cost grows with the ledger. */
  public TrialBalance trialBalance() {
    return jdbi.inTransaction(
        TransactionIsolationLevel.REPEATABLE_READ,
        handle -> {
          long entries = handle.createQuery("select count(*) from entry").mapTo(Long.class).one();
          List<AccountTotal> accounts = totals(handle);
          BigInteger total =
              accounts.stream()
                  .map(AccountTotal::entriesNanos)
                  .reduce(BigInteger.ZERO, BigInteger::add);
          return new TrialBalance(accounts, total, entries);
        });
  }

  private static List<AccountTotal> totals(Handle handle) {
    return handle
        .createQuery(
            """
            select l.name,
              (select coalesce(sum(nanos), 0)::bigint from balance where ledger_account_id = l.id),
              coalesce(e.nanos, 0)
            from ledger_account l
            left join (select ledger_account_id, sum(amount_nanos) as nanos from entry group by 1) e
              on e.ledger_account_id = l.id
            order by l.name\
            """)
        .map(
            (row, context) ->
                new AccountTotal(
                    row.getString(1), row.getLong(2), row.getBigDecimal(3).toBigIntegerExact()))
        .list();
  }

  /** A balance that wasn't the sum of its entries, and is now. */
  public record Correction(String name, long beforeNanos, long afterNanos) {}

  /** Makes all balances anew from the entries; the corrections, none if all were right. */
  public List<Correction> rebuildBalances() {
    return jdbi.inTransaction(
        TransactionIsolationLevel.READ_COMMITTED,
        handle ->
            handle
                .createQuery("select * from rebuild_balances()")
                .map(
                    (row, context) ->
                        new Correction(row.getString(1), row.getLong(2), row.getLong(3)))
                .list());
  }

  /** Entries of all of an account's ledger accounts before a position, newest first. */
  public List<StatementLine> statement(UUID accountId, Position before, int limit) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    select e.posting_set_id, e.line, s.idempotency_key, e.amount_nanos, s.posted_at
                    from entry e join posting_set s on s.id = e.posting_set_id
                    where e.ledger_account_id in (
                        select ledger_account_id from account_ledger where account_id = :account)
                      and (e.posting_set_id, e.line) < (:set, :line)
                    order by e.posting_set_id desc, e.line desc limit :limit\
                    """)
                .bind("account", accountId)
                .bind("set", before.postingSet())
                .bind("line", before.line())
                .bind("limit", limit)
                .map(
                    (row, context) ->
                        new StatementLine(
                            new Position(row.getLong(1), row.getInt(2)),
                            row.getString(3),
                            row.getLong(4),
                            row.getTimestamp(5).toInstant()))
                .list());
  }
}
