package dev.hearth.marketplace.credit;

import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/** Leases in PostgreSQL. */
@Singleton
final class LeaseStore {
  private static final String SELECT =
      """
      select id, account_id, granted_nanos, closed, spent_nanos, held_nanos, settled_nanos,
        settled_late_nanos, released_nanos
      from credit_lease
      """;

  Optional<Lease> find(Handle handle, UUID id) {
    return handle
        .createQuery(SELECT + "where id = :id")
        .bind("id", id)
        .map((row, context) -> read(row))
        .findOne();
  }

  /** Those that exist, each held until the transaction ends; always locked in the same order. */
  List<Lease> lock(Handle handle, Collection<UUID> ids) {
    return handle
        .createQuery(SELECT + "where id = any(:ids) order by id for no key update")
        .bindArray("ids", UUID.class, ids.stream().distinct().toList())
        .map((row, context) -> read(row))
        .list();
  }

  /**
   * Wallets less reservations. What has expired may still be spent by calls that had begun before,
   * but isn't lent any more; reservations count against it first. One statement, so that all is of
   * the same moment: with two, a posting between them could count for one only.
   */
  long availableNanos(Handle handle, UUID accountId) {
    return handle
        .createQuery(
            """
            select (w.total - greatest(r.nanos, w.expired))::bigint
            from (
              select coalesce(sum(b.nanos), 0) as total,
                coalesce(sum(b.nanos) filter (where g.expires_at <= now()), 0) as expired
              from credit_grant g join balance b on b.ledger_account_id = g.ledger_account_id
              where g.account_id = :account) w,
            (select coalesce(sum(reserved_nanos), 0) as nanos from credit_lease
             where account_id = :account and reserved_nanos > 0) r\
            """)
        .bind("account", accountId)
        .mapTo(Long.class)
        .one();
  }

  /** What an account's leases reserve. */
  long reservedNanos(Handle handle, UUID accountId) {
    return handle
        .createQuery(
            """
            select coalesce(sum(reserved_nanos), 0)::bigint from credit_lease
            where account_id = :account and reserved_nanos > 0\
            """)
        .bind("account", accountId)
        .mapTo(Long.class)
        .one();
  }

  /** Whether the id was free. */
  boolean insert(Handle handle, UUID id, UUID accountId, long grantedNanos) {
    int inserted =
        handle
            .createUpdate(
                """
                insert into credit_lease (id, account_id, granted_nanos)
                values (:id, :account, :granted) on conflict do nothing\
                """)
            .bind("id", id)
            .bind("account", accountId)
            .bind("granted", grantedNanos)
            .execute();
    return inserted == 1;
  }

  /** Writes what may change of leases. */
  void update(Handle handle, List<Lease> leases) {
    if (leases.isEmpty()) {
      return;
    }
    PreparedBatch batch =
        handle.prepareBatch(
            """
            update credit_lease set closed = :closed, spent_nanos = :spent, held_nanos = :held,
              settled_nanos = :settled, settled_late_nanos = :late, released_nanos = :released,
              closed_at = case when :closed then coalesce(closed_at, now()) end
            where id = :id\
            """);
    for (Lease lease : leases) {
      batch
          .bind("id", lease.id())
          .bind("closed", lease.closed())
          .bind("spent", lease.spent())
          .bind("held", lease.held())
          .bind("settled", lease.settled())
          .bind("late", lease.settledLate())
          .bind("released", lease.released())
          .add();
    }
    int[] _ = batch.execute();
  }

  private static Lease read(ResultSet row) throws SQLException {
    return new Lease(
        row.getObject("id", UUID.class),
        row.getObject("account_id", UUID.class),
        row.getLong("granted_nanos"),
        row.getBoolean("closed"),
        row.getLong("spent_nanos"),
        row.getLong("held_nanos"),
        row.getLong("settled_nanos"),
        row.getLong("settled_late_nanos"),
        row.getLong("released_nanos"));
  }
}
