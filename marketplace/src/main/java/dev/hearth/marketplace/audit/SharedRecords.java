package dev.hearth.marketplace.audit;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/**
 * Records that the runtime and the marketplace both keep, told as text that is the same on both
 * sides. They fall into 4,096 buckets by the last three digits of their ids, so that two whole
 * databases are compared by a digest for each bucket.
 */
enum SharedRecords {
  USAGE(
      """
      select request_id as id, true as final,
        concat_ws(' ', lease_id, account_id, owner_account_id, function, version, price_version,
          unit_price_nanos, micro_units, charge_nanos, hold_nanos, after_close, outcome,
          (extract(epoch from finished_at) * 1000000)::bigint) as figures
      from usage_event\
      """),
  LEASE(
      """
      select id, closed as final,
        case when closed then concat_ws(' ', account_id, 'spent', spent_nanos, 'held', held_nanos)
          else concat_ws(' ', account_id, 'open') end as figures
      from credit_lease\
      """);

  private final String select;

  SharedRecords(String select) {
    this.select = select;
  }

  /**
   * A record.
   *
   * @param isFinal whether it never changes again
   */
  record Shared(UUID id, String figures, boolean isFinal) {}

  /** The buckets that aren't empty. */
  Map<String, String> digests(Handle handle) {
    return handle
        .createQuery(
            """
            select right(id::text, 3), md5(string_agg(id || ' ' || figures, E'\\n' order by id))
            from (%s) shared group by 1\
            """
                .formatted(select))
        .map((row, context) -> Map.entry(row.getString(1), row.getString(2)))
        .stream()
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  List<Shared> in(Handle handle, List<String> buckets) {
    return handle
        .createQuery(
            "select id, figures, final from ("
                + select
                + ") shared where right(id::text, 3) = any(:buckets)")
        .bindArray("buckets", String.class, buckets)
        .map(
            (row, context) ->
                new Shared(row.getObject(1, UUID.class), row.getString(2), row.getBoolean(3)))
        .list();
  }
}
