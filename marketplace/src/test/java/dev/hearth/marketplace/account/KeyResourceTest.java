package dev.hearth.marketplace.account;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;

import dev.hearth.marketplace.installation.TestInstallation;
import dev.hearth.marketplace.installation.TestKey;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(TestInstallation.class)
final class KeyResourceTest {
  private final Jdbi jdbi;

  @Inject
  KeyResourceTest(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  private static RequestSpecification as(String header) {
    return given().header("Authorization", header).contentType("application/json");
  }

  private static ValidatableResponse billing(String header) {
    return as(header).get("/v1/account/billing?expand=credits").then();
  }

  private static Map<String, String> create(TestKey owner) {
    return as(owner.header())
        .body("{\"alias\":\"laptop\"}")
        .post("/v1/keys")
        .then()
        .statusCode(201)
        .extract()
        .jsonPath()
        .getMap("$");
  }

  @Test
  void billingIsFalsShapeWithStartingCredit() {
    billing(TestKey.HEARTH.header())
        .statusCode(200)
        .body("username", equalTo("hearth"))
        .body("credits.current_balance_nanos", notNullValue())
        .body("credits.currency", equalTo("USD"));
    String text = as(TestKey.PAUPER.header()).get("/v1/account/billing?expand=credits").asString();
    org.junit.jupiter.api.Assertions.assertEquals(
        "{\"username\":\"pauper\",\"credits\":{\"current_balance\":0.0,\"current_balance_nanos\":0,\"currency\":\"USD\"}}",
        text);
    as(TestKey.HEARTH.header())
        .get("/v1/account/billing")
        .then()
        .statusCode(200)
        .body("credits", equalTo(null));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Key",
        "Key ",
        "Key nonsense",
        "Key :",
        "Key 00000000-0000-4000-8000-000000000001:",
        "Key 00000000-0000-4000-8000-000000000001:2222222222222222222222222222222222222222222222222222222222222222",
        "Key 99999999-0000-4000-8000-000000000001:1111111111111111111111111111111111111111111111111111111111111111",
        "Basic MDAwMDAwMDAtMDAwMC00MDAwLTgwMDAtMDAwMDAwMDAwMDAwOjEx"
      })
  void badKeyAnswers401InFalsShape(String header) {
    billing(header)
        .statusCode(401)
        .body("error.type", equalTo("authorization_error"))
        .body("error.message", notNullValue())
        .body("error.request_id", notNullValue());
  }

  @Test
  void missingKeyAnswers401BeforeTheBodyIsRead() {
    given().contentType("application/json").body("{").post("/v1/keys").then().statusCode(401);
  }

  @Test
  void bearerIsTakenToo() {
    billing("Bearer " + TestKey.PAUPER.keyId() + ":" + TestKey.PAUPER.secret()).statusCode(200);
  }

  @Test
  void newKeyWorksUntilRevoked() {
    Map<String, String> key = create(TestKey.RIVAL);
    String header = "Key " + key.get("key");
    billing(header).statusCode(200).body("username", equalTo("rival"));
    org.junit.jupiter.api.Assertions.assertEquals(
        key.get("key"), key.get("key_id") + ":" + key.get("key_secret"));
    as(header)
        .get("/v1/keys")
        .then()
        .statusCode(200)
        .body("keys.key_id", hasItem(key.get("key_id")))
        .body("keys.key_secret", hasItem(equalTo(null)))
        .body("keys.alias", hasItem("laptop"));
    as(header).delete("/v1/keys/" + key.get("key_id")).then().statusCode(204);
    billing(header).statusCode(401);
    as(TestKey.RIVAL.header())
        .get("/v1/keys")
        .then()
        .body("keys.key_id", not(hasItem(key.get("key_id"))));
  }

  @Test
  void strangersKeyIsNeitherSeenNorRevoked() {
    Map<String, String> key = create(TestKey.RIVAL);
    as(TestKey.DEVELOPER.header())
        .delete("/v1/keys/" + key.get("key_id"))
        .then()
        .statusCode(404)
        .body("error.type", equalTo("not_found"));
    as(TestKey.DEVELOPER.header())
        .get("/v1/keys")
        .then()
        .body("keys.key_id", not(hasItem(key.get("key_id"))));
    billing("Key " + key.get("key")).statusCode(200);
  }

  @Test
  void onlyTheHashIsStored() {
    Map<String, String> key = create(TestKey.RIVAL);
    String row =
        jdbi.withHandle(
            handle ->
                handle
                    .createQuery("select api_key::text from api_key where id = :id")
                    .bind("id", UUID.fromString(key.get("key_id")))
                    .mapTo(String.class)
                    .one());
    org.hamcrest.MatcherAssert.assertThat(row, not(containsString(key.get("key_secret"))));
    org.hamcrest.MatcherAssert.assertThat(key.get("key_secret"), matchesPattern("[0-9a-f]{64}"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"alias\":\"\"}",
        "{\"alias\":null}",
        "null",
        "",
        "{\"alias\":\"a\\u0000\"}"
      })
  void badAliasIsRefused(String body) {
    as(TestKey.RIVAL.header())
        .body(body)
        .post("/v1/keys")
        .then()
        .statusCode(422)
        .body("error.type", equalTo("validation_error"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"{", "[]", "{\"alias\":{}}"})
  void badJsonAnswers400(String body) {
    as(TestKey.RIVAL.header())
        .body(body)
        .post("/v1/keys")
        .then()
        .statusCode(400)
        .body("error.type", equalTo("validation_error"))
        .body("error.message", containsString("body"));
  }

  @Test
  void unknownPathMethodAndTypeAreInFalsShape() {
    as(TestKey.RIVAL.header())
        .get("/v1/nothing/here")
        .then()
        .statusCode(404)
        .body("error.type", equalTo("not_found"));
    as(TestKey.RIVAL.header())
        .patch("/v1/keys")
        .then()
        .statusCode(405)
        .body("error.type", equalTo("validation_error"));
    given()
        .header("Authorization", TestKey.RIVAL.header())
        .contentType("text/plain")
        .body("x")
        .post("/v1/keys")
        .then()
        .statusCode(415)
        .body("error.type", equalTo("validation_error"));
  }

  @Test
  void hugeJsonIsRefusedUnread() {
    as(TestKey.RIVAL.header())
        .body(new byte[9 << 20])
        .post("/v1/keys")
        .then()
        .statusCode(413)
        .body("error.type", equalTo("validation_error"));
  }
}
