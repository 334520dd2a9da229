package dev.hearth.runtime.gateway;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.hearth.runtime.harness.Installation;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Hints of callers, and what workers advertise. */
@QuarkusTest
@QuarkusTestResource(Installation.class)
class HintRoutesTest extends GatewayFixture {
  @Test
  void hintReachesThePoolsAndHintsTheCaller() {
    pools.hints("lora:a", "pixel art");
    call()
        .header("x-fal-runner-hint", "lora:a")
        .body(PROMPT)
        .post("/run/hearth/strict")
        .then()
        .statusCode(200)
        .header("x-fal-runner-hints", "lora:a,pixel art")
        .header("access-control-expose-headers", containsString("x-fal-runner-hints"));
    assertEquals("lora:a", pools.seen().getLast().hint());
    pools.hints();
    call()
        .body(PROMPT)
        .post("/run/hearth/strict")
        .then()
        .statusCode(200)
        .header("x-fal-runner-hints", nullValue());
    assertEquals("", pools.seen().getLast().hint());
  }

  @Test
  void hintOfAQueuedCallReachesThePoolsAndItsResultTellsHints() throws Exception {
    pools.hints("lora:b");
    String id =
        call()
            .header("x-fal-runner-hint", "lora:b")
            .body(PROMPT)
            .post("/queue/hearth/strict")
            .then()
            .statusCode(200)
            .extract()
            .path("request_id");
    awaitCompleted(id);
    assertEquals("lora:b", pools.seen().getLast().hint());
    call()
        .get("/queue/hearth/strict/requests/" + id)
        .then()
        .statusCode(200)
        .header("x-fal-runner-hints", "lora:b");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a,b", "LONG"})
  void whatCannotBeAHintIsRefused(String hint) {
    call()
        .header("x-fal-runner-hint", hint.equals("LONG") ? "a".repeat(257) : hint)
        .body(PROMPT)
        .post("/run/hearth/strict")
        .then()
        .statusCode(400)
        .body("detail", containsString("1 to 256 printable ASCII characters without comma"));
    assertEquals(List.of(), pools.seen());
  }
}
