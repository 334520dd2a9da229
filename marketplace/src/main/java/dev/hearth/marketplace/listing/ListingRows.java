package dev.hearth.marketplace.listing;

import dev.hearth.marketplace.account.Account;
import dev.hearth.marketplace.function.Visibility;
import dev.hearth.sdk.descriptor.Descriptor;
import dev.hearth.sdk.json.Json;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** Listings in PostgreSQL: those that were asked for, and what became of them. */
@Singleton
final class ListingRows {
  private final Jdbi jdbi;

  ListingRows(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /** A function's price for others. */
  record Price(long version, long unitPriceNanos) {}

  /**
   * A listing as admins see it.
   *
   * @param askedPriceNanos what the owner asked for
   */
  record Entry(
      String owner,
      String name,
      String version,
      Descriptor descriptor,
      Visibility visibility,
      long askedPriceNanos,
      String reason,
      Instant submittedAt) {}

  /** Listings of a state, the longest waiting first. */
  List<Entry> entries(Visibility state, int offset, int limit) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    select a.name as owner, f.name, f.live_version, v.descriptor, l.state,
                      l.asked_price_nanos, l.reason, l.submitted_at
                    from listing l
                    join function f on f.id = l.function_id
                    join account a on a.id = f.owner_id
                    join function_version v on v.function_id = f.id and v.version = f.live_version
                    where l.state = :state
                    order by l.submitted_at, l.function_id offset :offset limit :limit\
                    """)
                .bind("state", state.word())
                .bind("offset", offset)
                .bind("limit", limit)
                .map((row, context) -> read(row))
                .list());
  }

  private static Entry read(ResultSet row) throws SQLException {
    return new Entry(
        row.getString("owner"),
        row.getString("name"),
        row.getString("live_version"),
        Descriptor.fromJson(Json.parse(row.getString("descriptor"))),
        Visibility.of(row.getString("state")),
        row.getLong("asked_price_nanos"),
        row.getString("reason"),
        row.getTimestamp("submitted_at").toInstant());
  }

  Optional<Price> price(Handle handle, long functionId) {
    return handle
        .createQuery(
            """
            select p.id, p.unit_price_nanos from function f
            join price_version p on p.id = f.price_version_id where f.id = :function\
            """)
        .bind("function", functionId)
        .map((row, context) -> new Price(row.getLong(1), row.getLong(2)))
        .findOne();
  }

  /** What the owner asked for. */
  Optional<Long> asked(Handle handle, long functionId) {
    return handle
        .createQuery("select asked_price_nanos from listing where function_id = :function")
        .bind("function", functionId)
        .mapTo(Long.class)
        .findOne();
  }

  void submit(Handle handle, long functionId, long askedPriceNanos) {
    handle
        .createUpdate(
            """
            insert into listing (function_id, state, asked_price_nanos)
            values (:function, 'submitted', :asked)
            on conflict (function_id) do update set state = 'submitted', reason = '',
              asked_price_nanos = excluded.asked_price_nanos, submitted_at = now()\
            """)
        .bind("function", functionId)
        .bind("asked", askedPriceNanos)
        .execute();
  }

  /** What an admin decided; a function that is listed already keeps its place in the catalog. */
  void decide(Handle handle, long functionId, Visibility state, String reason, Account admin) {
    handle
        .createUpdate(
            """
            update listing set state = :state, reason = :reason, updated_at = now(),
              decided_at = now(), decided_by = :admin,
              listed_at = case when state = 'listed' then listed_at else now() end
            where function_id = :function\
            """)
        .bind("state", state.word())
        .bind("reason", reason)
        .bind("admin", admin.id())
        .bind("function", functionId)
        .execute();
  }

  void delete(Handle handle, long functionId) {
    handle
        .createUpdate("delete from listing where function_id = :function")
        .bind("function", functionId)
        .execute();
  }
}
