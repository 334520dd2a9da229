package dev.hearth.marketplace.ledger;

import dev.hearth.sdk.error.CallException;
import dev.hearth.sdk.error.ErrorCode;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/**
 * The only writer of entries. Every method runs in the caller's transaction; the schema itself
 * checks that sets sum to zero, keeps balances, and refuses changes of what was posted.
 */
@Singleton
public final class Ledger {
  /** Where money comes from. */
  public static final String DEPOSITS = "external:deposits";

  /** Where the platform's fee goes. */
  public static final String PLATFORM = "balance:platform";

  private static final String DEPOSIT_KEY = "deposit:";

  /** The ledger account of an account. */
  public static String balanceOf(String accountName) {
    return "balance:" + accountName;
  }

  /** Makes a ledger account that may not fall below zero, where it is missing. */
  public void open(Handle handle, String name) {
    handle
        .createUpdate(
            "insert into ledger_account (name, shards) values (:name, 1) on conflict (name) do"
                + " nothing")
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
   * Money that comes in from outside. The same key again changes nothing.
   *
   * @return whether it was posted now
   * @throws CallException {@code CONFLICT} if the key was used for another deposit
   */
  public boolean deposit(Handle handle, String key, String ledgerAccount, long nanos) {
    boolean posted = depositOnce(handle, key, ledgerAccount, nanos);
    if (!posted && !isDeposit(handle, key, ledgerAccount, nanos)) {
      throw new CallException(
          ErrorCode.CONFLICT, "deposit \"" + key + "\" was made before with other figures");
    }
    return posted;
  }

  /** As {@link #deposit}, but a key that was used for anything else is left alone, too. */
  public boolean depositOnce(Handle handle, String key, String ledgerAccount, long nanos) {
    if (nanos <= 0) {
      throw new IllegalArgumentException("a deposit of " + nanos + " nano-dollars");
    }
    var lines =
        List.of(
            new Posting.Line(id(handle, DEPOSITS), -nanos),
            new Posting.Line(id(handle, ledgerAccount), nanos));
    var posting = new Posting(DEPOSIT_KEY + key, Posting.Kind.DEPOSIT, lines);
    return post(handle, List.of(posting)) == 1;
  }

  private static boolean isDeposit(Handle handle, String key, String ledgerAccount, long nanos) {
    return handle
        .createQuery(
            """
            select exists (
              select from posting_set s join entry e on e.posting_set_id = s.id
              join ledger_account l on l.id = e.ledger_account_id
              where s.idempotency_key = :key and l.name = :account and e.amount_nanos = :nanos)\
            """)
        .bind("key", DEPOSIT_KEY + key)
        .bind("account", ledgerAccount)
        .bind("nanos", nanos)
        .mapTo(Boolean.class)
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
