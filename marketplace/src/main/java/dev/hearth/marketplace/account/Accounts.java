package dev.hearth.marketplace.account;

import java.util.Optional;

/** Finds accounts. Thread-safe; blocking. */
public interface Accounts {
  /** The account whose unrevoked key {@code id:secret} this is. */
  Optional<Account> byKey(String key);

  /** Settled funds in nano-dollars; what leases hold is still part of it. */
  long balanceNanos(Account account);
}
