package dev.hearth.marketplace.ledger;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hearth.marketplace.installation.TestInstallation;
import dev.hearth.marketplace.installation.TestKey;
import dev.hearth.marketplace.installation.TestMoney;
import dev.hearth.marketplace.ledger.CreditGrant.Kind;
import dev.hearth.sdk.error.CallException;
import dev.hearth.sdk.error.ErrorCode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Grants: made once per key, consumed in their order. */
@QuarkusTest
@QuarkusTestResource(TestInstallation.class)
final class WalletsTest {
  private final Jdbi jdbi;
  private final Wallets wallets;
  private final TestMoney money;

  @Inject
  WalletsTest(Jdbi jdbi, Ledger ledger, Wallets wallets) {
    this.jdbi = jdbi;
    this.wallets = wallets;
    this.money = new TestMoney(jdbi, ledger, wallets);
  }

  private boolean give(String key, CreditGrant grant) {
    return jdbi.inTransaction(handle -> wallets.grant(handle, key, grant));
  }

  private void give(UUID account, Kind kind, long nanos, int priority, @Nullable Instant expires) {
    assertTrue(
        give(
            UUID.randomUUID().toString(),
            new CreditGrant(account, kind, nanos, priority, expires)));
  }

  @Test
  void sameKeyGivesOnceAndOtherFiguresAreAConflict() {
    UUID account = money.account(0);
    String key = "gift " + account;
    CreditGrant gift = CreditGrant.topUp(account, 700);
    assertTrue(give(key, gift));
    assertFalse(give(key, gift));
    UUID other = money.account(0);
    List<CreditGrant> differing =
        List.of(
            CreditGrant.topUp(account, 701),
            CreditGrant.topUp(other, 700),
            new CreditGrant(account, Kind.TOP_UP, 700, 49, null),
            new CreditGrant(account, Kind.TOP_UP, 700, 50, Instant.parse("2030-01-01T00:00:00Z")));
    for (CreditGrant grant : differing) {
      CallException conflict = assertThrows(CallException.class, () -> give(key, grant));
      assertEquals(ErrorCode.CONFLICT, conflict.code());
    }
    assertEquals(700, money.balance(account));
    assertEquals(0, money.balance(other));
    assertTrue(give(key, new CreditGrant(account, Kind.PROMOTIONAL, 5, 50, null)));
    assertEquals(0, money.wrongBalances());
  }

  @Test
  void consumedByPriorityThenEndThenAge() {
    UUID account = money.account(0);
    Instant soon = Instant.parse("2040-01-01T00:00:00Z");
    Instant later = Instant.parse("2041-01-01T00:00:00Z");
    give(account, Kind.TOP_UP, 1, 50, null);
    give(account, Kind.TOP_UP, 2, 50, null);
    give(account, Kind.TOP_UP, 3, 50, later);
    give(account, Kind.PROMOTIONAL, 4, 50, soon);
    give(account, Kind.TOP_UP, 5, 10, null);
    jdbi.useTransaction(
        handle -> {
          var consumption = new Consumption(wallets.lock(handle, List.of(account)));
          assertEquals(List.of(-5L, -4L), amounts(consumption.take(account, 9)));
          Consumption.Taken rest = consumption.take(account, 5);
          assertEquals(List.of(-3L, -1L, -1L), amounts(rest));
          assertEquals(0, rest.promotionalNanos());
          assertEquals(List.of(), amounts(consumption.take(account, 0)));
          assertThrows(IllegalStateException.class, () -> consumption.take(account, 2));
        });
    jdbi.useTransaction(
        handle -> {
          var consumption = new Consumption(wallets.lock(handle, List.of(account)));
          assertEquals(3, consumption.take(account, 8).promotionalNanos());
          assertEquals(1, consumption.take(account, 7).promotionalNanos());
        });
  }

  private static List<Long> amounts(Consumption.Taken taken) {
    return taken.lines().stream().map(Posting.Line::nanos).toList();
  }

  private static ValidatableResponse post(TestKey key, String path, String body) {
    return given()
        .header("Authorization", key.header())
        .contentType("application/json")
        .body(body)
        .post(path)
        .then();
  }

  @Test
  void adminsGiveAndAccountsSeeIt() {
    UUID id = money.account(0);
    String body =
        "{\"key\":\"%s\",\"account\":\"%s\",\"amount\":1.5,\"expires_at\":\"2040-01-02T03:04:05Z\"}"
            .formatted(id, TestMoney.name(id));
    post(TestKey.PLATFORM, "/v1/admin/deposits", body)
        .statusCode(200)
        .body("created", equalTo(true));
    post(TestKey.PLATFORM, "/v1/admin/deposits", body)
        .statusCode(200)
        .body("created", equalTo(false));
    post(TestKey.PLATFORM, "/v1/admin/deposits", body.replace("1.5", "1.6"))
        .statusCode(409)
        .body(containsString("was used before with other figures"));
    post(TestKey.PLATFORM, "/v1/admin/grants", body).statusCode(200).body("created", equalTo(true));
    assertEquals(3_000_000_000L, money.balance(id));
    given()
        .header("Authorization", TestKey.DEVELOPER.header())
        .get("/v1/account/wallets")
        .then()
        .statusCode(200)
        .body("wallets[0].kind", equalTo("top_up"))
        .body("earnings_nanos", equalTo(0))
        .body("currency", equalTo("USD"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"key\":\"k\",\"account\":\"developer\",\"amount\":0}",
        "{\"key\":\"k\",\"account\":\"developer\",\"amount\":-1}",
        "{\"key\":\"k\",\"account\":\"developer\",\"amount\":1e-10}",
        "{\"key\":\"k\",\"account\":\"developer\",\"amount\":1e30}",
        "{\"key\":\"\",\"account\":\"developer\",\"amount\":1}",
        "{\"key\":\"k\",\"account\":\"developer\",\"amount\":1,\"priority\":101}",
        "{\"key\":\"k\",\"account\":\"developer\"}",
      })
  void wrongGiftsAreRefused(String body) {
    post(TestKey.PLATFORM, "/v1/admin/deposits", body).statusCode(422);
    post(TestKey.PLATFORM, "/v1/admin/grants", body).statusCode(422);
  }

  @Test
  void onlyAdminsGiveAndOnlyToAccountsThatExist() {
    String body = "{\"key\":\"k\",\"account\":\"nobody\",\"amount\":1}";
    post(TestKey.PLATFORM, "/v1/admin/grants", body).statusCode(404);
    post(TestKey.HEARTH, "/v1/admin/grants", body).statusCode(403);
    post(TestKey.HEARTH, "/v1/admin/deposits", body).statusCode(403);
    post(TestKey.HEARTH, "/v1/admin/ledger/rebuild", "{}").statusCode(403);
    post(TestKey.PLATFORM, "/v1/admin/ledger/rebuild", "{}")
        .statusCode(200)
        .body("corrections.size()", equalTo(0));
  }
}
