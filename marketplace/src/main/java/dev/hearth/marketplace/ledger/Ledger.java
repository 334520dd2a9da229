package dev.hearth.marketplace.ledger;

import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/**
 * The only writer of entries. Every method runs in the caller's transaction; the schema itself
 * checks that sets sum to zero, keeps balances, and refuses changes of what was posted.
 */
@Singleton
public final class Ledger {
  /** Money outside: what came in is negative here. */
  public static final String CASH = "cash";

  /** What expired unspent. */
  public static final String BREAKAGE = "breakage";

  /** What the platform bears of refunds whose creator was paid out before; negative. */
  public static final String REFUND = "refund";

  /** Payouts that were begun and not yet sent. */
  public static final String PAYOUT_IN_TRANSIT = "payout_in_transit";

  /**
   * What the platform earns is spread over so many ledger accounts, as every posting takes part.
   */
  private static final int REVENUE_SHARDS = 16;

  /** The id of the one of the platform's ledger accounts that this connection posts to. */
  public long revenue(Handle handle) {
    return handle
        .createQuery(
            "select id from ledger_account where name = 'revenue:' || pg_backend_pid() % "
                + REVENUE_SHARDS)
        .mapTo(Long.class)
        .one();
  }

  /** What a creator has earned and wasn't paid yet. */
  public static String payable(String accountName) {
    return "payable:" + accountName;
  }

  /** Makes a ledger account that may not fall below zero, where it is missing. */
  public void open(Handle handle, String name) {
    handle
        .createUpdate(
            "insert into ledger_account (name) values (:name) on conflict (name) do nothing")
        .bind("name", name)
        .execute();
  }

  /** The id of a ledger account that exists. */
  public long id(Handle handle, String name) {
    return handle
        .createQuery("select id from ledger_account where name = :name")
        .bind("name", name)
        .mapTo(Long.class)
        .one();
  }

  /** What a ledger account has; 0 if there is none of that name. */
  public long balanceNanos(Handle handle, String name) {
    return handle
        .createQuery(
            """
            select coalesce(sum(b.nanos), 0)::bigint from balance b
            join ledger_account l on l.id = b.ledger_account_id where l.name = :name\
            """)
        .bind("name", name)
        .mapTo(Long.class)
        .one();
  }

  /**
   * Holds ledger accounts until the transaction ends, and tells what they have. Always in the same
   * order, which is that of postings; wallets are locked before.
   */
  public Map<Long, Long> lock(Handle handle, Collection<Long> ledgerAccountIds) {
    var nanos = new HashMap<Long, Long>();
    handle
        .createQuery(
            """
            select ledger_account_id, nanos from balance where ledger_account_id = any(:ids)
            order by ledger_account_id for no key update\
            """)
        .bindArray("ids", Long.class, ledgerAccountIds)
        .map((row, context) -> Map.entry(row.getLong(1), row.getLong(2)))
        .forEach(entry -> nanos.put(entry.getKey(), entry.getValue()));
    return nanos;
  }

  /**
   * What all ledger accounts of an account have: wallets, earnings, for the platform its revenue.
   */
  public long settledNanos(Handle handle, UUID accountId) {
    return handle
        .createQuery(
            """
            select coalesce(sum(b.nanos), 0)::bigint from account_ledger a
            join balance b on b.ledger_account_id = a.ledger_account_id where a.account_id = :account\
            """)
        .bind("account", accountId)
        .mapTo(Long.class)
        .one();
  }

  /**
   * Posts all sets with two statements; one whose key was posted before is left out.
   *
   * @return how many were new
   */
  public int post(Handle handle, List<Posting> postings) {
    if (postings.isEmpty()) {
      return 0;
    }
    Map<String, Long> ids = insertSets(handle, postings);
    var sets = new ArrayList<Long>();
    var numbers = new ArrayList<Integer>();
    var accounts = new ArrayList<Long>();
    var amounts = new ArrayList<Long>();
    for (Posting posting : postings) {
      Long set = ids.get(posting.idempotencyKey());
      int number = 0;
      for (Posting.Line line : set == null ? List.<Posting.Line>of() : posting.lines()) {
        sets.add(set);
        numbers.add(++number);
        accounts.add(line.ledgerAccountId());
        amounts.add(line.nanos());
      }
    }
    handle
        .createUpdate(
            """
            insert into entry (posting_set_id, line, ledger_account_id, amount_nanos)
            select * from unnest(:sets::bigint[], :numbers::int[], :accounts::bigint[], :amounts::bigint[])\
            """)
        .bindArray("sets", Long.class, sets)
        .bindArray("numbers", Integer.class, numbers)
        .bindArray("accounts", Long.class, accounts)
        .bindArray("amounts", Long.class, amounts)
        .execute();
    return ids.size();
  }

  private static Map<String, Long> insertSets(Handle handle, List<Posting> postings) {
    var ids = new HashMap<String, Long>();
    handle
        .createQuery(
            """
            insert into posting_set (idempotency_key, kind)
            select * from unnest(:keys::text[], :kinds::text[])
            on conflict (idempotency_key) do nothing returning idempotency_key, id\
            """)
        .bindArray("keys", String.class, postings.stream().map(Posting::idempotencyKey).toList())
        .bindArray(
            "kinds", String.class, postings.stream().map(posting -> posting.kind().word()).toList())
        .map((row, context) -> Map.entry(row.getString(1), row.getLong(2)))
        .forEach(entry -> ids.put(entry.getKey(), entry.getValue()));
    return ids;
  }
}
