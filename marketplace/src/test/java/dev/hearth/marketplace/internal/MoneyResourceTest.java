package dev.hearth.marketplace.internal;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.hearth.marketplace.installation.Internal;
import dev.hearth.marketplace.installation.TestFunction;
import dev.hearth.marketplace.installation.TestInstallation;
import dev.hearth.marketplace.installation.TestKey;
import dev.hearth.sdk.json.Json;
import dev.hearth.sdk.json.Json.JsonObject;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(TestInstallation.class)
final class MoneyResourceTest {
  private static final long PRICE = 1_000_001;
  private static final long CHARGE = 1_500_001;
  private static final long FEE = 300_000;

  private final InternalListener listener;
  private String lease = "";

  @Inject
  MoneyResourceTest(InternalListener listener) {
    this.listener = listener;
  }

  private Internal internal() {
    return new Internal(listener.port());
  }

  @BeforeEach
  void openLease() {
    lease = UUID.randomUUID().toString();
    internal()
        .open(lease, internal().accountId(TestKey.DEVELOPER), 0, 20_000_000)
        .statusCode(200)
        .body("leaseId", equalTo(lease))
        .body("grantedNanos", equalTo(20_000_000))
        .body("termSeconds", greaterThan(0));
    var function = new TestFunction("metered", "metered");
    function.upload(TestKey.HEARTH);
    given()
        .header("Authorization", TestKey.HEARTH.header())
        .contentType("application/json")
        .body(function.manifest().toJson().print())
        .post("/v1/functions/metered/versions");
    function.list(TestKey.HEARTH, "0.001000001");
  }

  @org.junit.jupiter.api.AfterEach
  void giveTheRestBack() {
    internal().close(lease, 10_000_000, 0);
  }

  private static long balance(TestKey key) {
    return given()
        .header("Authorization", key.header())
        .get("/v1/account/billing?expand=credits")
        .then()
        .extract()
        .jsonPath()
        .getLong("credits.current_balance_nanos");
  }

  private JsonObject event() {
    return internal().event(lease, "hearth/metered");
  }

  private static JsonObject with(JsonObject event, String name, String json) {
    return event.with(name, Json.parse(json));
  }

  @Test
  void chargeIsSharedBetweenOwnerAndPlatformOnce() {
    long developer = balance(TestKey.DEVELOPER);
    long owner = balance(TestKey.HEARTH);
    long platform = balance(TestKey.PLATFORM);
    JsonObject event = event();
    assertEquals(PRICE, event.integer("unitPriceNanos"));
    assertEquals(CHARGE, event.integer("chargeNanos"));
    internal().usage(event).statusCode(204);
    internal().usage(event, event).statusCode(204);
    assertEquals(developer - CHARGE, balance(TestKey.DEVELOPER));
    assertEquals(owner + CHARGE - FEE, balance(TestKey.HEARTH));
    assertEquals(platform + FEE, balance(TestKey.PLATFORM));
    given()
        .header("Authorization", TestKey.PLATFORM.header())
        .get("/v1/admin/ledger")
        .then()
        .statusCode(200)
        .body("total_nanos", equalTo(0))
        .body("consistent", equalTo(true))
        .body("entries", greaterThan(2));
    given()
        .header("Authorization", TestKey.DEVELOPER.header())
        .get("/v1/account/ledger?limit=1")
        .then()
        .statusCode(200)
        .body("entries.kind", contains("usage"))
        .body("entries.reference", contains(event.string("requestId")))
        .body("entries.amount_nanos", contains((int) -CHARGE))
        .body("has_more", equalTo(true));
  }

  @Test
  void statementIsPagedToItsEndWithoutGapsAndIsOnesOwn() {
    internal().usage(event(), event()).statusCode(204);
    String cursor = "";
    long sum = 0;
    do {
      var page =
          given()
              .header("Authorization", TestKey.DEVELOPER.header())
              .get("/v1/account/ledger?limit=2&cursor=" + cursor)
              .then()
              .statusCode(200)
              .extract()
              .jsonPath();
      sum += page.getList("entries.amount_nanos", Long.class).stream().mapToLong(n -> n).sum();
      cursor = page.getString("next_cursor");
    } while (cursor != null);
    assertEquals(balance(TestKey.DEVELOPER), sum);
    given()
        .header("Authorization", TestKey.PAUPER.header())
        .get("/v1/account/ledger")
        .then()
        .body("entries.size()", equalTo(0));
  }

  @Test
  void onlyAdminsSeeTheWholeLedger() {
    given()
        .header("Authorization", TestKey.HEARTH.header())
        .get("/v1/admin/ledger")
        .then()
        .statusCode(403)
        .body("error.type", equalTo("authorization_error"));
    given().get("/v1/admin/ledger").then().statusCode(401);
  }

  @Test
  void usageIsListedToItsAccountOnly() {
    JsonObject event = event();
    internal().usage(event).statusCode(204);
    var found =
        given()
            .header("Authorization", TestKey.DEVELOPER.header())
            .get("/v1/usage?start=2026-02-03T04:05:06Z&end=2026-02-03T04:05:07Z&limit=1000")
            .then()
            .statusCode(200)
            .extract()
            .jsonPath();
    var row = found.getMap("usage.find { it.request_id == '" + event.string("requestId") + "' }");
    assertEquals("hearth/metered", row.get("function"));
    assertEquals(1.5f, ((Number) java.util.Objects.requireNonNull(row.get("units"))).floatValue());
    assertEquals((int) CHARGE, row.get("cost_nanos"));
    given()
        .header("Authorization", TestKey.DEVELOPER.header())
        .get("/v1/usage?end=2026-02-03T04:05:06.789Z")
        .then()
        .body("usage.size()", equalTo(0));
    given()
        .header("Authorization", TestKey.RIVAL.header())
        .get("/v1/usage")
        .then()
        .body("usage.size()", equalTo(0));
    for (String query : new String[] {"start=yesterday", "limit=0", "cursor=x", "cursor=a_b"}) {
      given()
          .header("Authorization", TestKey.DEVELOPER.header())
          .get("/v1/usage?" + query)
          .then()
          .statusCode(422);
    }
  }

  @Test
  void usageIsPagedWithoutGapsThoughTimesAreEqual() {
    internal().usage(event(), event(), event()).statusCode(204);
    var ids = new java.util.HashSet<String>();
    int rows = 0;
    String cursor = "";
    do {
      var page =
          given()
              .header("Authorization", TestKey.DEVELOPER.header())
              .get("/v1/usage?limit=2&cursor=" + cursor)
              .then()
              .statusCode(200)
              .extract()
              .jsonPath();
      ids.addAll(page.getList("usage.request_id", String.class));
      rows += page.getList("usage").size();
      cursor = page.getString("next_cursor");
    } while (cursor != null);
    assertEquals(rows, ids.size());
    assertEquals(true, rows >= 3);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '\0',
      value = {
        "chargeNanos,1500000",
        "chargeNanos,1500002",
        "chargeNanos,-1",
        "microUnits,1499998",
        "microUnits,9223372036854775807",
        "holdNanos,1500000",
        "unitPriceNanos,1000000",
        "priceVersion,0",
        "priceVersion,999999999",
        "outcome,\"failed\"",
        "function,\"hearth/other\"",
        "leaseId,\"00000000-0000-0000-0000-000000000000\"",
        "accountId,\"00000000-0000-0000-0000-000000000000\"",
        "ownerAccountId,\"00000000-0000-0000-0000-000000000000\"",
      })
  void contradictionAnswers422AndPostsNothingOfTheBatch(String member, String value) {
    long developer = balance(TestKey.DEVELOPER);
    JsonObject wrong = with(event(), member, value);
    internal()
        .usage(event(), wrong)
        .statusCode(422)
        .body("error.message", containsString(wrong.string("requestId")));
    assertEquals(developer, balance(TestKey.DEVELOPER));
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '\0',
      value = {
        "chargeNanos,null",
        "chargeNanos,\"many\"",
        "requestId,null",
        "requestId,\"x\"",
        "outcome,\"lost\"",
        "finishedAt,null",
        "finishedAt,\"yesterday\"",
      })
  void malformedEventAnswers400(String member, String value) {
    internal().usage(with(event(), member, value)).statusCode(400);
  }

  @Test
  void repeatWithOtherContentAnswers422() {
    JsonObject event = event();
    internal().usage(event).statusCode(204);
    internal().usage(with(event, "finishedAt", "\"2026-02-03T04:05:07Z\"")).statusCode(422);
    internal().usage(event, with(event, "afterClose", "true")).statusCode(422);
  }

  @Test
  void failedCallsCostNothing() {
    long developer = balance(TestKey.DEVELOPER);
    JsonObject failed = with(with(event(), "outcome", "\"failed\""), "chargeNanos", "0");
    internal().usage(failed).statusCode(204);
    assertEquals(developer, balance(TestKey.DEVELOPER));
  }

  @Test
  void ownersCallOfTheirOwnFunctionCostsNothing() {
    String owner = internal().accountId(TestKey.HEARTH);
    String free = UUID.randomUUID().toString();
    internal().open(free, owner, 0, 0).statusCode(200).body("grantedNanos", equalTo(0));
    JsonObject own = event();
    own = with(own, "leaseId", "\"" + free + "\"");
    own = with(own, "accountId", "\"" + owner + "\"");
    own = with(with(own, "priceVersion", "0"), "unitPriceNanos", "0");
    own = with(with(own, "chargeNanos", "0"), "holdNanos", "0");
    internal().usage(own).statusCode(204);
  }

  @Test
  void poorAccountGets402WithWhatItHas() {
    String pauper = internal().accountId(TestKey.PAUPER);
    internal()
        .open(UUID.randomUUID().toString(), pauper, 1, 1)
        .statusCode(402)
        .body("availableNanos", equalTo(0));
    internal().open(UUID.randomUUID().toString(), pauper, 0, 100).body("grantedNanos", equalTo(0));
  }

  @Test
  void closeIsIdempotentAndItsFiguresAreChecked() {
    String account = internal().accountId(TestKey.DEVELOPER);
    String other = UUID.randomUUID().toString();
    internal().open(other, account, 0, 10_000_000).statusCode(200);
    internal().usage(internal().event(other, "hearth/metered")).statusCode(204);
    internal().close(UUID.randomUUID().toString(), 0, 0).statusCode(404);
    internal().close(other, 10_000_000, 1).statusCode(409);
    internal().close(other, Long.MAX_VALUE, Long.MAX_VALUE).statusCode(409);
    internal().close(other, CHARGE - 1, 0).statusCode(409);
    internal().close(other, CHARGE, 5_000_000).statusCode(204);
    internal().close(other, CHARGE, 5_000_000).statusCode(204);
    internal().close(other, CHARGE, 4_999_999).statusCode(409);
    internal().usage(internal().event(other, "hearth/metered")).statusCode(422);
    JsonObject late = with(internal().event(other, "hearth/metered"), "afterClose", "true");
    internal().usage(late).statusCode(204);
    internal().usage(with(late, "requestId", "\"" + UUID.randomUUID() + "\"")).statusCode(204);
    internal()
        .usage(with(late, "requestId", "\"" + UUID.randomUUID() + "\""))
        .statusCode(422)
        .body("error.message", containsString("doesn't cover"));
    internal()
        .open(other, account, 0, 10_000_000)
        .statusCode(200)
        .body("grantedNanos", equalTo(10_000_000));
    internal().open(other, internal().accountId(TestKey.HEARTH), 0, 0).statusCode(409);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"events\":null}",
        "{\"events\":[null]}",
      })
  void batchWithoutEventsAnswers422(String body) {
    internal().request().body(body).post("/internal/usage").then().statusCode(422);
  }

  @Test
  void emptyBatchIsFineAndTooLargeOneIsNot() {
    internal().request().body("{\"events\":[]}").post("/internal/usage").then().statusCode(204);
    String event = event().print();
    String events = String.join(",", java.util.Collections.nCopies(1_001, event));
    internal()
        .request()
        .body("{\"events\":[" + events + "]}")
        .post("/internal/usage")
        .then()
        .statusCode(422);
  }
}
