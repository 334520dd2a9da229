package dev.hearth.runtime.gateway;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.hearth.runtime.harness.Await;
import dev.hearth.runtime.harness.FakeMarketplace;
import dev.hearth.runtime.harness.FakeMarketplace.Member;
import dev.hearth.runtime.harness.FakePools;
import dev.hearth.runtime.harness.Installation;
import dev.hearth.sdk.protocol.Hints;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a field of the input says of the most that a call may cost: that is held, and no more. */
@QuarkusTest
@QuarkusTestResource(Installation.class)
class FieldBoundTest {
  private static final String FIVE = "{\"text\":\"héllo\"}";
  private static final String TWENTY = "{\"text\":\"%s\"}".formatted("a".repeat(20));

  @Inject FakePools pools;
  @Inject FakeMarketplace marketplace;

  @AfterEach
  void booksAgree() {
    pools.reset();
    assertEquals(List.of(), marketplace.contradictions());
  }

  private Member withDollars(String dollars) {
    return marketplace.developer(dollars);
  }

  private static Response call(Member caller, String form, String input, String maxCost) {
    return given()
        .header("Authorization", caller.key())
        .header("x-hearth-max-cost", maxCost)
        .contentType("application/json")
        .body(input)
        .post(form + "/hearth/recite");
  }

  private static Response call(Member caller, String form, String input) {
    return call(caller, form, input, "1000");
  }

  /** A function that meters so much. */
  private void meters(long microUnits) {
    pools.script(
        work -> {
          work.listener().started(Hints.NONE);
          pools.answer(work, "{}", microUnits, List.of());
        });
  }

  @ParameterizedTest
  @ValueSource(strings = {"/run", "/queue"})
  void shortTextNeedsLittleAndALongOneMore(String form) {
    meters(5_000);
    Member poor = withDollars("0.01");
    assertEquals(200, call(poor, form, FIVE).statusCode());
    call(poor, form, TWENTY)
        .then()
        .statusCode(402)
        .header("x-hearth-cost", "0")
        .body("error_type", equalTo("insufficient_funds"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/run", "/queue"})
  void maxCostIsComparedWithWhatTheTextMayCost(String form) {
    meters(1_000);
    Member caller = withDollars("100");
    assertEquals(200, call(caller, form, FIVE, "0.005").statusCode());
    call(caller, form, FIVE, "0.004999999")
        .then()
        .statusCode(402)
        .body("error_type", equalTo("max_cost_exceeded"));
    assertEquals(200, call(caller, form, "{}", "0.002").statusCode()); // its default has two
    assertEquals(402, call(caller, form, "{}", "0.001").statusCode());
    String book = "{\"text\":\"%s\"}".formatted("a".repeat(9_000));
    assertEquals(200, call(caller, form, book, "5").statusCode()); // the cap
  }

  @Test
  void callsThatWaitHoldWhatTheirTextsMayCost() throws Exception {
    pools.keep();
    Member caller = withDollars("0.01");
    assertEquals(200, call(caller, "/queue", FIVE).statusCode());
    assertEquals(200, call(caller, "/queue", FIVE).statusCode());
    assertEquals(402, call(caller, "/queue", "{\"text\":\"a\"}").statusCode());
    Await.until("both run", () -> pools.openWork().size() == 2);
    pools.openWork().forEach(work -> pools.answer(work, "{}", 3_000, List.of()));
    Await.until(
        "what they didn't use is there again",
        () -> call(caller, "/queue", "{\"text\":\"aaaa\"}").statusCode() == 200);
  }

  @Test
  void whatIsMeteredIsCharged() {
    meters(3_000);
    call(withDollars("0.01"), "/run", FIVE)
        .then()
        .statusCode(200)
        .header("x-hearth-cost", "0.003")
        .header("x-fal-billable-units", "0.003");
  }

  @Test
  void meteringAboveTheHoldFailsAndCostsNothing() {
    meters(5_001);
    call(withDollars("10"), "/run", FIVE)
        .then()
        .statusCode(500)
        .header("x-hearth-cost", "0")
        .body("detail[0].type", equalTo("invalid_output"));
  }
}
