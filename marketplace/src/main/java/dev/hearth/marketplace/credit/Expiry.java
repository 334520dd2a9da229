package dev.hearth.marketplace.credit;

import dev.hearth.marketplace.ledger.Ledger;
import dev.hearth.marketplace.ledger.Posting;
import dev.hearth.marketplace.ledger.Wallets;
import dev.hearth.marketplace.ledger.Wallets.Wallet;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;

/**
 * Takes what is left of grants at their end, except what calls that had begun before still hold.
 */
@Singleton
final class Expiry {
  private static final Logger LOG = Logger.getLogger(Expiry.class);

  private final Jdbi jdbi;
  private final Ledger ledger;
  private final Wallets wallets;
  private final LeaseStore leases;

  Expiry(Jdbi jdbi, Ledger ledger, Wallets wallets, LeaseStore leases) {
    this.jdbi = jdbi;
    this.ledger = ledger;
    this.wallets = wallets;
    this.leases = leases;
  }

  @Scheduled(
      identity = "grant-expiry",
      every = "1m",
      delayed = "30s",
      concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  @RunOnVirtualThread
  void expireAll() {
    for (UUID account : jdbi.withHandle(Expiry::accounts)) {
      long nanos = expire(account);
      if (nanos > 0) {
        LOG.infof("grants expired, account=%s nanos=%d", account, nanos);
      }
    }
  }

  private static List<UUID> accounts(Handle handle) {
    return handle
        .createQuery(
            """
            select distinct g.account_id from credit_grant g
            join balance b on b.ledger_account_id = g.ledger_account_id
            where g.expires_at <= now() and b.nanos > 0\
            """)
        .mapTo(UUID.class)
        .list();
  }

  /** Expires what can be of an account's grants; the nano-dollars that it lost. */
  long expire(UUID account) {
    return jdbi.inTransaction(
        TransactionIsolationLevel.READ_COMMITTED, handle -> expire(handle, account));
  }

  private long expire(Handle handle, UUID account) {
    // No lease is opened meanwhile, and no charge posted: what is reserved can only fall.
    var _ = wallets.lockAccount(handle, account);
    List<Wallet> locked = wallets.lock(handle, List.of(account)).getOrDefault(account, List.of());
    long kept = leases.reservedNanos(handle, account);
    long breakage = ledger.id(handle, Ledger.BREAKAGE);
    var postings = new ArrayList<Posting>();
    long total = 0;
    for (Wallet wallet : locked) {
      long expiring = wallet.expired() ? Math.max(0, wallet.nanos() - kept) : 0;
      kept -= wallet.expired() ? wallet.nanos() - expiring : 0;
      if (expiring > 0) {
        postings.add(posting(wallet, expiring, breakage));
        total += expiring;
      }
    }
    ledger.post(handle, postings);
    return total;
  }

  private static Posting posting(Wallet wallet, long nanos, long breakage) {
    return new Posting(
        "expiry:%d:%s".formatted(wallet.grantId(), UUID.randomUUID()),
        Posting.Kind.EXPIRY,
        List.of(
            new Posting.Line(wallet.ledgerAccountId(), -nanos), new Posting.Line(breakage, nanos)));
  }
}
