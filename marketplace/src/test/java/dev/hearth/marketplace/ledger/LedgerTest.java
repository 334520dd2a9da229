package dev.hearth.marketplace.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hearth.marketplace.installation.TestInstallation;
import dev.hearth.marketplace.installation.TestMoney;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the schema lets nobody do, whatever program writes to it. */
@QuarkusTest
@QuarkusTestResource(TestInstallation.class)
final class LedgerTest {
  private final Jdbi jdbi;
  private final Ledger ledger;
  private final TestMoney money;

  @Inject
  LedgerTest(Jdbi jdbi, Ledger ledger, Wallets wallets) {
    this.jdbi = jdbi;
    this.ledger = ledger;
    this.money = new TestMoney(jdbi, ledger, wallets);
  }

  /** The wallet of a new account that has 10. */
  private String wallet() {
    UUID account = money.account(10);
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    "select l.name from credit_grant g join ledger_account l"
                        + " on l.id = g.ledger_account_id where g.account_id = :account")
                .bind("account", account)
                .mapTo(String.class)
                .one());
  }

  private long balance(String name) {
    return jdbi.withHandle(handle -> ledger.balanceNanos(handle, name));
  }

  private long id(String name) {
    return jdbi.withHandle(handle -> ledger.id(handle, name));
  }

  private static long insertSet(Handle handle) {
    return handle
        .createQuery(
            "insert into posting_set (idempotency_key, kind) values (:key, 'deposit') returning id")
        .bind("key", UUID.randomUUID().toString())
        .mapTo(Long.class)
        .one();
  }

  private static void insertEntry(Handle handle, long set, int line, long account, long nanos) {
    handle.execute("insert into entry values (?, ?, ?, ?)", set, line, account, nanos);
  }

  private static String refusal(org.junit.jupiter.api.function.Executable work) {
    JdbiException refused = assertThrows(JdbiException.class, work);
    SQLException cause = (SQLException) refused.getCause();
    assertTrue(cause != null);
    return String.valueOf(cause.getSQLState());
  }

  @Test
  void unbalancedSetIsRefusedAtCommit() {
    long account = id(wallet());
    long deposits = id(Ledger.CASH);
    assertEquals(
        "23514",
        refusal(
            () ->
                jdbi.useTransaction(
                    handle -> {
                      long set = insertSet(handle);
                      insertEntry(handle, set, 1, deposits, -5);
                      insertEntry(handle, set, 2, account, 6);
                    })));
  }

  @Test
  void entriesAfterAnEarlyCheckAreRefused() {
    long account = id(wallet());
    long cash = id(Ledger.CASH);
    assertEquals(
        "23514",
        refusal(
            () ->
                jdbi.useTransaction(
                    handle -> {
                      long set = insertSet(handle);
                      handle.execute(
                          "insert into entry values (?, 1, ?, -5), (?, 2, ?, 5)",
                          set,
                          cash,
                          set,
                          account);
                      handle.execute("set constraints all immediate");
                      insertEntry(handle, set, 3, account, 7);
                    })));
  }

  @Test
  void setOfAnotherTransactionIsRefused() {
    long account = id(wallet());
    assertEquals(
        "23001",
        refusal(
            () ->
                jdbi.useTransaction(
                    handle ->
                        handle.execute(
                            "insert into posting_set (idempotency_key, kind, transaction_id)"
                                + " values (?, 'deposit', '999999999')",
                            "early:" + account))));
  }

  @Test
  void emptySetIsRefusedAtCommit() {
    assertEquals("23514", refusal(() -> jdbi.useTransaction(handle -> insertSet(handle))));
  }

  @Test
  void postedSetTakesNoMoreEntriesEvenBalancedOnes() {
    String name = wallet();
    long set =
        jdbi.withHandle(
            handle ->
                handle
                    .createQuery(
                        "select posting_set_id from credit_grant where ledger_account_id = :id")
                    .bind("id", id(name))
                    .mapTo(Long.class)
                    .one());
    long deposits = id(Ledger.CASH);
    assertEquals(
        "23001",
        refusal(
            () ->
                jdbi.useHandle(
                    handle ->
                        handle.execute(
                            "insert into entry values (?, 3, ?, -1), (?, 4, ?, 1)",
                            set,
                            deposits,
                            set,
                            id(name)))));
    assertEquals(10, balance(name));
  }

  @Test
  void balanceBelowZeroIsRefused() {
    String name = wallet();
    long account = id(name);
    var lines = List.of(new Posting.Line(account, -11), new Posting.Line(id("revenue:0"), 11));
    var posting = new Posting("usage:" + UUID.randomUUID(), Posting.Kind.USAGE, lines);
    assertEquals(
        "23514",
        refusal(() -> jdbi.useTransaction(handle -> ledger.post(handle, List.of(posting)))));
    assertEquals(10, balance(name));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "update entry set amount_nanos = amount_nanos + 1",
        "delete from entry",
        "truncate entry",
        "update posting_set set kind = 'usage'",
        "delete from posting_set",
        "truncate posting_set cascade",
        "update price_version set unit_price_nanos = 0",
        "delete from usage_event",
        "truncate usage_event cascade",
        "update credit_grant set nanos = nanos + 1",
        "delete from credit_grant",
        "truncate credit_grant",
        "update balance set nanos = nanos + 1",
        "insert into balance select id, false, 5 from ledger_account",
        "delete from balance",
        "truncate balance",
        "insert into refunded select request_id, 1, 1 from usage_event",
        "update refunded set nanos = 0",
        "delete from refunded",
        "truncate refunded",
        "update ledger_account set name = name || 'x'",
        "delete from ledger_account",
        "truncate ledger_account cascade",
        "update credit_lease set granted_nanos = 0",
        "delete from credit_lease",
        "truncate credit_lease cascade",
        "truncate account cascade",
      })
  void nothingPostedIsEverChanged(String statement) {
    var _ = money.account(10);
    assertEquals("23001", refusal(() -> jdbi.useHandle(handle -> handle.execute(statement))));
  }

  @Test
  void balancesAreMadeAnewFromEntries() {
    String name = wallet();
    LedgerReader reader = new LedgerReader(jdbi);
    assertEquals(List.of(), reader.rebuildBalances());
    jdbi.useTransaction(
        handle -> {
          handle.execute("alter table balance disable trigger balance_derived");
          handle.execute("update balance set nanos = 17 where ledger_account_id = ?", id(name));
          handle.execute("alter table balance enable trigger balance_derived");
        });
    assertEquals(List.of(new LedgerReader.Correction(name, 17, 10)), reader.rebuildBalances());
    assertEquals(10, balance(name));
    assertEquals(List.of(), reader.rebuildBalances());
  }

  @Test
  void postingsThatMoveNothingOrDontSumToZeroCantBeMade() {
    assertThrows(IllegalArgumentException.class, () -> new Posting.Line(1, 0));
    var one = new Posting.Line(1, 1);
    assertThrows(
        IllegalArgumentException.class,
        () -> new Posting("k", Posting.Kind.USAGE, List.of(one, one)));
    assertThrows(
        IllegalArgumentException.class, () -> new Posting("k", Posting.Kind.USAGE, List.of()));
    assertThrows(
        ArithmeticException.class,
        () ->
            new Posting(
                "k",
                Posting.Kind.USAGE,
                List.of(new Posting.Line(1, Long.MAX_VALUE), new Posting.Line(2, Long.MAX_VALUE))));
  }
}
