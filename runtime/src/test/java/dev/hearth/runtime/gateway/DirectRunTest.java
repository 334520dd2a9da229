package dev.hearth.runtime.gateway;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.hearth.runtime.harness.Await;
import dev.hearth.runtime.harness.FakeMarketplace.Member;
import dev.hearth.runtime.harness.Installation;
import dev.hearth.runtime.pool.WorkOutcome;
import dev.hearth.sdk.error.CallException;
import dev.hearth.sdk.error.ErrorCode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Calls that wait for their output. */
@QuarkusTest
@QuarkusTestResource(Installation.class)
class DirectRunTest extends GatewayFixture {
  @Test
  void directRunAnswersTheOutputVerbatimWithItsCost() throws Exception {
    call()
        .body(PROMPT)
        .post("/run/hearth/strict")
        .then()
        .statusCode(200)
        .contentType("application/json")
        .body(is(PROMPT))
        .header("x-fal-request-id", notNullValue())
        .header("x-hearth-cost", "0.001")
        .header("x-fal-billable-units", "1");
    Await.until("settled", () -> marketplace.balance(caller) == 4_999_000_000L);
  }

  @Test
  void ownersPayNothingAndStrangersDontSeePrivateFunctions() {
    as(marketplace.owner())
        .body("{}")
        .post("/run/hearth/secret")
        .then()
        .statusCode(200)
        .header("x-hearth-cost", "0");
    call()
        .body("{}")
        .post("/run/hearth/secret")
        .then()
        .statusCode(404)
        .contentType("application/json")
        .body("detail", equalTo("Application 'hearth/secret' not found"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/run/hearth/unknown",
        "/run/nobody/noop",
        "/run/hearth/noop/path",
        "/queue/hearth/unknown"
      })
  void unknownFunctionsAre404(String path) {
    call().body("{}").post(path).then().statusCode(404).body("detail", containsString("not found"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Key",
        "Key x",
        "Key :",
        "Basic a:b",
        "Key unknown:secret",
        "Bearer unknown:secret",
        "Key 00000000-0000-0000-0000-000000000000:"
      })
  void withoutAValidKeyItIs401InFalsWords(String authorization) {
    var request = given().contentType("application/json").body("{}");
    if (!authorization.isEmpty()) {
      request.header("Authorization", authorization);
    }
    request
        .post("/run/hearth/noop")
        .then()
        .statusCode(401)
        .contentType("application/json")
        .body(
            "detail",
            equalTo(
                "Cannot access application 'hearth/noop'. Authentication is required to access this"
                    + " application."));
  }

  @Test
  void keyOfAnotherSchemeAndWrongSecretsAreTold() {
    given()
        .header("Authorization", caller.key().replace("Key ", "Bearer "))
        .body("{}")
        .post("/run/hearth/noop")
        .then()
        .statusCode(200);
    given()
        .header("Authorization", caller.key() + "x")
        .body("{}")
        .post("/run/hearth/noop")
        .then()
        .statusCode(401);
  }

  @Test
  void revokedKeysDieSoon() throws Exception {
    call().body("{}").post("/run/hearth/noop").then().statusCode(200);
    marketplace.revoke(caller);
    Await.until("revoked", () -> call().body("{}").post("/run/hearth/noop").statusCode() == 401);
  }

  @Test
  void faultsOfTheInputAreFalsDetails() {
    call()
        .body("{\"steps\":11,\"seeds\":[1,\"x\"]}")
        .post("/run/hearth/strict")
        .then()
        .statusCode(422)
        .contentType("application/json")
        .header("x-hearth-cost", "0")
        .body("detail", hasSize(3))
        .body("detail.find { it.type == 'missing' }.loc", equalTo(List.of("body", "prompt")))
        .body("detail.find { it.type == 'less_than_equal' }.loc", equalTo(List.of("body", "steps")))
        .body("detail.find { it.type == 'type_error' }.loc", equalTo(List.of("body", "seeds", 1)));
    assertEquals(List.of(), pools.seen());
  }

  @ParameterizedTest
  @ValueSource(strings = {"{", "[]", "\"x\"", "nul", "{} {}", "{\"a\":1,}"})
  void whatIsNoJsonObjectIs422(String body) {
    call()
        .body(body)
        .post("/run/hearth/noop")
        .then()
        .statusCode(422)
        .body("detail[0].loc", equalTo(List.of("body")));
  }

  @Test
  void depthAndSizeAreBounded() {
    call().body("[".repeat(100_000)).post("/run/hearth/noop").then().statusCode(422);
    call()
        .body("{\"x\":\"" + "y".repeat(3 << 20) + "\"}")
        .post("/run/hearth/noop")
        .then()
        .statusCode(413)
        .contentType("application/json")
        .body("error_type", equalTo("payload_too_large"));
  }

  @Test
  void functionsFailuresReachTheCallerUnbilled() {
    pools.script(
        work ->
            pools.end(
                work,
                new WorkOutcome.Failed(
                    CallException.field(ErrorCode.IMAGE_LOAD_ERROR, "image_url", "no picture"))));
    call()
        .body(PROMPT)
        .post("/run/hearth/strict")
        .then()
        .statusCode(422)
        .header("x-hearth-cost", "0")
        .header("x-fal-request-id", notNullValue())
        .body("detail[0].type", equalTo("image_load_error"))
        .body("detail[0].loc", equalTo(List.of("body", "image_url")))
        .body("detail[0].msg", equalTo("no picture"));
    pools.script(
        work ->
            pools.end(
                work,
                new WorkOutcome.Failed(
                    new CallException(ErrorCode.REQUEST_TIMEOUT, "took too long"))));
    call()
        .body(PROMPT)
        .post("/run/hearth/strict")
        .then()
        .statusCode(504)
        .header("x-fal-error-type", "request_timeout")
        .body("detail", equalTo("took too long"))
        .body("error_type", equalTo("request_timeout"));
  }

  @Test
  void poorCallersGet402() {
    Member poor = marketplace.developer("0.5");
    for (String form : List.of("/run", "/queue")) {
      as(poor)
          .body("{}")
          .post(form + "/hearth/dear")
          .then()
          .statusCode(402)
          .header("x-hearth-cost", "0")
          .body("error_type", equalTo("insufficient_funds"))
          .body("detail", allOf(containsString("$1"), containsString("$0.5")));
    }
  }

  @ParameterizedTest
  @CsvSource({"0.0009,402", "0.001,200", "x,400", "-1,400", "1e-999999999,400", "'',400"})
  void maxCostIsHonoured(String limit, int status) {
    for (String form : List.of("/run", "/queue")) {
      call()
          .header("x-hearth-max-cost", limit)
          .body(PROMPT)
          .post(form + "/hearth/strict")
          .then()
          .statusCode(status);
    }
  }

  @ParameterizedTest
  @CsvSource({"0.05,400", "x,400", "NaN,400", "30.0,200", "2,200"})
  void startDeadlinesAreSeconds(String seconds, int status) {
    for (String header : List.of("x-fal-request-timeout", "X-Fal-Request-Start-Timeout")) {
      call().header(header, seconds).body("{}").post("/run/hearth/noop").then().statusCode(status);
    }
  }

  @Test
  void callersWhoGoCancelTheirDirectCall() throws Exception {
    pools.keep();
    var socket =
        new java.net.Socket(
            java.net.InetAddress.getLoopbackAddress(), io.restassured.RestAssured.port);
    try (socket) {
      var request =
          "POST /run/hearth/noop HTTP/1.1\r\nHost: x\r\nAuthorization: %s\r\nContent-Length: 2\r\n\r\n{}"
              .formatted(caller.key());
      socket.getOutputStream().write(request.getBytes(java.nio.charset.StandardCharsets.UTF_8));
      Await.until("it runs", () -> pools.openWork().size() == 1);
    }
    Await.until("it is cancelled", () -> pools.openWork().isEmpty());
  }
}
