package dev.hearth.marketplace.funding;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hearth.marketplace.installation.TestInstallation;
import dev.hearth.marketplace.installation.TestKey;
import dev.hearth.marketplace.installation.TestMoney;
import dev.hearth.marketplace.ledger.Ledger;
import dev.hearth.marketplace.ledger.Wallets;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.util.List;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Refunds through the API: capped, once per key, and borne by whoever got the money. */
@QuarkusTest
@QuarkusTestResource(TestInstallation.class)
final class RefundTest {
  private final Jdbi jdbi;
  private final Payouts payouts;
  private final TestMoney money;
  private UUID caller = new UUID(0, 0);
  private UUID creator = new UUID(0, 0);
  private UUID request = new UUID(0, 0);

  @Inject
  RefundTest(Jdbi jdbi, Ledger ledger, Wallets wallets, Payouts payouts) {
    this.jdbi = jdbi;
    this.payouts = payouts;
    this.money = new TestMoney(jdbi, ledger, wallets);
  }

  @BeforeEach
  void callCost125() {
    caller = money.account(200);
    creator = money.account(0);
    request = money.pay(caller, creator, 125);
  }

  private ValidatableResponse refund(String key, String amount) {
    String more = amount.isEmpty() ? "" : ",\"amount\":" + amount;
    return given()
        .header("Authorization", TestKey.PLATFORM.header())
        .contentType("application/json")
        .body(
            "{\"key\":\"%s\",\"request_id\":\"%s\",\"reason\":\"spoilt\"%s}"
                .formatted(key, request, more))
        .post("/v1/admin/refunds")
        .then();
  }

  @Test
  void partsAddUpToTheCharge() {
    refund("a" + request, "0.000000003").statusCode(200).body("amount_nanos", equalTo(3));
    refund("a" + request, "0.000000003").statusCode(200);
    assertEquals(78, money.balance(caller));
    refund("a" + request, "0.000000004").statusCode(409).body(containsString("another refund"));
    refund("b" + request, "0.000000123")
        .statusCode(409)
        .body(containsString("cost 125 nano-dollars, of which 3 are refunded"));
    refund("b" + request, "").statusCode(200).body("amount_nanos", equalTo(122));
    refund("b" + request, "").statusCode(200).body("amount_nanos", equalTo(122));
    refund("c" + request, "").statusCode(409);
    assertEquals(200, money.balance(caller));
    assertEquals(0, money.balance(creator));
    assertEquals(0, money.total());
    assertEquals(0, money.wrongBalances());
  }

  @Test
  void whatTheCreatorWasPaidOutThePlatformBears() {
    long borne = money.balance(Ledger.REFUND);
    var _ =
        payouts.begin(
            new Payouts.Request(
                request.toString(), TestMoney.name(creator), OptionalLong.of(90), null));
    refund("k" + request, "").statusCode(200);
    assertEquals(200, money.balance(caller));
    assertEquals(0, money.balance(creator));
    assertEquals(borne - 90, money.balance(Ledger.REFUND));
  }

  @Test
  void manyAtOnceRefundNoMoreThanTheCharge() throws Exception {
    Callable<Integer> third =
        () -> refund(UUID.randomUUID().toString(), "0.00000005").extract().statusCode();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      int done = 0;
      for (var answer : threads.invokeAll(List.of(third, third, third, third, third))) {
        done += answer.get() == 200 ? 1 : 0;
      }
      assertEquals(2, done);
    }
    assertEquals(175, money.balance(caller));
  }

  @Test
  void databaseItselfCapsRefunds() {
    JdbiException refused =
        assertThrows(JdbiException.class, () -> jdbi.useTransaction(handle -> forge(handle, 126)));
    assertTrue(String.valueOf(refused).contains("refunded_within_charge"), refused::toString);
  }

  private void forge(Handle handle, long nanos) {
    long set =
        handle
            .createQuery(
                "insert into posting_set (idempotency_key, kind)"
                    + " values (:key, 'refund') returning id")
            .bind("key", "forged:" + request)
            .mapTo(Long.class)
            .one();
    handle.execute("insert into refund values (?, ?, ?, 'forged')", set, request, nanos);
  }

  @Test
  void onlyAdminsRefundAndOnlyWhatCostSomething() {
    given()
        .header("Authorization", TestKey.HEARTH.header())
        .contentType("application/json")
        .body("{\"key\":\"k\",\"request_id\":\"%s\",\"reason\":\"r\"}".formatted(request))
        .post("/v1/admin/refunds")
        .then()
        .statusCode(403);
    UUID free = money.pay(caller, creator, 0);
    for (UUID wrong : List.of(free, UUID.randomUUID())) {
      request = wrong;
      refund("k", "").statusCode(404).body(containsString("that cost anything"));
    }
    refund("k", "0").statusCode(422);
  }
}
