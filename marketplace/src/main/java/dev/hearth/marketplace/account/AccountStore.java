package dev.hearth.marketplace.account;

import dev.hearth.marketplace.ledger.Ledger;
import jakarta.inject.Singleton;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** Accounts in PostgreSQL. */
@Singleton
final class AccountStore implements Accounts {
  private final Jdbi jdbi;
  private final Ledger ledger;
  private final KeyStore keys;

  AccountStore(Jdbi jdbi, Ledger ledger, KeyStore keys) {
    this.jdbi = jdbi;
    this.ledger = ledger;
    this.keys = keys;
  }

  @Override
  public Optional<Account> byKey(String key) {
    return KeySecret.parse(key)
        .flatMap(parsed -> keys.ownerOf(parsed.keyId(), parsed.secretSha256()));
  }

  @Override
  public long balanceNanos(Account account) {
    return jdbi.withHandle(handle -> ledger.settledNanos(handle, account.id()));
  }

  /** The account of that name, made with this role if it is missing. */
  Account ensure(Handle handle, String name, Account.Role role) {
    ledger.open(handle, Ledger.payable(name));
    UUID id =
        handle
            .createQuery(
                """
                insert into account (id, name, role) values (:id, :name, :role)
                on conflict (name) do update set role = excluded.role returning id\
                """)
            .bind("id", UUID.randomUUID())
            .bind("name", name)
            .bind("role", role.name().toLowerCase(Locale.ROOT))
            .mapTo(UUID.class)
            .one();
    return new Account(id, name, role);
  }
}
