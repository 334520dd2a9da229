package dev.hearth.marketplace.installation;

import static io.restassured.RestAssured.given;

import dev.hearth.sdk.json.Json;
import dev.hearth.sdk.json.Json.JsonObject;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.util.UUID;

/** The internal interface as a runtime uses it. */
public record Internal(int port) {
  public RequestSpecification request() {
    return given()
        .port(port)
        .header("Authorization", "Bearer " + TestInstallation.SERVICE_TOKEN)
        .contentType("application/json");
  }

  public ValidatableResponse post(String path, JsonObject body) {
    return request().body(body.print()).post(path).then();
  }

  public String accountId(TestKey key) {
    JsonObject query =
        JsonObject.builder()
            .put("keyId", key.keyId())
            .put("secretSha256", key.secretSha256())
            .build();
    return post("/internal/keys/resolve", query).statusCode(200).extract().path("accountId");
  }

  public ValidatableResponse open(String lease, String account, long minimum, long wanted) {
    JsonObject body =
        JsonObject.builder()
            .put("leaseId", lease)
            .put("accountId", account)
            .put("minimumNanos", minimum)
            .put("wantedNanos", wanted)
            .build();
    return post("/internal/leases", body);
  }

  public ValidatableResponse close(String lease, long spent, long held) {
    JsonObject body = JsonObject.builder().put("spentNanos", spent).put("heldNanos", held).build();
    return post("/internal/leases/" + lease + "/close", body);
  }

  public ValidatableResponse usage(JsonObject... events) {
    return post(
        "/internal/usage",
        JsonObject.builder().put("events", new Json.JsonArray(java.util.List.of(events))).build());
  }

  /** A successful call of a listed function by the developer: one and a half units at its price. */
  public JsonObject event(String lease, String function) {
    String caller = accountId(TestKey.DEVELOPER);
    var callable =
        request()
            .queryParam("accountId", caller)
            .get("/internal/functions/" + function)
            .then()
            .statusCode(200)
            .extract()
            .jsonPath();
    long price = callable.getLong("unitPriceNanos");
    return JsonObject.builder()
        .put("requestId", UUID.randomUUID().toString())
        .put("leaseId", lease)
        .put("accountId", caller)
        .put("ownerAccountId", callable.getString("ownerAccountId"))
        .put("function", function)
        .put("version", callable.getString("version"))
        .put("priceVersion", callable.getLong("priceVersion"))
        .put("unitPriceNanos", price)
        .put("microUnits", 1_500_000)
        .put("chargeNanos", price * 3 / 2)
        .put("holdNanos", price * 2)
        .put("afterClose", false)
        .put("outcome", "succeeded")
        .put("finishedAt", "2026-02-03T04:05:06.789Z")
        .build();
  }
}
