package dev.hearth.runtime.credit;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.quarkus.logging.Log;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;

/**
 * Holds on accounts' funds (promise 3). A call runs only inside a hold of its bound; a lease is
 * asked for when the ones at hand can't cover one.
 */
@ApplicationScoped
public class Credit {
  private final LeaseDesk desk;
  private final LoadingCache<UUID, AccountCredit> accounts;

  Credit(LeaseDesk desk, CreditConfig config) {
    this.desk = desk;
    // Never evicted: an entry is what closes its leases. One is some hundred bytes per paying
    // account.
    this.accounts =
        Caffeine.newBuilder()
            .build(
                account ->
                    new AccountCredit(account, desk, InstantSource.system(), config.patience()));
  }

  /**
   * Sets funds aside; empty for nothing.
   *
   * @throws dev.hearth.sdk.error.CallException with {@code INSUFFICIENT_FUNDS} when the account
   *     can't cover it
   */
  public Optional<Hold> hold(UUID accountId, long nanos) {
    return nanos == 0 ? Hold.none() : Optional.of(accounts.get(accountId).hold(nanos));
  }

  /** Returns what earlier processes of this node had borrowed. Called once, before any call. */
  public void recover() {
    desk.recover();
  }

  @Scheduled(every = "1s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  @RunOnVirtualThread
  void tidy() {
    try {
      accounts.asMap().values().forEach(AccountCredit::closeExpired);
      desk.finishCloses();
    } catch (RuntimeException e) {
      Log.warnf("leases are tidied again in 1 s: %s", e.getMessage());
    }
  }
}
