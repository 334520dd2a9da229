package dev.hearth.marketplace.listing;

import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/** Price versions: made when a price changes, never changed themselves. */
@Singleton
public final class Prices {
  /**
   * A price that was or is in force.
   *
   * @param function {@code owner/name}
   */
  public record PriceVersion(long id, UUID ownerId, String function, long unitPriceNanos) {}

  /** Those of the versions that exist. */
  public Map<Long, PriceVersion> find(Handle handle, Collection<Long> ids) {
    return handle
        .createQuery(
            """
            select p.id, a.id, a.name || '/' || f.name, p.unit_price_nanos from price_version p
            join function f on f.id = p.function_id join account a on a.id = f.owner_id
            where p.id = any(:ids)\
            """)
        .bindArray("ids", Long.class, ids)
        .map(
            (row, context) ->
                new PriceVersion(
                    row.getLong(1), row.getObject(2, UUID.class), row.getString(3), row.getLong(4)))
        .stream()
        .collect(Collectors.toMap(PriceVersion::id, price -> price));
  }

  /** The function's newest price version if that is its price, otherwise a new one. */
  long ensure(Handle handle, long functionId, long unitPriceNanos) {
    return handle
        .createQuery(
            """
            with newest as (
              select id, unit_price_nanos from price_version
              where function_id = :function order by id desc limit 1),
            made as (
              insert into price_version (function_id, unit_price_nanos)
              select :function, :price
              where not exists (select from newest where unit_price_nanos = :price) returning id)
            select id from made union all
            select id from newest where not exists (select from made)\
            """)
        .bind("function", functionId)
        .bind("price", unitPriceNanos)
        .mapTo(Long.class)
        .one();
  }
}
