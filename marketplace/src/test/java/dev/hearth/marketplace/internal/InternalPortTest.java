package dev.hearth.marketplace.internal;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;

import dev.hearth.marketplace.installation.TestFunction;
import dev.hearth.marketplace.installation.TestInstallation;
import dev.hearth.marketplace.installation.TestKey;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TestInstallation.class)
final class InternalPortTest {
  private final InternalListener listener;

  @Inject
  InternalPortTest(InternalListener listener) {
    this.listener = listener;
  }

  private RequestSpecification internal() {
    return given()
        .port(listener.port())
        .header("Authorization", "Bearer " + TestInstallation.SERVICE_TOKEN)
        .contentType("application/json");
  }

  private static String query(TestKey key, String hash) {
    return "{\"keyId\":\"%s\",\"secretSha256\":\"%s\"}".formatted(key.keyId(), hash);
  }

  private String accountId(TestKey key) {
    return internal()
        .body(query(key, key.secretSha256()))
        .post("/internal/keys/resolve")
        .then()
        .statusCode(200)
        .body("accountName", equalTo(key.account()))
        .extract()
        .path("accountId");
  }

  @Test
  void publicPortHasNoInternalPaths() {
    given()
        .header("Authorization", "Bearer " + TestInstallation.SERVICE_TOKEN)
        .contentType("application/json")
        .body(query(TestKey.HEARTH, TestKey.HEARTH.secretSha256()))
        .post("/internal/keys/resolve")
        .then()
        .statusCode(404)
        .body("error.type", equalTo("not_found"));
    given()
        .header("Authorization", "Bearer " + TestInstallation.SERVICE_TOKEN)
        .urlEncodingEnabled(false)
        .get("/v1/../internal/functions/a/b?accountId=" + UUID.randomUUID())
        .then()
        .statusCode(404);
    given()
        .header("Authorization", "Bearer " + TestInstallation.SERVICE_TOKEN)
        .urlEncodingEnabled(false)
        .contentType("application/json")
        .body(query(TestKey.HEARTH, TestKey.HEARTH.secretSha256()))
        .post("/%69nternal/keys/resolve")
        .then()
        .statusCode(404);
  }

  @Test
  void internalPortHasNothingElse() {
    internal().get("/v1/models").then().statusCode(404);
    internal().get("/q/metrics").then().statusCode(404);
    internal().get("/").then().statusCode(404);
    given().port(listener.port()).get("/q/health").then().statusCode(200);
    given().get("/q/health").then().statusCode(200).body("status", equalTo("UP"));
  }

  @Test
  void wrongOrMissingTokenAnswers401() {
    for (String header : new String[] {"", "Bearer ", "Bearer wrong", TestKey.PLATFORM.header()}) {
      given()
          .port(listener.port())
          .header("Authorization", header)
          .contentType("application/json")
          .body(query(TestKey.HEARTH, TestKey.HEARTH.secretSha256()))
          .post("/internal/keys/resolve")
          .then()
          .statusCode(401);
    }
  }

  @Test
  void resolvesKeys() {
    internal()
        .body(query(TestKey.HEARTH, TestKey.HEARTH.secretSha256()))
        .post("/internal/keys/resolve")
        .then()
        .statusCode(200)
        .body("accountId", notNullValue())
        .body("accountName", equalTo("hearth"))
        .body("role", equalTo("creator"));
    internal()
        .body(query(TestKey.HEARTH, TestKey.RIVAL.secretSha256()))
        .post("/internal/keys/resolve")
        .then()
        .statusCode(404);
    internal()
        .body("{\"keyId\":\"x\",\"secretSha256\":\"%s\"}".formatted("0".repeat(64)))
        .post("/internal/keys/resolve")
        .then()
        .statusCode(404);
    internal()
        .body("{\"keyId\":\"x\",\"secretSha256\":\"XY\"}")
        .post("/internal/keys/resolve")
        .then()
        .statusCode(422);
  }

  @Test
  void privateFunctionIsItsOwnersOnlyAndFree() {
    var function = new TestFunction("quiet", "quiet 1").deploy(TestKey.HEARTH);
    internal()
        .queryParam("accountId", accountId(TestKey.HEARTH))
        .get("/internal/functions/hearth/quiet")
        .then()
        .statusCode(200)
        .body("version", equalTo(function.manifest().version().hex()))
        .body("manifest", equalTo(function.manifest().toJson().print()))
        .body("priceVersion", equalTo(0))
        .body("unitPriceNanos", equalTo(0))
        .body("ownerAccountId", equalTo(accountId(TestKey.HEARTH)));
    internal()
        .queryParam("accountId", accountId(TestKey.RIVAL))
        .get("/internal/functions/hearth/quiet")
        .then()
        .statusCode(404);
    internal()
        .queryParam("accountId", accountId(TestKey.RIVAL))
        .get("/internal/functions/hearth/absent")
        .then()
        .statusCode(404);
  }

  @Test
  void listedFunctionHasAPriceForOthers() {
    var function = new TestFunction("loud", "loud 1").deploy(TestKey.HEARTH);
    function.list(TestKey.HEARTH, "0.001");
    int first =
        internal()
            .queryParam("accountId", accountId(TestKey.DEVELOPER))
            .get("/internal/functions/hearth/loud")
            .then()
            .statusCode(200)
            .body("unitPriceNanos", equalTo(1_000_000))
            .extract()
            .path("priceVersion");
    function.price(TestKey.HEARTH, "0.001");
    internal()
        .queryParam("accountId", accountId(TestKey.DEVELOPER))
        .get("/internal/functions/hearth/loud")
        .then()
        .body("priceVersion", equalTo(first));
    function.price(TestKey.HEARTH, "0.002");
    internal()
        .queryParam("accountId", accountId(TestKey.DEVELOPER))
        .get("/internal/functions/hearth/loud")
        .then()
        .body("unitPriceNanos", equalTo(2_000_000))
        .body("priceVersion", org.hamcrest.Matchers.greaterThan(first));
    internal()
        .queryParam("accountId", accountId(TestKey.HEARTH))
        .get("/internal/functions/hearth/loud")
        .then()
        .body("unitPriceNanos", equalTo(0));
  }
}
