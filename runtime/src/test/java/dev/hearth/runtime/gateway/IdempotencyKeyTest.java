package dev.hearth.runtime.gateway;

import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.hearth.runtime.harness.Await;
import dev.hearth.runtime.harness.Installation;
import dev.hearth.runtime.pool.WorkOutcome;
import dev.hearth.sdk.error.CallException;
import dev.hearth.sdk.error.ErrorCode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.Collections;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/**
 * A key is one request with one answer and one charge, however often and however close it comes.
 */
@QuarkusTest
@QuarkusTestResource(Installation.class)
class IdempotencyKeyTest extends GatewayFixture {
  @Test
  void sameKeyIsOneRequestAndOneCharge() throws Exception {
    String key = "k".repeat(255);
    String first =
        call()
            .header("Idempotency-Key", key)
            .body(PROMPT)
            .post("/queue/hearth/strict")
            .path("request_id");
    String second =
        call()
            .header("Idempotency-Key", key)
            .body(PROMPT)
            .post("/queue/hearth/strict")
            .path("request_id");
    assertEquals(first, second);
    call()
        .header("Idempotency-Key", key)
        .body("{\"prompt\":\"dog\"}")
        .post("/queue/hearth/strict")
        .then()
        .statusCode(422)
        .body("detail[0].type", equalTo("idempotency_key_reused"));
    // A direct run of the same key waits for, and gets, the first answer.
    call()
        .header("Idempotency-Key", key)
        .body(PROMPT)
        .post("/run/hearth/strict")
        .then()
        .statusCode(200)
        .header("x-fal-request-id", first)
        .header("x-hearth-cost", "0.001")
        .body(is(PROMPT));
    call()
        .header("Idempotency-Key", "k".repeat(256))
        .body(PROMPT)
        .post("/run/hearth/strict")
        .then()
        .statusCode(400);
    Await.until("one charge", () -> marketplace.balance(caller) == 4_999_000_000L);
    assertEquals(1, marketplace.events(caller).size());
  }

  @Test
  void failedDirectRunOfAKeyIsRepeatedAsItWas() {
    pools.script(
        work ->
            pools.end(
                work,
                new WorkOutcome.Failed(new CallException(ErrorCode.FUNCTION_FAILED, "broken"))));
    String id =
        call()
            .header("Idempotency-Key", "f")
            .body(PROMPT)
            .post("/run/hearth/strict")
            .then()
            .statusCode(500)
            .extract()
            .header("x-fal-request-id");
    pools.reset();
    call()
        .header("Idempotency-Key", "f")
        .body(PROMPT)
        .post("/run/hearth/strict")
        .then()
        .statusCode(500)
        .header("x-fal-request-id", id)
        .body("detail[0].msg", equalTo("broken"));
  }

  /** The repeats find the request's row before the node that accepted it has begun to work it. */
  @Test
  void repeatsThatComeTogetherAllWaitForTheFirstAnswer() throws Exception {
    int keys = 50;
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < keys; i++) {
        String key = "together-" + i;
        Callable<Response> run =
            () -> call().header("Idempotency-Key", key).body(PROMPT).post("/run/hearth/strict");
        String first = "";
        for (Future<Response> answer : threads.invokeAll(Collections.nCopies(6, run))) {
          String id =
              answer
                  .get()
                  .then()
                  .statusCode(200)
                  .body(is(PROMPT))
                  .extract()
                  .header("x-fal-request-id");
          first = first.isEmpty() ? id : first;
          assertEquals(first, id);
        }
      }
    }
    Await.until("all events", () -> marketplace.events(caller).size() == keys);
    assertEquals(4_950_000_000L, marketplace.balance(caller));
  }
}
