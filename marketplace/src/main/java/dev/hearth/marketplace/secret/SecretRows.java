package dev.hearth.marketplace.secret;

import dev.hearth.marketplace.secret.SecretSeal.Place;
import dev.hearth.marketplace.secret.SecretSeal.Sealed;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** Sealed secrets in PostgreSQL, and the record of their changes. */
@Singleton
final class SecretRows {
  /**
   * A secret without its value.
   *
   * @param updatedBy alias of the key that set it
   */
  record Item(String name, Instant updatedAt, String updatedBy) {}

  /** A sealed value in its place. */
  record Row(Place place, Sealed sealed) {}

  List<Item> list(Handle handle, UUID accountId) {
    return handle
        .createQuery(
            """
            select s.name, s.updated_at, k.alias from secret s
            join api_key k on k.id = s.updated_by
            where s.account_id = :account order by s.name\
            """)
        .bind("account", accountId)
        .map(
            (row, context) ->
                new Item(row.getString(1), row.getTimestamp(2).toInstant(), row.getString(3)))
        .list();
  }

  /** How many secrets an account has, held until the transaction ends. */
  int count(Handle handle, UUID accountId) {
    return handle
        .createQuery(
            """
            select count(*) from secret,
              (select id from account where id = :account for no key update) a
            where account_id = a.id\
            """)
        .bind("account", accountId)
        .mapTo(Integer.class)
        .one();
  }

  Optional<Sealed> find(Handle handle, Place place) {
    return handle
        .createQuery(
            "select key_id, sealed from secret where account_id = :account and name = :name")
        .bind("account", place.accountId())
        .bind("name", place.name())
        .map((row, context) -> new Sealed(row.getString(1), row.getBytes(2)))
        .findOne();
  }

  /** All secrets; there are few. */
  List<Row> all(Handle handle) {
    return handle
        .createQuery("select account_id, name, key_id, sealed from secret for update")
        .map(
            (row, context) ->
                new Row(
                    new Place(row.getObject(1, UUID.class), row.getString(2)),
                    new Sealed(row.getString(3), row.getBytes(4))))
        .list();
  }

  void put(Handle handle, Place place, Sealed sealed, UUID keyId) {
    handle
        .createUpdate(
            """
            insert into secret (account_id, name, key_id, sealed, updated_by)
            values (:account, :name, :key, :sealed, :by)
            on conflict (account_id, name) do update set key_id = excluded.key_id,
              sealed = excluded.sealed, updated_at = now(), updated_by = excluded.updated_by\
            """)
        .bind("account", place.accountId())
        .bind("name", place.name())
        .bind("key", sealed.keyId())
        .bind("sealed", sealed.bytes())
        .bind("by", keyId)
        .execute();
    note(handle, place, "set", keyId);
  }

  /** The same value under another key; nobody has changed the secret. */
  void reseal(Handle handle, Place place, Sealed sealed) {
    handle
        .createUpdate(
            """
            update secret set key_id = :key, sealed = :sealed
            where account_id = :account and name = :name\
            """)
        .bind("account", place.accountId())
        .bind("name", place.name())
        .bind("key", sealed.keyId())
        .bind("sealed", sealed.bytes())
        .execute();
  }

  /** Whether there was one. */
  boolean delete(Handle handle, Place place, UUID keyId) {
    int deleted =
        handle
            .createUpdate("delete from secret where account_id = :account and name = :name")
            .bind("account", place.accountId())
            .bind("name", place.name())
            .execute();
    if (deleted == 1) {
      note(handle, place, "unset", keyId);
    }
    return deleted == 1;
  }

  private static void note(Handle handle, Place place, String kind, UUID keyId) {
    handle
        .createUpdate(
            """
            insert into secret_change (account_id, name, kind, changed_by)
            values (:account, :name, :kind, :by)\
            """)
        .bind("account", place.accountId())
        .bind("name", place.name())
        .bind("kind", kind)
        .bind("by", keyId)
        .execute();
  }

  /** What changed since then, oldest first. */
  List<SecretChange> changes(Handle handle, OffsetDateTime since, int limit) {
    return handle
        .createQuery(
            """
            select a.name as owner, c.name, c.changed_at from secret_change c
            join account a on a.id = c.account_id
            where c.changed_at >= :since order by c.changed_at, c.id limit :limit\
            """)
        .bind("since", since)
        .bind("limit", limit)
        .map(
            (row, context) ->
                new SecretChange(
                    row.getString("owner"),
                    row.getString("name"),
                    row.getObject("changed_at", OffsetDateTime.class)))
        .list();
  }

  /** The account that owns a version of a function, and the version's descriptor. */
  record OwnedVersion(UUID ownerId, String descriptor) {}

  Optional<OwnedVersion> version(Handle handle, String owner, String name, String version) {
    return handle
        .createQuery(
            """
            select f.owner_id, v.descriptor from function f
            join account a on a.id = f.owner_id
            join function_version v on v.function_id = f.id
            where a.name = :owner and f.name = :name and v.version = :version\
            """)
        .bind("owner", owner)
        .bind("name", name)
        .bind("version", version)
        .map((row, context) -> new OwnedVersion(row.getObject(1, UUID.class), row.getString(2)))
        .findOne();
  }
}
