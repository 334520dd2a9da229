package dev.hearth.marketplace.ledger;

import dev.hearth.sdk.error.CallException;
import dev.hearth.sdk.error.ErrorCode;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/**
 * What accounts may spend: a ledger account for each grant. Every method runs in the caller's
 * transaction. Whoever changes wallets locks them first, before other ledger accounts, so that no
 * two transactions wait for each other.
 */
@Singleton
public final class Wallets {
  private final Ledger ledger;

  Wallets(Ledger ledger) {
    this.ledger = ledger;
  }

  /** A wallet that isn't empty. */
  public record Wallet(
      UUID accountId,
      long grantId,
      long ledgerAccountId,
      boolean promotional,
      boolean expired,
      long nanos) {}

  /**
   * Makes a grant and its wallet. The same key again changes nothing.
   *
   * @return whether it was made now
   * @throws CallException {@code CONFLICT} if the key was used for another one, {@code NOT_FOUND}
   *     for an unknown account
   */
  public boolean grant(Handle handle, String key, CreditGrant grant) {
    String accountName = lockAccount(handle, grant.accountId());
    String fullKey = prefix(grant.kind()) + key;
    Optional<CreditGrant> earlier = find(handle, fullKey);
    if (earlier.isPresent()) {
      refuseUnless(earlier.get().equals(grant), key);
      return false;
    }
    make(handle, fullKey, accountName, grant, key);
    return true;
  }

  /** Whether a top-up of that key was made, whatever its figures. */
  public boolean wasToppedUp(Handle handle, String key) {
    return handle
        .createQuery("select exists (select from posting_set where idempotency_key = :key)")
        .bind("key", prefix(CreditGrant.Kind.TOP_UP) + key)
        .mapTo(Boolean.class)
        .one();
  }

  private static String prefix(CreditGrant.Kind kind) {
    return switch (kind) {
      case TOP_UP -> "deposit:";
      case PROMOTIONAL -> "grant:";
    };
  }

  private static void refuseUnless(boolean same, String key) {
    if (!same) {
      throw new CallException(
          ErrorCode.CONFLICT, "key \"" + key + "\" was used before with other figures");
    }
  }

  private void make(
      Handle handle, String fullKey, String accountName, CreditGrant grant, String key) {
    long id =
        handle
            .createQuery("select nextval(pg_get_serial_sequence('credit_grant', 'id'))")
            .mapTo(Long.class)
            .one();
    String name = "wallet:" + accountName + ":" + id;
    ledger.open(handle, name);
    long wallet = ledger.id(handle, name);
    boolean paid = grant.kind() == CreditGrant.Kind.TOP_UP;
    long source = paid ? ledger.id(handle, Ledger.CASH) : ledger.revenue(handle);
    var lines =
        List.of(new Posting.Line(source, -grant.nanos()), new Posting.Line(wallet, grant.nanos()));
    var kind = paid ? Posting.Kind.DEPOSIT : Posting.Kind.GRANT;
    refuseUnless(ledger.post(handle, List.of(new Posting(fullKey, kind, lines))) == 1, key);
    insert(handle, id, wallet, fullKey, grant);
  }

  private static void insert(
      Handle handle, long id, long wallet, String fullKey, CreditGrant grant) {
    var expiresAt = grant.expiresAt();
    handle
        .createUpdate(
            """
            insert into credit_grant (id, account_id, kind, nanos, priority, expires_at,
              ledger_account_id, posting_set_id)
            select :id, :account, :kind, :nanos, :priority, :expires::timestamptz, :wallet, s.id
            from posting_set s where s.idempotency_key = :key\
            """)
        .bind("id", id)
        .bind("account", grant.accountId())
        .bind("kind", grant.kind().word())
        .bind("nanos", grant.nanos())
        .bind("priority", grant.priority())
        .bind("expires", expiresAt == null ? null : expiresAt.atOffset(ZoneOffset.UTC))
        .bind("wallet", wallet)
        .bind("key", fullKey)
        .execute();
  }

  private static Optional<CreditGrant> find(Handle handle, String fullKey) {
    return handle
        .createQuery(
            """
            select g.account_id, g.kind, e.amount_nanos, g.priority, g.expires_at
            from posting_set s
            join entry e on e.posting_set_id = s.id and e.amount_nanos > 0
            join credit_grant g on g.ledger_account_id = e.ledger_account_id
            where s.idempotency_key = :key\
            """)
        .bind("key", fullKey)
        .map((row, context) -> grant(row))
        .findOne();
  }

  private static CreditGrant grant(ResultSet row) throws SQLException {
    var expiresAt = row.getTimestamp("expires_at");
    return new CreditGrant(
        row.getObject("account_id", UUID.class),
        CreditGrant.Kind.valueOf(row.getString("kind").toUpperCase(Locale.ROOT)),
        row.getLong("amount_nanos"),
        row.getInt("priority"),
        expiresAt == null ? null : expiresAt.toInstant());
  }

  /** Holds an account's row until the transaction ends, and names the account. */
  public String lockAccount(Handle handle, UUID accountId) {
    return handle
        .createQuery("select name from account where id = :id for no key update")
        .bind("id", accountId)
        .mapTo(String.class)
        .findOne()
        .orElseThrow(() -> new CallException(ErrorCode.NOT_FOUND, "no account " + accountId));
  }

  /** Those of the accounts that aren't empty, locked, in the order in which they are consumed. */
  public Map<UUID, List<Wallet>> lock(Handle handle, Collection<UUID> accountIds) {
    return handle
        .createQuery(
            """
            select g.account_id, g.id, g.ledger_account_id, g.kind = 'promotional' as promotional,
              coalesce(g.expires_at <= now(), false) as expired, b.nanos
            from credit_grant g join balance b on b.ledger_account_id = g.ledger_account_id
            where g.account_id = any(:accounts) and b.nanos > 0
            order by g.account_id, g.priority, g.expires_at nulls last, g.id
            for no key update of b\
            """)
        .bindArray("accounts", UUID.class, accountIds)
        .map(
            (row, context) ->
                new Wallet(
                    row.getObject("account_id", UUID.class),
                    row.getLong("id"),
                    row.getLong("ledger_account_id"),
                    row.getBoolean("promotional"),
                    row.getBoolean("expired"),
                    row.getLong("nanos")))
        .stream()
        .collect(Collectors.groupingBy(Wallet::accountId));
  }

  /** Holds all wallets of an account, the empty ones too, until the transaction ends. */
  public void lockAll(Handle handle, UUID accountId) {
    var _ =
        handle
            .createQuery(
                """
                select b.nanos
                from credit_grant g join balance b on b.ledger_account_id = g.ledger_account_id
                where g.account_id = :account
                order by g.priority, g.expires_at nulls last, g.id
                for no key update of b\
                """)
            .bind("account", accountId)
            .mapTo(Long.class)
            .list();
  }
}
