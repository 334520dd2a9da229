package dev.hearth.marketplace.usage;

import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Update;

/** Usage events in PostgreSQL. */
@Singleton
final class UsageStore {
  private static final String SELECT =
      """
      select request_id, lease_id, account_id, owner_account_id, function, version, price_version,
        unit_price_nanos, micro_units, charge_nanos, hold_nanos, after_close, outcome, finished_at
      from usage_event
      """;

  private static final String INSERT =
      """
      insert into usage_event (request_id, lease_id, account_id, owner_account_id, function, version,
        price_version, unit_price_nanos, micro_units, charge_nanos, hold_nanos, after_close, outcome,
        finished_at, fee_nanos, promotional_nanos, fee_basis_points)
      select request_id, lease_id, account_id, owner_account_id, function, version, price_version,
        unit_price_nanos, micro_units, charge_nanos, hold_nanos, after_close, outcome,
        timestamptz 'epoch' + micros * interval '1 microsecond', fee_nanos,
        promotional_nanos, fee_basis_points
      from unnest(:requests::uuid[], :leases::uuid[], :accounts::uuid[], :owners::uuid[],
        :functions::text[], :versions::text[], :prices::bigint[], :unit_prices::bigint[],
        :units::bigint[], :charges::bigint[], :holds::bigint[], :late::boolean[], :outcomes::text[],
        :micros::bigint[], :fees::bigint[], :promotional::bigint[], :points::int[])
        as event (request_id, lease_id, account_id, owner_account_id, function, version,
          price_version, unit_price_nanos, micro_units, charge_nanos, hold_nanos, after_close,
          outcome, micros, fee_nanos, promotional_nanos, fee_basis_points)\
      """;

  /** Where a page of an account's events ends. */
  record Position(Instant finishedAt, UUID requestId) {}

  /** Those of the requests whose events were posted. */
  Map<UUID, UsageEvent> find(Handle handle, Collection<UUID> requestIds) {
    return handle
        .createQuery(SELECT + "where request_id = any(:ids)")
        .bindArray("ids", UUID.class, requestIds)
        .map((row, context) -> read(row))
        .stream()
        .collect(Collectors.toMap(UsageEvent::requestId, Function.identity()));
  }

  /** An account's events, newest first, finished in a span and before a position. */
  List<UsageEvent> page(Handle handle, UUID accountId, Instant start, Position before, int limit) {
    return handle
        .createQuery(
            SELECT
                + """
                where account_id = :account and finished_at >= :start
                  and (finished_at, request_id) < (:before, :request)
                order by finished_at desc, request_id desc limit :limit\
                """)
        .bind("account", accountId)
        .bind("start", start.atOffset(ZoneOffset.UTC))
        .bind("before", before.finishedAt().atOffset(ZoneOffset.UTC))
        .bind("request", before.requestId())
        .bind("limit", limit)
        .map((row, context) -> read(row))
        .list();
  }

  /** Mean charge of the newest 1,000 calls that others made with success. */
  Optional<BigDecimal> averageChargeNanos(Handle handle, String function) {
    return handle
        .createQuery(
            """
            select avg(charge_nanos) from (
              select charge_nanos from usage_event
              where function = :function and outcome = 'succeeded' and price_version > 0
              order by finished_at desc limit 1000) newest
            having count(*) > 0\
            """)
        .bind("function", function)
        .mapTo(BigDecimal.class)
        .findOne();
  }

  /** What the accounts' earnings are posted to. */
  Map<UUID, Long> payables(Handle handle, Collection<UUID> accountIds) {
    return handle
        .createQuery(
            """
            select a.id, l.id from account a
            join ledger_account l on l.name = 'payable:' || a.name where a.id = any(:ids)\
            """)
        .bindArray("ids", UUID.class, accountIds)
        .map((row, context) -> Map.entry(row.getObject(1, UUID.class), row.getLong(2)))
        .stream()
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  void insert(Handle handle, List<Settlement> posted) {
    Update update = handle.createUpdate(INSERT);
    bindIds(update, posted);
    bindTexts(update, posted);
    bindNumbers(update, posted);
    update.bindArray("late", Boolean.class, column(posted, UsageEvent::afterClose));
    update.execute();
  }

  private static void bindIds(Update update, List<Settlement> posted) {
    update
        .bindArray("requests", UUID.class, column(posted, UsageEvent::requestId))
        .bindArray("leases", UUID.class, column(posted, UsageEvent::leaseId))
        .bindArray("accounts", UUID.class, column(posted, UsageEvent::accountId))
        .bindArray("owners", UUID.class, column(posted, UsageEvent::ownerAccountId));
  }

  private static void bindTexts(Update update, List<Settlement> posted) {
    update
        .bindArray("functions", String.class, column(posted, UsageEvent::function))
        .bindArray("versions", String.class, column(posted, UsageEvent::version))
        .bindArray("outcomes", String.class, column(posted, event -> event.outcome().word()));
  }

  private static void bindNumbers(Update update, List<Settlement> posted) {
    update
        .bindArray("prices", Long.class, column(posted, UsageEvent::priceVersion))
        .bindArray("unit_prices", Long.class, column(posted, UsageEvent::unitPriceNanos))
        .bindArray("units", Long.class, column(posted, UsageEvent::microUnits))
        .bindArray("charges", Long.class, column(posted, UsageEvent::chargeNanos))
        .bindArray("holds", Long.class, column(posted, UsageEvent::holdNanos))
        .bindArray("micros", Long.class, column(posted, event -> micros(event.finishedAt())))
        .bindArray("fees", Long.class, posted.stream().map(Settlement::feeNanos).toList())
        .bindArray(
            "promotional",
            Long.class,
            posted.stream().map(event -> event.taken().promotionalNanos()).toList())
        .bindArray(
            "points", Integer.class, posted.stream().map(Settlement::feeBasisPoints).toList());
  }

  private static <T> List<T> column(List<Settlement> posted, Function<UsageEvent, T> value) {
    return posted.stream().map(Settlement::event).map(value).toList();
  }

  private static long micros(Instant instant) {
    return Math.addExact(
        Math.multiplyExact(instant.getEpochSecond(), 1_000_000L), instant.getNano() / 1_000);
  }

  private static UsageEvent read(ResultSet row) throws SQLException {
    return new UsageEvent(
        row.getObject("request_id", UUID.class),
        row.getObject("lease_id", UUID.class),
        row.getObject("account_id", UUID.class),
        row.getObject("owner_account_id", UUID.class),
        row.getString("function"),
        row.getString("version"),
        row.getLong("price_version"),
        row.getLong("unit_price_nanos"),
        row.getLong("micro_units"),
        row.getLong("charge_nanos"),
        row.getLong("hold_nanos"),
        row.getBoolean("after_close"),
        UsageEvent.Outcome.ofWord(row.getString("outcome")),
        row.getTimestamp("finished_at").toInstant());
  }
}
