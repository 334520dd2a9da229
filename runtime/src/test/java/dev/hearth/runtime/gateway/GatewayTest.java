package dev.hearth.runtime.gateway;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import dev.hearth.runtime.harness.Installation;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Other ways to write a route, and what holds for all of them. */
@QuarkusTest
@QuarkusTestResource(Installation.class)
class GatewayTest extends GatewayFixture {
  @ParameterizedTest
  @ValueSource(strings = {"fal.run", "FAL.run"})
  void hostFormRuns(String host) {
    call()
        .body(PROMPT)
        .post("/__host/" + host + "/hearth/strict")
        .then()
        .statusCode(200)
        .body(is(PROMPT));
  }

  @Test
  void hostFormOfUnknownHostsIsInvalid() {
    for (String host : List.of("evil.example", "fal.run.evil.example", "myfal.run", "127.0.0.1")) {
      call().body("{}").post("/__host/" + host + "/hearth/noop").then().statusCode(400);
    }
  }

  @Test
  void proxyFormMapsAndNeverFetches() throws Exception {
    call()
        .header("x-fal-target-url", "https://fal.run/hearth/strict")
        .body(PROMPT)
        .post("/api/fal/proxy")
        .then()
        .statusCode(200)
        .body(is(PROMPT));
    String id =
        call()
            .header("x-fal-target-url", "https://queue.fal.run/hearth/strict")
            .body(PROMPT)
            .post("/api/fal/proxy")
            .path("request_id");
    awaitCompleted(id);
    String request = "https://queue.fal.run/hearth/strict/requests/" + id;
    call()
        .header("x-fal-target-url", request + "/status?logs=1")
        .get("/api/fal/proxy")
        .then()
        .statusCode(200)
        .body("logs", is(empty()));
    call()
        .header("x-fal-target-url", request)
        .get("/api/fal/proxy")
        .then()
        .statusCode(200)
        .body(is(PROMPT));
    call()
        .header("x-fal-target-url", request + "/cancel")
        .put("/api/fal/proxy")
        .then()
        .statusCode(400);
    given().header("x-fal-target-url", request).get("/api/fal/proxy").then().statusCode(401);
    call()
        .header(
            "x-fal-target-url",
            "https://rest.fal.ai/storage/upload/initiate?storage_type=fal-cdn-v3")
        .body("{\"content_type\":\"image/png\",\"file_name\":\"cat.png\"}")
        .post("/api/fal/proxy")
        .then()
        .statusCode(200)
        .body("file_url", startsWith(Installation.API + "/media/"))
        .body("upload_url", startsWith(Installation.API));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", "nonsense", "https://evil.example/hearth/noop", "http://127.0.0.1:5432/",
        "https://fal.run.evil.example/hearth/noop", "https://evil.example/fal.run", "://",
            "https:///x",
        "https://fal.run@evil.example/hearth/noop"
      })
  void proxyFormOfOtherTargetsIsInvalid(String target) {
    call()
        .header("x-fal-target-url", target)
        .body("{}")
        .post("/api/fal/proxy")
        .then()
        .statusCode(400)
        .contentType("application/json")
        .body("detail", equalTo("Invalid request"));
    call().body("{}").post("/api/fal/proxy").then().statusCode(400);
  }

  @Test
  void browsersMayCallFromAnywhere() {
    for (String path :
        List.of(
            "/run/hearth/noop",
            "/queue/hearth/noop",
            "/api/fal/proxy",
            "/media/x/y",
            "/upload/x")) {
      given()
          .header("Origin", "https://app.example")
          .header("Access-Control-Request-Method", "POST")
          .header("Access-Control-Request-Headers", "authorization,content-type,x-fal-target-url")
          .options(path)
          .then()
          .statusCode(204)
          .header("access-control-allow-origin", "*")
          .header("access-control-allow-headers", containsString("authorization"));
    }
    call()
        .header("Origin", "https://app.example")
        .body("{}")
        .post("/run/hearth/noop")
        .then()
        .header("access-control-allow-origin", "*")
        .header(
            "access-control-expose-headers",
            allOf(containsString("x-fal-request-id"), containsString("x-hearth-cost")));
  }

  @Test
  void rootAndHealthAnswer() {
    given()
        .get("/")
        .then()
        .statusCode(200)
        .contentType("application/json")
        .body("name", equalTo("Hearth"));
    given().get("/q/health").then().statusCode(200).body("status", equalTo("UP"));
  }

  @Test
  void internalFailuresTellNothing() {
    pools.script(
        _ -> {
          throw new IllegalStateException("secret detail");
        });
    call()
        .body("{}")
        .post("/run/hearth/noop")
        .then()
        .statusCode(500)
        .contentType("application/json")
        .body("error_type", equalTo("internal_error"))
        .body("detail", not(containsString("secret")));
  }

  @Test
  void marketplaceThatIsDownIs503() {
    marketplace.down(true);
    try {
      as(marketplace.developer("1"))
          .body("{}")
          .post("/run/hearth/noop")
          .then()
          .statusCode(503)
          .contentType("application/json")
          .header("x-fal-needs-retry", "1");
    } finally {
      marketplace.down(false);
    }
  }
}
