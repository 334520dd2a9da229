package dev.hearth.runtime.gateway;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.hearth.runtime.harness.Await;
import dev.hearth.runtime.harness.FakeMarketplace;
import dev.hearth.runtime.harness.FakeMarketplace.Member;
import dev.hearth.runtime.harness.FakePools;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A fresh caller with five dollars; after each test the books agree. */
abstract class GatewayFixture {
  static final String PROMPT = "{\"prompt\":\"cat\"}";

  @Inject FakePools pools;
  @Inject FakeMarketplace marketplace;
  Member caller;

  @BeforeEach
  void freshCaller() {
    caller = marketplace.developer("5");
  }

  @AfterEach
  void booksAgree() {
    pools.reset();
    assertEquals(List.of(), marketplace.contradictions());
  }

  RequestSpecification as(Member member) {
    return given().header("Authorization", member.key()).contentType("application/json");
  }

  RequestSpecification call() {
    return as(caller);
  }

  String submit(String function, String body) {
    return call()
        .body(body)
        .post("/queue/" + function)
        .then()
        .statusCode(200)
        .extract()
        .path("request_id");
  }

  Response status(String id) {
    return call().get("/queue/hearth/strict/requests/" + id + "/status");
  }

  void awaitCompleted(String id) throws Exception {
    Await.until("completed " + id, () -> status(id).statusCode() == 200);
  }
}
