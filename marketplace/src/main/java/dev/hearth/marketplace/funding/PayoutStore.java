package dev.hearth.marketplace.funding;

import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Payouts in PostgreSQL. */
@Singleton
final class PayoutStore {
  static final String PREFIX = "payout:";

  private static final String SELECT =
      """
      select p.posting_set_id, s.idempotency_key, p.account_id, a.name, p.nanos, p.expires_at,
        coalesce(r.outcome, 'pending') as outcome, coalesce(r.posted_nanos, 0) as posted_nanos
      from pending_transfer p
      join posting_set s on s.id = p.posting_set_id
      join account a on a.id = p.account_id
      left join transfer_resolution r on r.pending_id = p.posting_set_id
      """;

  Optional<Payout> find(Handle handle, String key) {
    return handle
        .createQuery(SELECT + "where s.idempotency_key = :key")
        .bind("key", PREFIX + key)
        .map((row, context) -> read(row))
        .findOne();
  }

  /** The newest, at most 1,000; only those that are pending, or all. */
  List<Payout> list(Handle handle, boolean pendingOnly) {
    return handle
        .createQuery(
            SELECT
                + "where not :pending or r.pending_id is null"
                + " order by p.posting_set_id desc limit 1000")
        .bind("pending", pendingOnly)
        .map((row, context) -> read(row))
        .list();
  }

  List<Payout> expired(Handle handle) {
    return handle
        .createQuery(
            SELECT + "where r.pending_id is null and p.expires_at <= now() order by 1 limit 1000")
        .map((row, context) -> read(row))
        .list();
  }

  void insert(
      Handle handle, String key, UUID account, long payable, long nanos, @Nullable Instant ends) {
    handle
        .createUpdate(
            """
            insert into pending_transfer (posting_set_id, account_id, from_ledger_account_id,
              held_in_ledger_account_id, nanos, expires_at)
            select s.id, :account, :payable, l.id, :nanos, :expires::timestamptz
            from posting_set s, ledger_account l
            where s.idempotency_key = :key and l.name = 'payout_in_transit'\
            """)
        .bind("account", account)
        .bind("payable", payable)
        .bind("nanos", nanos)
        .bind("expires", ends == null ? null : ends.atOffset(ZoneOffset.UTC))
        .bind("key", PREFIX + key)
        .execute();
  }

  void resolve(Handle handle, Payout payout, String outcome, long postedNanos, String key) {
    handle
        .createUpdate(
            """
            insert into transfer_resolution (pending_id, outcome, posted_nanos, posting_set_id)
            select :pending, :outcome, :nanos, s.id from posting_set s
            where s.idempotency_key = :key\
            """)
        .bind("pending", payout.id())
        .bind("outcome", outcome)
        .bind("nanos", postedNanos)
        .bind("key", key)
        .execute();
  }

  private static Payout read(ResultSet row) throws SQLException {
    var expiresAt = row.getTimestamp("expires_at");
    return new Payout(
        row.getLong("posting_set_id"),
        row.getString("idempotency_key").substring(PREFIX.length()),
        row.getObject("account_id", UUID.class),
        row.getString("name"),
        row.getLong("nanos"),
        expiresAt == null ? null : expiresAt.toInstant(),
        row.getString("outcome"),
        row.getLong("posted_nanos"));
  }
}
