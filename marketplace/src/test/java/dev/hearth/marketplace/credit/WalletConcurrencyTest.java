package dev.hearth.marketplace.credit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hearth.marketplace.installation.TestInstallation;
import dev.hearth.marketplace.installation.TestMoney;
import dev.hearth.marketplace.ledger.Ledger;
import dev.hearth.marketplace.ledger.Wallets;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TestInstallation.class)
final class WalletConcurrencyTest {
  private static final int THREADS = 12;
  private static final int OPENINGS = 15;

  private final Credit credit;
  private final TestMoney money;

  @Inject
  WalletConcurrencyTest(Jdbi jdbi, Ledger ledger, Wallets wallets, Credit credit) {
    this.credit = credit;
    this.money = new TestMoney(jdbi, ledger, wallets);
  }

  /** Opens leases of 100 again and again, giving every third back. */
  private long lend(UUID account) {
    long kept = 0;
    for (int i = 0; i < OPENINGS; i++) {
      UUID lease = UUID.randomUUID();
      if (credit.open(new Credit.Request(lease, account, 100, 100))
          instanceof Credit.Answer.Granted(long granted, long _)) {
        if (i % 3 == 0) {
          credit.close(lease, 0, 0);
        } else {
          kept += granted;
        }
      }
    }
    return kept;
  }

  @Test
  void manyThreadsNeverLendMoreThanThereIs() throws Exception {
    UUID account = money.account(5_050);
    var tasks = new ArrayList<Callable<Long>>();
    for (int i = 0; i < THREADS; i++) {
      tasks.add(() -> lend(account));
    }
    long lent = 0;
    try (var threads = Executors.newFixedThreadPool(THREADS)) {
      for (Future<Long> kept : threads.invokeAll(tasks)) {
        lent += kept.get();
      }
    }
    assertEquals(5_000, lent);
    assertEquals(5_000, money.reserved(account));
    assertEquals(
        new Credit.Answer.Refused(50),
        credit.open(new Credit.Request(UUID.randomUUID(), account, 51, 100)));
  }

  @Test
  void sameLeaseIdAtOnceIsLentOnce() throws Exception {
    UUID account = money.account(10_000);
    var request = new Credit.Request(UUID.randomUUID(), account, 100, 400);
    var tasks = new ArrayList<Callable<Credit.Answer>>();
    for (int i = 0; i < THREADS; i++) {
      tasks.add(() -> credit.open(request));
    }
    List<Future<Credit.Answer>> answers;
    try (var threads = Executors.newFixedThreadPool(THREADS)) {
      answers = threads.invokeAll(tasks);
    }
    for (Future<Credit.Answer> answer : answers) {
      assertEquals(new Credit.Answer.Granted(400, 60), answer.get());
    }
    assertEquals(400, money.reserved(account));
    assertTrue(money.total() == 0);
  }
}
