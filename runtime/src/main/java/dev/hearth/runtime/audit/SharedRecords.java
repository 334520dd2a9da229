package dev.hearth.runtime.audit;

import java.util.Locale;
import java.util.Optional;

/**
 * Records that the runtime and the marketplace both keep, told as text that is the same on both
 * sides. They fall into 4,096 buckets by the last three digits of their ids, so that two whole
 * databases are compared by a digest for each bucket.
 *
 * <p>The column {@code told} says how much of a record the marketplace must have: {@code none} of
 * it yet, that it is {@code known}, or its figures, which are {@code final}.
 */
enum SharedRecords {
  USAGE(
      """
      select request_id as id, case when shipped then 'final' else 'none' end as told,
        concat_ws(' ', lease_id, account_id, owner_account_id, function, version, price_version,
          unit_price_nanos, micro_units, charge_nanos, hold_nanos, after_close, outcome,
          (extract(epoch from finished_at) * 1000000)::bigint) as figures
      from usage_event\
      """),
  LEASE(
      """
      select id,
        case when reported then 'final' when granted_nanos > 0 then 'known' else 'none' end as told,
        case when state = 'CLOSED'
          then concat_ws(' ', account_id, 'spent', spent_nanos, 'held', held_nanos)
          else concat_ws(' ', account_id, 'open') end as figures
      from lease\
      """);

  private final String select;

  SharedRecords(String select) {
    this.select = select;
  }

  static Optional<SharedRecords> ofWord(String word) {
    for (SharedRecords kind : values()) {
      if (kind.name().toLowerCase(Locale.ROOT).equals(word)) {
        return Optional.of(kind);
      }
    }
    return Optional.empty();
  }

  /** Bucket and digest of what the marketplace must have. */
  String digests() {
    return """
    select right(id::text, 3), md5(string_agg(id || ' ' || figures, E'\\n' order by id))
    from (%s) shared where told <> 'none' group by 1\
    """
        .formatted(select);
  }

  /** Id, figures and what was told, of those in an array of buckets. */
  String records() {
    return "select id, figures, told from ("
        + select
        + ") shared where right(id::text, 3) = any (?)";
  }
}
