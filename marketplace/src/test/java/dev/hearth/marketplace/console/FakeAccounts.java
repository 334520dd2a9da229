package dev.hearth.marketplace.console;

import dev.hearth.marketplace.account.Account;
import dev.hearth.marketplace.account.Accounts;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** Accounts in memory. */
@Alternative
@ApplicationScoped
public class FakeAccounts implements Accounts {
  static final String DEVELOPER_KEY = "dev-id:dev-secret";
  static final String CREATOR_KEY = "hearth-id:hearth-secret";

  private final Map<String, Account> byKey = new ConcurrentHashMap<>();

  FakeAccounts() {
    reset();
  }

  void reset() {
    byKey.clear();
    byKey.put(DEVELOPER_KEY, account("developer", Account.Role.DEVELOPER));
    byKey.put(CREATOR_KEY, account("hearth", Account.Role.CREATOR));
  }

  void revoke(String key) {
    byKey.remove(key);
  }

  private static Account account(String name, Account.Role role) {
    return new Account(UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)), name, role);
  }

  @Override
  public Optional<Account> byKey(String key) {
    return Optional.ofNullable(byKey.get(key));
  }

  @Override
  public long balanceNanos(Account account) {
    return 19_998_500_000L;
  }
}
