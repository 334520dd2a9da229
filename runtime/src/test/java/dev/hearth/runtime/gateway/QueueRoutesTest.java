package dev.hearth.runtime.gateway;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.hearth.runtime.harness.Await;
import dev.hearth.runtime.harness.FakeMarketplace.Member;
import dev.hearth.runtime.harness.FakePools;
import dev.hearth.runtime.harness.Installation;
import dev.hearth.runtime.harness.Pictures;
import dev.hearth.runtime.pool.LogLine;
import dev.hearth.runtime.pool.WorkOutcome;
import dev.hearth.sdk.error.CallException;
import dev.hearth.sdk.error.ErrorCode;
import dev.hearth.sdk.protocol.Hints;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Calls that are submitted, asked after and fetched. */
@QuarkusTest
@QuarkusTestResource(Installation.class)
class QueueRoutesTest extends GatewayFixture {
  @Test
  void submitAnswers200WithEverythingClientsIndex() {
    call()
        .body(PROMPT)
        .post("/queue/hearth/strict")
        .then()
        .statusCode(200)
        .header("x-fal-request-id", notNullValue())
        .body("status", equalTo("IN_QUEUE"))
        .body("request_id", notNullValue())
        .body("queue_position", notNullValue())
        .body("$", hasKey("logs"))
        .body("logs", nullValue())
        .body("$", hasKey("metrics"))
        .body("response_url", startsWith(Installation.API + "/queue/hearth/strict/requests/"))
        .body("status_url", startsWith(Installation.API + "/queue/hearth/strict/requests/"))
        .body("cancel_url", startsWith(Installation.API + "/queue/hearth/strict/requests/"));
  }

  @Test
  void statusGoesFromQueueOverProgressToCompleted() throws Exception {
    pools.keep();
    String id = submit("hearth/strict", PROMPT);
    Await.until("handed over", () -> pools.openWork().size() == 1);
    status(id)
        .then()
        .statusCode(202)
        .body("status", equalTo("IN_QUEUE"))
        .body("queue_position", equalTo(0))
        .body("$", hasKey("logs"));
    call()
        .get("/queue/hearth/strict/requests/" + id)
        .then()
        .statusCode(400)
        .body("detail", equalTo("Request is still in progress"));
    var work = pools.openWork().getFirst();
    work.listener().started(Hints.NONE);
    work.listener()
        .logged(new LogLine(Instant.parse("2026-02-17T10:30:01.123Z"), "INFO", "step 1"));
    status(id)
        .then()
        .statusCode(202)
        .body("status", equalTo("IN_PROGRESS"))
        .body("logs", nullValue())
        .body("response_url", notNullValue());
    for (String flag : List.of("1", "true")) {
      call()
          .get("/queue/hearth/strict/requests/" + id + "/status?logs=" + flag)
          .then()
          .body("logs", hasSize(1))
          .body("logs[0].message", equalTo("step 1"))
          .body("logs[0].level", equalTo("INFO"))
          .body("logs[0].source", equalTo("USER"))
          .body("logs[0].timestamp", equalTo("2026-02-17T10:30:01.123Z"))
          .body("logs[0].labels.level", equalTo("INFO"));
    }
    for (String flag : List.of("0", "false")) {
      call()
          .get("/queue/hearth/strict/requests/" + id + "/status?logs=" + flag)
          .then()
          .body("logs", nullValue());
    }
    pools.answer(work, "{\"done\":true}");
    awaitCompleted(id);
    status(id)
        .then()
        .statusCode(200)
        .header("x-hearth-cost", "0.001")
        .body("status", equalTo("COMPLETED"))
        .body("$", not(hasKey("error")))
        .body("metrics.inference_time", notNullValue());
    call()
        .get("/queue/hearth/strict/requests/" + id + "/status?logs=1")
        .then()
        .body("logs", hasSize(1));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/queue/hearth/strict/requests/%s",
        "/queue/hearth/strict/requests/%s/",
        "/queue/hearth/strict/requests/%s/response",
        "/queue/hearth/strict/requests/%s/response/",
        "/queue/hearth/strict/some/path/requests/%s",
        "/queue/other/name/requests/%s",
        "/__host/queue.fal.run/hearth/strict/requests/%s"
      })
  void resultIsFoundOnItsIdInEveryForm(String form) throws Exception {
    String id = submit("hearth/strict", PROMPT);
    awaitCompleted(id);
    call()
        .get(form.formatted(id))
        .then()
        .statusCode(200)
        .body(is(PROMPT))
        .header("x-fal-request-id", id)
        .header("x-hearth-cost", "0.001")
        .header("x-fal-billable-units", "1");
    call().get("/queue/hearth/strict/requests/" + id + "/status/").then().statusCode(200);
  }

  @Test
  void failureIsCompletedWithErrorAndTheResultHasItsStatus() throws Exception {
    pools.script(
        work ->
            pools.end(
                work,
                new WorkOutcome.Failed(
                    CallException.field(ErrorCode.IMAGE_TOO_LARGE, "image_url", "too large"))));
    String id = submit("hearth/strict", PROMPT);
    awaitCompleted(id);
    status(id)
        .then()
        .body("status", equalTo("COMPLETED"))
        .body("error", equalTo("too large"))
        .body("error_type", equalTo("image_too_large"))
        .header("x-hearth-cost", "0");
    call()
        .get("/queue/hearth/strict/requests/" + id)
        .then()
        .statusCode(422)
        .header("x-hearth-cost", "0")
        .body("detail[0].type", equalTo("image_too_large"));
  }

  @Test
  void cancelIsARequestAndComesTooLateOnce() throws Exception {
    pools.keep();
    String id = submit("hearth/strict", PROMPT);
    Await.until("handed over", () -> pools.openWork().size() == 1);
    call()
        .put("/queue/hearth/strict/requests/" + id + "/cancel")
        .then()
        .statusCode(202)
        .body("status", equalTo("CANCELLATION_REQUESTED"));
    awaitCompleted(id);
    status(id).then().body("error_type", equalTo("client_cancelled"));
    call()
        .get("/queue/hearth/strict/requests/" + id)
        .then()
        .statusCode(499)
        .header("x-hearth-cost", "0");
    call()
        .put("/queue/hearth/strict/requests/" + id + "/cancel/")
        .then()
        .statusCode(400)
        .body("status", equalTo("ALREADY_COMPLETED"));
  }

  @Test
  void unknownAndForeignRequestsLookTheSame() throws Exception {
    String id = submit("hearth/strict", PROMPT);
    awaitCompleted(id);
    Member stranger = marketplace.developer("1");
    pools.keep();
    String live = submit("hearth/strict", PROMPT);
    for (String unknown : List.of(id, live, UUID.randomUUID().toString(), "not-a-uuid")) {
      String request = "/queue/hearth/strict/requests/" + unknown;
      as(stranger)
          .get(request + "/status")
          .then()
          .statusCode(404)
          .body("status", equalTo("NOT_FOUND"));
      as(stranger)
          .put(request + "/cancel")
          .then()
          .statusCode(404)
          .body("status", equalTo("NOT_FOUND"));
      as(stranger).get(request).then().statusCode(404);
      as(stranger).get(request + "/status/stream").then().statusCode(404);
      given().get(request + "/status").then().statusCode(401);
      given().get(request).then().statusCode(401);
      given().put(request + "/cancel").then().statusCode(401);
    }
    assertEquals(1, pools.openWork().size());
  }

  @Test
  void statusCarriesProgressAndOnDemandTheLatestPartial() throws Exception {
    pools.keep();
    String id = submit("hearth/strict", PROMPT);
    Await.until("handed over", () -> pools.openWork().size() == 1);
    var work = pools.openWork().getFirst();
    work.listener().started(Hints.NONE);
    work.listener().progressed(1, 4);
    java.nio.file.Path preview = FakePools.file(Pictures.png(4, 3));
    pools.emit(work, "{\"old\":true}");
    pools.emit(work, "{\"image\":{\"url\":\"hearth-file:0\"}}", preview);
    status(id).then().body("progress.done", equalTo(1)).body("$", not(hasKey("partial")));
    String url =
        call()
            .get("/queue/hearth/strict/requests/" + id + "/status?partial=1")
            .then()
            .body("partial.image.width", equalTo(4))
            .extract()
            .path("partial.image.url");
    call()
        .get("/queue/hearth/strict/requests/" + id + "/status?logs=0&partial=1")
        .then()
        .body("partial.image.url", equalTo(url));
    given().get(url.substring(Installation.API.length())).then().statusCode(200);
    pools.answer(work, "{}");
    awaitCompleted(id);
    call()
        .get("/queue/hearth/strict/requests/" + id + "/status?partial=1")
        .then()
        .body("$", not(hasKey("progress")))
        .body("$", not(hasKey("partial")));
  }
}
