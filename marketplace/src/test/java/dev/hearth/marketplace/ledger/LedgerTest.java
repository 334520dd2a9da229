package dev.hearth.marketplace.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hearth.marketplace.installation.TestInstallation;
import dev.hearth.sdk.error.CallException;
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

  @Inject
  LedgerTest(Jdbi jdbi, Ledger ledger) {
    this.jdbi = jdbi;
    this.ledger = ledger;
  }

  private String open() {
    String name = "balance:t-" + UUID.randomUUID();
    jdbi.useTransaction(handle -> ledger.open(handle, name));
    return name;
  }

  private long balance(String name) {
    return jdbi.withHandle(handle -> ledger.balanceNanos(handle, name));
  }

  private long id(String name) {
    return jdbi.withHandle(handle -> ledger.id(handle, name));
  }

  private boolean deposit(String key, String name, long nanos) {
    return jdbi.inTransaction(handle -> ledger.deposit(handle, key, name, nanos));
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
  void depositsArePostedOncePerKey() {
    String name = open();
    String key = name;
    assertTrue(deposit(key, name, 700));
    assertFalse(deposit(key, name, 700));
    assertEquals(700, balance(name));
    assertThrows(CallException.class, () -> deposit(key, name, 701));
    String other = open();
    assertThrows(CallException.class, () -> deposit(key, other, 700));
    assertEquals(700, balance(name));
    assertEquals(0, balance(other));
  }

  @Test
  void unbalancedSetIsRefusedAtCommit() {
    long account = id(open());
    long deposits = id(Ledger.DEPOSITS);
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
  void emptySetIsRefusedAtCommit() {
    assertEquals("23514", refusal(() -> jdbi.useTransaction(handle -> insertSet(handle))));
  }

  @Test
  void postedSetTakesNoMoreEntriesEvenBalancedOnes() {
    String name = open();
    assertTrue(deposit(name, name, 10));
    long set =
        jdbi.withHandle(
            handle ->
                handle
                    .createQuery("select id from posting_set where idempotency_key = :key")
                    .bind("key", "deposit:" + name)
                    .mapTo(Long.class)
                    .one());
    long deposits = id(Ledger.DEPOSITS);
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
    String name = open();
    assertTrue(deposit(name, name, 10));
    long account = id(name);
    var lines = List.of(new Posting.Line(account, -11), new Posting.Line(id(Ledger.PLATFORM), 11));
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
      })
  void nothingPostedIsEverChanged(String statement) {
    String name = open();
    assertTrue(deposit(name, name, 10));
    assertEquals("23001", refusal(() -> jdbi.useHandle(handle -> handle.execute(statement))));
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
