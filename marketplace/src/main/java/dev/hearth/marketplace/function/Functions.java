package dev.hearth.marketplace.function;

import dev.hearth.marketplace.account.Account;
import dev.hearth.sdk.compat.Break;
import dev.hearth.sdk.compat.Compatibility;
import dev.hearth.sdk.descriptor.Descriptor;
import dev.hearth.sdk.error.CallException;
import dev.hearth.sdk.json.Json;
import dev.hearth.sdk.manifest.Manifest;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** Functions and their versions in PostgreSQL. A version is never changed. */
@Singleton
public final class Functions {
  private static final String SELECT =
      """
      select f.id, f.owner_id, a.name as owner, f.name, f.live_version, f.listed, f.updated_at
      from function f join account a on a.id = f.owner_id
      """;

  private final Jdbi jdbi;

  Functions(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /** A version in a function's history. */
  record Version(String version, Instant createdAt) {}

  /**
   * What a deployment did.
   *
   * @param breaks what callers of the version before may notice
   */
  record Deployment(OwnedFunction function, boolean isNew, List<Break> breaks) {
    Deployment {
      breaks = List.copyOf(breaks);
    }
  }

  /** The function of that name, whoever may see it. */
  public Optional<OwnedFunction> find(Handle handle, String owner, String name) {
    return handle
        .createQuery(SELECT + "where a.name = :owner and f.name = :name")
        .bind("owner", owner)
        .bind("name", name)
        .map((row, context) -> read(row))
        .findOne();
  }

  /** The function of that name if it is listed or the viewer's own. */
  public Optional<OwnedFunction> visible(String owner, String name, Optional<Account> viewer) {
    return jdbi.withHandle(handle -> find(handle, owner, name))
        .filter(
            function ->
                function.listed()
                    || viewer.filter(who -> who.id().equals(function.ownerId())).isPresent());
  }

  /** Holds a function's row until the transaction ends. */
  public void lock(Handle handle, long functionId) {
    handle
        .createQuery("select id from function where id = :id for no key update")
        .bind("id", functionId)
        .mapTo(Long.class)
        .one();
  }

  /** Says whether everyone may see and call a function. */
  public void setListed(Handle handle, long functionId, boolean listed) {
    handle
        .createUpdate("update function set listed = :listed, updated_at = now() where id = :id")
        .bind("listed", listed)
        .bind("id", functionId)
        .execute();
  }

  /** The text of a version's manifest. */
  Optional<String> manifest(long functionId, String version) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    select manifest from function_version
                    where function_id = :function and version = :version\
                    """)
                .bind("function", functionId)
                .bind("version", version)
                .mapTo(String.class)
                .findOne());
  }

  /** Versions of a function, newest first, at most 100. */
  List<Version> versions(long functionId) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    select version, created_at from function_version
                    where function_id = :function order by created_at desc, version limit 100\
                    """)
                .bind("function", functionId)
                .map(
                    (row, context) ->
                        new Version(row.getString(1), row.getTimestamp(2).toInstant()))
                .list());
  }

  /**
   * Stores a version, if it is new, and makes it the live one.
   *
   * @throws CallException with {@code CONFLICT} if it breaks callers of a listed function and isn't
   *     allowed to
   */
  Deployment deploy(Account owner, Manifest manifest, boolean allowBreaking) {
    return jdbi.inTransaction(
        handle -> {
          String name = manifest.descriptor().name();
          String version = manifest.version().hex();
          List<Break> breaks = breaks(handle, owner, manifest, allowBreaking);
          long function = makeLive(handle, owner, name, version);
          boolean isNew = insertVersion(handle, function, version, manifest);
          return new Deployment(find(handle, owner.name(), name).orElseThrow(), isNew, breaks);
        });
  }

  /** Holds the function's row, so that what is compared with stays the live version. */
  private List<Break> breaks(
      Handle handle, Account owner, Manifest manifest, boolean allowBreaking) {
    Optional<OwnedFunction> before = find(handle, owner.name(), manifest.descriptor().name());
    if (before.isEmpty()) {
      return List.of();
    }
    lock(handle, before.get().id());
    OwnedFunction held = find(handle, owner.name(), before.get().name()).orElseThrow();
    List<Break> breaks = Compatibility.breaks(descriptor(handle, held), manifest.descriptor());
    if (held.listed() && !breaks.isEmpty() && !allowBreaking) {
      throw BreakingChange.refusal(breaks);
    }
    return breaks;
  }

  private static Descriptor descriptor(Handle handle, OwnedFunction function) {
    String json =
        handle
            .createQuery(
                """
                select descriptor from function_version
                where function_id = :function and version = :version\
                """)
            .bind("function", function.id())
            .bind("version", function.liveVersion())
            .mapTo(String.class)
            .one();
    return Descriptor.fromJson(Json.parse(json));
  }

  private static long makeLive(Handle handle, Account owner, String name, String version) {
    return handle
        .createQuery(
            """
            insert into function (owner_id, name, live_version) values (:owner, :name, :version)
            on conflict (owner_id, name) do update set live_version = excluded.live_version,
              updated_at = case when function.live_version = excluded.live_version
                then function.updated_at else now() end
            returning id\
            """)
        .bind("owner", owner.id())
        .bind("name", name)
        .bind("version", version)
        .mapTo(Long.class)
        .one();
  }

  private static boolean insertVersion(
      Handle handle, long function, String version, Manifest manifest) {
    int inserted =
        handle
            .createUpdate(
                """
                insert into function_version
                  (function_id, version, manifest, descriptor, title, summary, category)
                values (:function, :version, :manifest, :descriptor, :title, :summary, :category)
                on conflict do nothing\
                """)
            .bind("function", function)
            .bind("version", version)
            .bind("manifest", new String(manifest.canonicalBytes(), StandardCharsets.UTF_8))
            .bind("descriptor", manifest.descriptor().toJson().print())
            .bind("title", manifest.descriptor().title())
            .bind("summary", manifest.descriptor().summary())
            .bind("category", manifest.descriptor().category())
            .execute();
    return inserted == 1;
  }

  private static OwnedFunction read(ResultSet row) throws SQLException {
    return new OwnedFunction(
        row.getLong("id"),
        row.getObject("owner_id", UUID.class),
        row.getString("owner"),
        row.getString("name"),
        row.getString("live_version"),
        row.getBoolean("listed"),
        row.getTimestamp("updated_at").toInstant());
  }
}
