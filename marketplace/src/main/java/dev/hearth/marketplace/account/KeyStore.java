package dev.hearth.marketplace.account;

import dev.hearth.sdk.error.CallException;
import dev.hearth.sdk.error.ErrorCode;
import jakarta.inject.Singleton;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** API keys in PostgreSQL. Read anew each time, so that a revoked key ends at once. */
@Singleton
public final class KeyStore {
  private static final int MAX_KEYS = 100;

  private final Jdbi jdbi;
  private final SecureRandom random = new SecureRandom();

  KeyStore(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /** A key as its owner sees it in the list. */
  record ListedKey(UUID id, String alias, Instant createdAt) {}

  /** The owner of an unrevoked key, if the secret's hash is this one. */
  public Optional<Account> ownerOf(String keyId, byte[] secretSha256) {
    return KeySecret.keyId(keyId).flatMap(id -> ownerOf(id, secretSha256));
  }

  Optional<Account> ownerOf(UUID keyId, byte[] secretSha256) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    select k.secret_sha256, a.id, a.name, a.role
                    from api_key k join account a on a.id = k.account_id
                    where k.id = :id and k.revoked_at is null\
                    """)
                .bind("id", keyId)
                .map((row, context) -> ownerIfSame(row, secretSha256))
                .findOne()
                .flatMap(owner -> owner));
  }

  private static Optional<Account> ownerIfSame(ResultSet row, byte[] secretSha256)
      throws SQLException {
    return MessageDigest.isEqual(row.getBytes("secret_sha256"), secretSha256)
        ? Optional.of(account(row))
        : Optional.empty();
  }

  private static Account account(ResultSet row) throws SQLException {
    return new Account(
        row.getObject("id", UUID.class),
        row.getString("name"),
        Account.Role.valueOf(row.getString("role").toUpperCase(Locale.ROOT)));
  }

  /** Makes a key; its secret is known only to the one who gets this answer. */
  KeySecret create(Account owner, String alias) {
    KeySecret key = KeySecret.random(random);
    jdbi.useTransaction(
        handle -> {
          refuseTooMany(handle, owner);
          insert(handle, owner, key.keyId(), alias, key.secretSha256());
        });
    return key;
  }

  private static void refuseTooMany(Handle handle, Account owner) {
    int keys =
        handle
            .createQuery(
                """
                select count(*) from api_key, (select id from account where id = :id for no key update) a
                where account_id = a.id and revoked_at is null\
                """)
            .bind("id", owner.id())
            .mapTo(Integer.class)
            .one();
    if (keys >= MAX_KEYS) {
      throw new CallException(
          ErrorCode.CONFLICT, "an account has at most " + MAX_KEYS + " keys; revoke one first");
    }
  }

  /** Makes a key whose secret somebody else chose; one that exists is left as it is. */
  void insert(Handle handle, Account owner, UUID keyId, String alias, byte[] secretSha256) {
    handle
        .createUpdate(
            """
            insert into api_key (id, account_id, alias, secret_sha256)
            values (:id, :account, :alias, :hash) on conflict (id) do nothing\
            """)
        .bind("id", keyId)
        .bind("account", owner.id())
        .bind("alias", alias)
        .bind("hash", secretSha256)
        .execute();
  }

  /** Unrevoked keys, newest first. */
  List<ListedKey> list(Account owner) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    select id, alias, created_at from api_key
                    where account_id = :account and revoked_at is null
                    order by created_at desc, id\
                    """)
                .bind("account", owner.id())
                .map(
                    (row, context) ->
                        new ListedKey(
                            row.getObject(1, UUID.class),
                            row.getString(2),
                            row.getTimestamp(3).toInstant()))
                .list());
  }

  /** Whether an unrevoked key of this owner was revoked. */
  boolean revoke(Account owner, UUID keyId) {
    return jdbi.withHandle(
        handle ->
            handle
                    .createUpdate(
                        """
                        update api_key set revoked_at = now()
                        where id = :id and account_id = :account and revoked_at is null\
                        """)
                    .bind("id", keyId)
                    .bind("account", owner.id())
                    .execute()
                == 1);
  }
}
