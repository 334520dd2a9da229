package dev.hearth.marketplace.listing;

import dev.hearth.marketplace.account.Account;
import dev.hearth.marketplace.function.Standing;
import dev.hearth.sdk.descriptor.Descriptor;
import dev.hearth.sdk.json.Json;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** The catalog in PostgreSQL. */
@Singleton
public final class CatalogStore implements Catalog {
  private static final int MAX_WORDS = 16;

  private static final String SELECT =
      "select a.name as owner, f.name, f.live_version, v.descriptor, "
          + Standing.COLUMNS
          + """
          , coalesce(p.unit_price_nanos, 0) as unit_price_nanos,
            greatest(f.updated_at, l.listed_at) as updated_at
          from function f
          join account a on a.id = f.owner_id
          join function_version v on v.function_id = f.id and v.version = f.live_version
          left join listing l on l.function_id = f.id
          left join price_version p on p.id = f.price_version_id
          """;

  private static final String WHERE_WORDS =
      """
      where l.state = 'listed' and not exists (
        select from unnest(:words::text[]) word where position(
          lower(word) in lower(a.name || '/' || f.name || ' ' || v.title || ' ' || v.summary)) = 0)
      order by l.listed_at desc, f.id desc offset :offset limit :limit\
      """;

  private final Jdbi jdbi;

  CatalogStore(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  @Override
  public List<ListedFunction> search(String text, int offset, int limit) {
    List<String> words =
        Arrays.stream(text.strip().split("\\s+"))
            .filter(word -> !word.isEmpty())
            .limit(MAX_WORDS)
            .toList();
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(SELECT + WHERE_WORDS)
                .bindArray("words", String.class, words)
                .bind("offset", offset)
                .bind("limit", limit)
                .map((row, context) -> read(row))
                .list());
  }

  @Override
  public Optional<ListedFunction> find(String owner, String name, @Nullable Account viewer) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    SELECT
                        + """
                        where a.name = :owner and f.name = :name
                          and (f.access = 'unlisted' or l.state = 'listed'
                            or f.owner_id = :viewer::uuid or l.state = 'submitted' and :admin)\
                        """)
                .bind("owner", owner)
                .bind("name", name)
                .bindByType("viewer", viewer == null ? null : viewer.id(), UUID.class)
                .bind("admin", viewer != null && viewer.role() == Account.Role.ADMIN)
                .map((row, context) -> read(row))
                .findOne());
  }

  /** Functions of one owner, by name, private ones too. */
  List<ListedFunction> own(Account owner, int offset, int limit) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    SELECT
                        + "where f.owner_id = :owner order by f.name offset :offset limit :limit")
                .bind("owner", owner.id())
                .bind("offset", offset)
                .bind("limit", limit)
                .map((row, context) -> read(row))
                .list());
  }

  /** What a call of this function by this account runs and costs; empty if it may not call it. */
  public Optional<CallableFunction> callable(String owner, String name, UUID accountId) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    select a.id as owner_id, f.live_version, v.manifest,
                      case when a.id = :caller then 0 else p.id end as price_version,
                      case when a.id = :caller then 0 else p.unit_price_nanos end as unit_price_nanos
                    from function f
                    join account a on a.id = f.owner_id
                    join function_version v on v.function_id = f.id and v.version = f.live_version
                    left join listing l on l.function_id = f.id
                    left join price_version p on p.id = f.price_version_id
                    where a.name = :owner and f.name = :name
                      and (f.access = 'unlisted' or l.state = 'listed' or a.id = :caller)\
                    """)
                .bind("caller", accountId)
                .bind("owner", owner)
                .bind("name", name)
                .map(
                    (row, context) ->
                        new CallableFunction(
                            owner,
                            name,
                            row.getObject("owner_id", UUID.class),
                            row.getString("live_version"),
                            row.getString("manifest"),
                            row.getLong("price_version"),
                            row.getLong("unit_price_nanos")))
                .findOne());
  }

  /** The database's clock. */
  public OffsetDateTime now() {
    return jdbi.withHandle(
        handle -> handle.createQuery("select now()").mapTo(OffsetDateTime.class).one());
  }

  /** Functions whose live version may have changed since then, oldest first. */
  public List<Deployment> deployments(OffsetDateTime since, int limit) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    select a.name as owner, f.name, f.live_version, v.manifest, f.updated_at
                    from function f
                    join account a on a.id = f.owner_id
                    join function_version v on v.function_id = f.id and v.version = f.live_version
                    where f.updated_at >= :since order by f.updated_at, f.id limit :limit\
                    """)
                .bind("since", since)
                .bind("limit", limit)
                .map(
                    (row, context) ->
                        new Deployment(
                            row.getString("owner"),
                            row.getString("name"),
                            row.getString("live_version"),
                            row.getString("manifest"),
                            row.getObject("updated_at", OffsetDateTime.class)))
                .list());
  }

  private static ListedFunction read(ResultSet row) throws SQLException {
    return new ListedFunction(
        row.getString("owner"),
        row.getString("name"),
        row.getString("live_version"),
        Descriptor.fromJson(Json.parse(row.getString("descriptor"))),
        Standing.read(row),
        row.getLong("unit_price_nanos"),
        row.getTimestamp("updated_at").toInstant());
  }
}
