package dev.hearth.marketplace.function;

import dev.hearth.marketplace.account.Account;
import dev.hearth.sdk.compat.Break;
import dev.hearth.sdk.compat.Compatibility;
import dev.hearth.sdk.descriptor.Descriptor;
import dev.hearth.sdk.error.CallException;
import dev.hearth.sdk.json.Json;
import dev.hearth.sdk.manifest.Manifest;
import dev.hearth.sdk.manifest.ManifestFile;
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
import org.jspecify.annotations.Nullable;

/** Functions and their versions in PostgreSQL. A version is never changed. */
@Singleton
public final class Functions {
  private static final String SELECT =
      "select f.id, f.owner_id, a.name as owner, f.name, f.live_version, f.updated_at, "
          + Standing.COLUMNS
          + """
          from function f
          join account a on a.id = f.owner_id
          left join listing l on l.function_id = f.id
          """;

  private final Jdbi jdbi;

  Functions(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /**
   * A version in a function's history.
   *
   * @param deployedAt when it was last deployed
   * @param deployedBy alias of the key, null where that isn't known
   * @param bytes of all its files, null where that isn't known
   */
  record Version(
      String version,
      Instant createdAt,
      Instant deployedAt,
      @Nullable String deployedBy,
      @Nullable Long bytes) {}

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

  /** The function of that name if the viewer may see it. */
  public Optional<OwnedFunction> visible(String owner, String name, Optional<Account> viewer) {
    return jdbi.withHandle(handle -> find(handle, owner, name))
        .filter(function -> function.standing().visibleTo(viewer, function.ownerId()));
  }

  /** Holds a function's row until the transaction ends. */
  public void lock(Handle handle, long functionId) {
    handle
        .createQuery("select id from function where id = :id for no key update")
        .bind("id", functionId)
        .mapTo(Long.class)
        .one();
  }

  /** Says who may call a function that isn't listed. */
  public void setOpen(Handle handle, long functionId, boolean open) {
    handle
        .createUpdate(
            "update function set access = :access, updated_at = now() where id = :function")
        .bind("access", (open ? Visibility.UNLISTED : Visibility.PRIVATE).word())
        .bind("function", functionId)
        .execute();
  }

  /** Sets the price of calls by others. */
  public void setPrice(Handle handle, long functionId, long priceVersion) {
    handle
        .createUpdate(
            "update function set price_version_id = :price, updated_at = now() where id ="
                + " :function")
        .bind("price", priceVersion)
        .bind("function", functionId)
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

  /** Versions of a function, last deployed first, at most 100. */
  List<Version> versions(long functionId) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    select v.version, v.created_at, v.deployed_at, k.alias, v.bytes
                    from function_version v left join api_key k on k.id = v.deployed_by
                    where v.function_id = :function
                    order by v.deployed_at desc, v.version limit 100\
                    """)
                .bind("function", functionId)
                .map(
                    (row, context) ->
                        new Version(
                            row.getString(1),
                            row.getTimestamp(2).toInstant(),
                            row.getTimestamp(3).toInstant(),
                            row.getString(4),
                            row.getObject(5, Long.class)))
                .list());
  }

  /** Versions whose digest begins so, at most two. */
  List<String> beginningWith(Handle handle, long functionId, String prefix) {
    return handle
        .createQuery(
            """
            select version from function_version
            where function_id = :function and starts_with(version, :prefix)
            order by version limit 2\
            """)
        .bind("function", functionId)
        .bind("prefix", prefix)
        .mapTo(String.class)
        .list();
  }

  /** The version that was deployed last before the live one. */
  Optional<String> beforeLive(Handle handle, long functionId) {
    return handle
        .createQuery(
            """
            select v.version from function f
            join function_version live on live.function_id = f.id and live.version = f.live_version
            join function_version v on v.function_id = f.id
              and (v.deployed_at, v.version) < (live.deployed_at, live.version)
            where f.id = :function
            order by v.deployed_at desc, v.version desc limit 1\
            """)
        .bind("function", functionId)
        .mapTo(String.class)
        .findOne();
  }

  /** Has new calls run that version. */
  void setLive(Handle handle, long functionId, String version) {
    handle
        .createUpdate(
            """
            update function set live_version = :version, updated_at = now()
            where id = :function and live_version <> :version\
            """)
        .bind("function", functionId)
        .bind("version", version)
        .execute();
  }

  /**
   * Stores a version, if it is new, and makes it the live one.
   *
   * @param keyId the key that deploys
   * @throws CallException with {@code CONFLICT} if it breaks callers of a function that others may
   *     call and isn't allowed to
   */
  Deployment deploy(Account owner, UUID keyId, Manifest manifest, boolean allowBreaking) {
    return jdbi.inTransaction(
        handle -> {
          String name = manifest.descriptor().name();
          String version = manifest.version().hex();
          List<Break> breaks = breaks(handle, owner, manifest, allowBreaking);
          long function = makeLive(handle, owner, name, version);
          boolean isNew = insertVersion(handle, function, version, manifest);
          noteDeploy(handle, function, version, keyId);
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
    if (held.standing().open() && !breaks.isEmpty() && !allowBreaking) {
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
                  (function_id, version, manifest, descriptor, title, summary, category, bytes)
                values (:function, :version, :manifest, :descriptor, :title, :summary, :category,
                  :bytes)
                on conflict do nothing\
                """)
            .bind("function", function)
            .bind("version", version)
            .bind("manifest", new String(manifest.canonicalBytes(), StandardCharsets.UTF_8))
            .bind("descriptor", manifest.descriptor().toJson().print())
            .bind("title", manifest.descriptor().title())
            .bind("summary", manifest.descriptor().summary())
            .bind("category", manifest.descriptor().category())
            .bind("bytes", manifest.files().stream().mapToLong(ManifestFile::bytes).sum())
            .execute();
    if (inserted == 1) {
      insertBlobs(handle, function, version, manifest);
    }
    return inserted == 1;
  }

  /** Blobs that a version names are kept; one that is gone meanwhile refuses it. */
  private static void insertBlobs(Handle handle, long function, String version, Manifest manifest) {
    handle
        .createUpdate(
            """
            insert into version_blob (function_id, version, digest)
            select :function, :version, digest from unnest(:digests) digest order by digest\
            """)
        .bind("function", function)
        .bind("version", version)
        .bindArray(
            "digests",
            String.class,
            manifest.files().stream().map(file -> file.digest().hex()).distinct().toList())
        .execute();
  }

  private static void noteDeploy(Handle handle, long function, String version, UUID keyId) {
    handle
        .createUpdate(
            """
            update function_version set deployed_at = clock_timestamp(), deployed_by = :key
            where function_id = :function and version = :version\
            """)
        .bind("function", function)
        .bind("version", version)
        .bind("key", keyId)
        .execute();
  }

  private static OwnedFunction read(ResultSet row) throws SQLException {
    return new OwnedFunction(
        row.getLong("id"),
        row.getObject("owner_id", UUID.class),
        row.getString("owner"),
        row.getString("name"),
        row.getString("live_version"),
        Standing.read(row),
        row.getTimestamp("updated_at").toInstant());
  }
}
