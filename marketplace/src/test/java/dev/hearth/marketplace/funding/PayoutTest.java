package dev.hearth.marketplace.funding;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.hearth.marketplace.installation.TestInstallation;
import dev.hearth.marketplace.installation.TestKey;
import dev.hearth.marketplace.installation.TestMoney;
import dev.hearth.marketplace.ledger.Ledger;
import dev.hearth.marketplace.ledger.Posting;
import dev.hearth.marketplace.ledger.Posting.Line;
import dev.hearth.marketplace.ledger.Wallets;
import io.quarkus.scheduler.Scheduler;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Payouts wait, end once, and can't be forged past the database. */
@QuarkusTest
@QuarkusTestResource(TestInstallation.class)
final class PayoutTest {
  private final Jdbi jdbi;
  private final Ledger ledger;
  private final Payouts payouts;
  private final TestMoney money;
  private UUID creator = new UUID(0, 0);
  private String key = "";

  @Inject Scheduler scheduler;

  /** The test alone says when something ends. */
  @BeforeEach
  void pauseExpiry() {
    scheduler.pause("payout-expiry");
  }

  @AfterEach
  void resumeExpiry() {
    scheduler.resume("payout-expiry");
  }

  @Inject
  PayoutTest(Jdbi jdbi, Ledger ledger, Wallets wallets, Payouts payouts) {
    this.jdbi = jdbi;
    this.ledger = ledger;
    this.payouts = payouts;
    this.money = new TestMoney(jdbi, ledger, wallets);
  }

  @BeforeEach
  void creatorHasEarned100() {
    creator = money.account(0);
    key = UUID.randomUUID().toString();
    UUID caller = money.account(125);
    money.pay(caller, creator, 125);
    assertEquals(100, money.balance(creator));
  }

  private ValidatableResponse post(String path, String body) {
    return given()
        .header("Authorization", TestKey.PLATFORM.header())
        .contentType("application/json")
        .body(body)
        .post("/v1/admin/payouts" + path)
        .then();
  }

  private ValidatableResponse begin(String more) {
    return post(
        "", "{\"key\":\"%s\",\"account\":\"%s\"%s}".formatted(key, TestMoney.name(creator), more));
  }

  @Test
  void sentInPartReturnsTheRest() {
    long transit = money.balance(Ledger.PAYOUT_IN_TRANSIT);
    long cash = money.balance(Ledger.CASH);
    begin("").statusCode(200).body("state", equalTo("pending")).body("amount_nanos", equalTo(100));
    begin("").statusCode(200).body("state", equalTo("pending"));
    assertEquals(0, money.balance(creator));
    assertEquals(transit + 100, money.balance(Ledger.PAYOUT_IN_TRANSIT));
    post("/" + key + "/sent", "{\"amount\":0.00000007}")
        .statusCode(200)
        .body("state", equalTo("sent"))
        .body("sent_nanos", equalTo(70));
    post("/" + key + "/sent", "{\"amount\":0.00000007}").statusCode(200);
    post("/" + key + "/sent", "{\"amount\":0.00000006}").statusCode(409);
    post("/" + key + "/returned", "{}").statusCode(409).body(containsString("was posted with 70"));
    assertEquals(30, money.balance(creator));
    assertEquals(transit, money.balance(Ledger.PAYOUT_IN_TRANSIT));
    assertEquals(cash + 70, money.balance(Ledger.CASH));
    assertEquals(0, money.total());
  }

  @Test
  void wrongPayoutsAreRefused() {
    begin(",\"amount\":0.000000101")
        .statusCode(402)
        .body(containsString("has earned 100 nano-dollars"));
    begin(",\"amount\":0").statusCode(422);
    begin(",\"amount\":0.00000006").statusCode(200);
    begin(",\"amount\":0.00000005").statusCode(409);
    begin(",\"amount\":0.00000006,\"expires_at\":\"2040-01-01T00:00:00Z\"").statusCode(409);
    post("/" + key + "/sent", "{\"amount\":0.000000061}").statusCode(409);
    post("/nothing/returned", "{}").statusCode(404);
    post("", "{\"key\":\"a b\",\"account\":\"hearth\"}").statusCode(422);
    given()
        .header("Authorization", TestKey.HEARTH.header())
        .get("/v1/admin/payouts")
        .then()
        .statusCode(403);
    assertEquals(40, money.balance(creator));
  }

  @Test
  void endedPayoutGoesBackByItselfOnce() {
    begin(",\"expires_at\":\"2020-01-01T00:00:00Z\"").statusCode(200);
    listed("true").body("payouts.key", hasItem(key));
    payouts.expireAll();
    payouts.expireAll();
    assertEquals(100, money.balance(creator));
    listed("true").body("payouts.key", not(hasItem(key)));
    listed("false").body("payouts.find { it.key == '" + key + "' }.state", equalTo("expired"));
    post("/" + key + "/sent", "{}").statusCode(409);
  }

  private static ValidatableResponse listed(String pending) {
    return given()
        .header("Authorization", TestKey.PLATFORM.header())
        .get("/v1/admin/payouts?pending=" + pending)
        .then()
        .statusCode(200);
  }

  @Test
  void sendingAndReturningAtOnceEndsItOnce() throws Exception {
    begin("").statusCode(200);
    Callable<Integer> send = () -> post("/" + key + "/sent", "{}").extract().statusCode();
    Callable<Integer> back = () -> post("/" + key + "/returned", "{}").extract().statusCode();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      int done = 0;
      for (var answer : threads.invokeAll(List.of(send, back, send, back))) {
        done += answer.get() == 200 ? 1 : 0;
      }
      assertEquals(2, done);
    }
    assertEquals(
        1,
        money.number(
            "select count(*) from transfer_resolution r join posting_set s"
                + " on s.id = r.pending_id where s.idempotency_key = 'payout:"
                + key
                + "'"));
  }

  private String refusal(org.junit.jupiter.api.function.Executable work) {
    JdbiException refused = assertThrows(JdbiException.class, work);
    return Objects.requireNonNull(
        ((SQLException) Objects.requireNonNull(refused.getCause())).getSQLState());
  }

  /** Posts a set that gives amounts out of transit to cash and back, and a resolution as told. */
  private void forge(String outcome, long posted, long toCash, long back) {
    jdbi.useTransaction(
        handle -> {
          var lines =
              new java.util.ArrayList<>(
                  List.of(new Line(ledger.id(handle, Ledger.PAYOUT_IN_TRANSIT), -toCash - back)));
          if (toCash > 0) {
            lines.add(new Line(ledger.id(handle, Ledger.CASH), toCash));
          }
          if (back > 0) {
            lines.add(new Line(ledger.id(handle, Ledger.payable(TestMoney.name(creator))), back));
          }
          String forged = "forged:" + UUID.randomUUID();
          ledger.post(handle, List.of(new Posting(forged, Posting.Kind.PAYOUT_SENT, lines)));
          handle.execute(
              """
              insert into transfer_resolution
              select p.id, ?, ?, s.id from posting_set p, posting_set s
              where p.idempotency_key = ? and s.idempotency_key = ?\
              """,
              outcome,
              posted,
              "payout:" + key,
              forged);
        });
  }

  @Test
  void databaseRefusesForgedResolutions() {
    begin("").statusCode(200);
    // Another one's hold, so that there is enough in transit to take too much.
    UUID other = money.account(0);
    money.pay(money.account(125), other, 125);
    var _ =
        payouts.begin(
            new Payouts.Request(
                "k" + other, TestMoney.name(other), java.util.OptionalLong.empty(), null));
    assertEquals("23514", refusal(() -> forge("posted", 101, 101, 0)));
    assertEquals("23514", refusal(() -> forge("posted", 70, 60, 40)));
    assertEquals("23514", refusal(() -> forge("posted", 70, 70, 20)));
    assertEquals("23514", refusal(() -> forge("posted", 0, 0, 100)));
    assertEquals("23514", refusal(() -> forge("voided", 5, 5, 95)));
    assertEquals("23514", refusal(() -> forge("expired", 0, 0, 100)));
    forge("posted", 70, 70, 30);
    assertEquals("23505", refusal(() -> forge("posted", 70, 70, 30)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "update pending_transfer set nanos = nanos + 1",
        "delete from pending_transfer",
        "truncate pending_transfer cascade",
        "update transfer_resolution set posted_nanos = 1",
        "delete from transfer_resolution",
        "truncate transfer_resolution",
        "update refund set nanos = 1",
        "delete from refund",
        "truncate refund",
      })
  void nothingOfItIsEverChanged(String statement) {
    assertEquals("23001", refusal(() -> jdbi.useHandle(handle -> handle.execute(statement))));
  }

  @Test
  void transferWithoutItsHoldIsRefused() {
    assertEquals(
        "23514",
        refusal(
            () ->
                jdbi.useTransaction(
                    handle ->
                        handle.execute(
                            "insert into pending_transfer select max(s.id), ?, l.id, l.id, 5 from"
                                + " posting_set s, ledger_account l where l.name = 'breakage'"
                                + " group by l.id",
                            creator))));
  }
}
