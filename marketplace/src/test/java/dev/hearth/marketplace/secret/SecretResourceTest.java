package dev.hearth.marketplace.secret;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.hearth.marketplace.installation.Internal;
import dev.hearth.marketplace.installation.TestFunction;
import dev.hearth.marketplace.installation.TestInstallation;
import dev.hearth.marketplace.installation.TestKey;
import dev.hearth.marketplace.internal.InternalListener;
import dev.hearth.sdk.json.Json.JsonArray;
import dev.hearth.sdk.json.Json.JsonObject;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(TestInstallation.class)
final class SecretResourceTest {
  private final InternalListener listener;
  private final Jdbi jdbi;

  @Inject
  SecretResourceTest(InternalListener listener, Jdbi jdbi) {
    this.listener = listener;
    this.jdbi = jdbi;
  }

  private static RequestSpecification as(TestKey key) {
    return given().header("Authorization", key.header()).contentType("application/json");
  }

  private static ValidatableResponse set(TestKey key, String name, String value) {
    return as(key)
        .body(JsonObject.builder().put("value", value).build().print())
        .put("/v1/secrets/{name}", name)
        .then();
  }

  /** Deploys a function that wants these secrets, and returns its version. */
  private static String deploy(TestKey owner, String name, String... secrets) {
    var function = new TestFunction(name, name);
    function.upload(owner);
    JsonObject manifest = function.manifest().toJson().asObject();
    JsonObject descriptor =
        manifest
            .object("descriptor")
            .with(
                "access",
                JsonObject.builder()
                    .put("secrets", JsonArray.ofStrings(List.of(secrets)))
                    .put("egress", JsonArray.ofStrings(List.of()))
                    .build());
    return as(owner)
        .body(manifest.with("descriptor", descriptor).print())
        .post("/v1/functions/{name}/versions", name)
        .then()
        .statusCode(201)
        .extract()
        .path("version");
  }

  private ValidatableResponse granted(String owner, String name, String version) {
    return new Internal(listener.port())
        .request()
        .get("/internal/functions/{o}/{n}/versions/{v}/secrets", owner, name, version)
        .then();
  }

  @Test
  void secretReachesTheVersionsThatNameItAndNothingElse() {
    set(TestKey.HEARTH, "MODEL_TOKEN", "s3cret-é\nline").statusCode(204);
    set(TestKey.HEARTH, "OTHER_TOKEN", "other").statusCode(204);
    String version = deploy(TestKey.HEARTH, "needs", "MODEL_TOKEN", "UNSET_TOKEN");
    granted("hearth", "needs", version)
        .statusCode(200)
        .body("secrets.MODEL_TOKEN", equalTo("s3cret-é\nline"))
        .body("secrets.size()", equalTo(1))
        .body("missing", contains("UNSET_TOKEN"));
    set(TestKey.HEARTH, "MODEL_TOKEN", "changed").statusCode(204);
    granted("hearth", "needs", version).body("secrets.MODEL_TOKEN", equalTo("changed"));
  }

  @Test
  void anothersFunctionGetsItsOwnersSecretOnly() {
    set(TestKey.HEARTH, "SHARED_NAME", "of hearth").statusCode(204);
    String theirs = deploy(TestKey.RIVAL, "same", "SHARED_NAME");
    granted("rival", "same", theirs)
        .body("secrets.size()", equalTo(0))
        .body("missing", contains("SHARED_NAME"));
    set(TestKey.RIVAL, "SHARED_NAME", "of rival").statusCode(204);
    granted("rival", "same", theirs).body("secrets.SHARED_NAME", equalTo("of rival"));
    // The very same version under another owner is another function.
    String ours = deploy(TestKey.HEARTH, "same", "SHARED_NAME");
    assertEquals(theirs, ours);
    granted("hearth", "same", ours).body("secrets.SHARED_NAME", equalTo("of hearth"));
    granted("hearth", "same", "0".repeat(64)).statusCode(404);
    granted("platform", "same", theirs).statusCode(404);
  }

  @Test
  void noAnswerOfTheApiHasAValue() {
    set(TestKey.HEARTH, "HIDDEN_ONE", "value-that-nobody-reads").statusCode(204);
    as(TestKey.HEARTH)
        .get("/v1/secrets")
        .then()
        .statusCode(200)
        .body("secrets.name", hasItem("HIDDEN_ONE"))
        .body("secrets.find { it.name == 'HIDDEN_ONE' }.updated_at", notNullValue())
        .body("secrets.find { it.name == 'HIDDEN_ONE' }.updated_by", notNullValue())
        .body(not(containsString("value-that-nobody-reads")));
    as(TestKey.HEARTH).get("/v1/secrets/HIDDEN_ONE").then().statusCode(405);
    as(TestKey.RIVAL).get("/v1/secrets").then().body("secrets.name", not(hasItem("HIDDEN_ONE")));
    as(TestKey.RIVAL).delete("/v1/secrets/HIDDEN_ONE").then().statusCode(404);
    given().get("/v1/secrets").then().statusCode(401);
    as(TestKey.DEVELOPER).get("/v1/secrets").then().statusCode(403);
    set(TestKey.DEVELOPER, "X", "y").statusCode(403);
  }

  @Test
  void databaseHasNoValueInTheClear() {
    set(TestKey.HEARTH, "SEALED_ONE", "plain-text-to-look-for").statusCode(204);
    List<byte[]> sealed =
        jdbi.withHandle(
            handle ->
                handle
                    .createQuery("select sealed from secret where name = 'SEALED_ONE'")
                    .mapTo(byte[].class)
                    .list());
    assertEquals(1, sealed.size());
    assertFalse(new String(sealed.getFirst(), StandardCharsets.ISO_8859_1).contains("plain-text"));
    // A value that is moved to another row doesn't open there.
    set(TestKey.HEARTH, "SEALED_TWO", "two").statusCode(204);
    String version = deploy(TestKey.HEARTH, "moved", "SEALED_TWO");
    jdbi.useHandle(
        handle ->
            handle.execute(
                """
                update secret set sealed = (select sealed from secret where name = 'SEALED_ONE')
                where name = 'SEALED_TWO'\
                """));
    granted("hearth", "moved", version).body("missing", contains("SEALED_TWO"));
  }

  @Test
  void whoChangedWhatIsKeptAndToldToNodes() {
    String before =
        new Internal(listener.port())
            .request()
            .get("/internal/deployments?since=2026-01-01T00:00:00Z")
            .then()
            .extract()
            .path("now");
    set(TestKey.RIVAL, "WATCHED", "1").statusCode(204);
    set(TestKey.RIVAL, "WATCHED", "2").statusCode(204);
    as(TestKey.RIVAL).delete("/v1/secrets/WATCHED").then().statusCode(204);
    as(TestKey.RIVAL).delete("/v1/secrets/WATCHED").then().statusCode(404);
    new Internal(listener.port())
        .request()
        .queryParam("since", before)
        .get("/internal/deployments")
        .then()
        .body("secretChanges.name", equalTo(List.of("WATCHED", "WATCHED", "WATCHED")))
        .body("secretChanges.owner", equalTo(List.of("rival", "rival", "rival")));
    List<String> kinds =
        jdbi.withHandle(
            handle ->
                handle
                    .createQuery(
                        """
                        select c.kind || ' ' || k.id from secret_change c
                        join api_key k on k.id = c.changed_by
                        where c.name = 'WATCHED' order by c.id\
                        """)
                    .mapTo(String.class)
                    .list());
    String key = TestKey.RIVAL.keyId();
    assertEquals(List.of("set " + key, "set " + key, "unset " + key), kinds);
  }

  @ParameterizedTest
  @ValueSource(strings = {"lower", "1ST", "WITH-DASH", "A B", "_X", "É", "A%00", "..%2fX"})
  void namesAreChecked(String name) {
    as(TestKey.HEARTH)
        .urlEncodingEnabled(false)
        .body("{\"value\":\"x\"}")
        .put("/v1/secrets/" + name.replace(" ", "%20").replace("É", "%C3%89"))
        .then()
        .statusCode(org.hamcrest.Matchers.oneOf(404, 422));
  }

  @Test
  void lengthsAndBodiesAreChecked() {
    set(TestKey.HEARTH, "A".repeat(65), "x").statusCode(422);
    set(TestKey.HEARTH, "A".repeat(64), "x").statusCode(204);
    set(TestKey.HEARTH, "LONG", "é".repeat(16 << 10)).statusCode(204);
    set(TestKey.HEARTH, "LONG", "é".repeat(16 << 10) + "x").statusCode(422);
    set(TestKey.HEARTH, "EMPTY", "").statusCode(422);
    for (String body : List.of("{}", "{\"value\":null}", "null")) {
      as(TestKey.HEARTH).body(body).put("/v1/secrets/BODY").then().statusCode(422);
    }
    for (String body : List.of("{", "[]", "{\"value\":{}}")) {
      as(TestKey.HEARTH).body(body).put("/v1/secrets/BODY").then().statusCode(400);
    }
  }

  @Test
  void anAccountHasAtMostAHundred() {
    for (int n = 0; n < 100; n++) {
      set(TestKey.PLATFORM, "N" + n, "x").statusCode(204);
    }
    set(TestKey.PLATFORM, "N100", "x").statusCode(409);
    set(TestKey.PLATFORM, "N7", "changed").statusCode(204);
    as(TestKey.PLATFORM).delete("/v1/secrets/N7").then().statusCode(204);
    set(TestKey.PLATFORM, "N100", "x").statusCode(204);
  }
}
