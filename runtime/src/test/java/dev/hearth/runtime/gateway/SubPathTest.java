package dev.hearth.runtime.gateway;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hearth.runtime.harness.Await;
import dev.hearth.runtime.harness.Installation;
import dev.hearth.runtime.harness.Pictures;
import dev.hearth.runtime.harness.TestFunction;
import dev.hearth.runtime.pool.Work;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A function's further endpoints: behind its name when called, without it when asked after. */
@QuarkusTest
@QuarkusTestResource(Installation.class)
class SubPathTest extends GatewayFixture {
  @Override
  @BeforeEach
  void freshCaller() {
    caller = marketplace.developer("10");
  }

  private static String layers() throws IOException {
    return "{\"layers\":[\"%s\"]}".formatted(Pictures.pngDataUri(3, 4));
  }

  private Work last() {
    return pools.seen().getLast();
  }

  @Test
  void directRunGoesToItsEndpointWithItsMedia() throws Exception {
    call()
        .body(layers())
        .post("/run/hearth/paint/edit")
        .then()
        .statusCode(200)
        .header("x-hearth-cost", "1");
    assertEquals("/edit", last().endpoint());
    assertEquals(1, last().media().size());
    assertTrue(
        new String(last().input(), StandardCharsets.UTF_8)
            .startsWith("{\"layers\":[{\"url\":\"hearth-media:0\""));
    call().body("{}").post("/run/hearth/paint").then().statusCode(200);
    assertEquals("/", last().endpoint());
  }

  @Test
  void requestUrlsAreWithoutTheSubPath() throws Exception {
    JsonPath submitted =
        call()
            .body(layers())
            .post("/queue/hearth/paint/edit")
            .then()
            .statusCode(200)
            .extract()
            .jsonPath();
    String request = "/queue/hearth/paint/requests/" + submitted.getString("request_id");
    assertTrue(submitted.getString("status_url").endsWith(request + "/status"));
    assertTrue(submitted.getString("response_url").endsWith(request));
    assertTrue(submitted.getString("cancel_url").endsWith(request + "/cancel"));
    for (String base : List.of(request, request.replace("/paint/", "/paint/edit/"))) {
      Await.until("completed", () -> call().get(base + "/status").statusCode() == 200);
      call().get(base).then().statusCode(200);
    }
  }

  @Test
  void eachEndpointChecksItsOwnInput() {
    call()
        .body("{}")
        .post("/run/hearth/paint/edit")
        .then()
        .statusCode(422)
        .body("detail[0].loc", equalTo(List.of("body", "layers")));
    call()
        .body("{\"layers\":[\"data:x\"]}")
        .post("/run/hearth/paint/edit")
        .then()
        .statusCode(422)
        .body("detail[0].loc", equalTo(List.of("body", "layers", 0)));
  }

  @Test
  void eachEndpointHoldsItsOwnBound() throws Exception {
    call()
        .header("x-hearth-max-cost", "3")
        .body("{}")
        .post("/run/hearth/paint")
        .then()
        .statusCode(402);
    call()
        .header("x-hearth-max-cost", "3")
        .body(layers())
        .post("/run/hearth/paint/edit")
        .then()
        .statusCode(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/run/hearth/paint/other",
        "/run/hearth/paint/edit/more",
        "/run/hearth/paint/EDIT",
        "/run/hearth/paint/%65dit",
        "/queue/hearth/paint/edit/..",
        "/queue/hearth/paint/other"
      })
  void endpointThatIsNoneIs404(String path) {
    given()
        .urlEncodingEnabled(false)
        .header("Authorization", caller.key())
        .contentType("application/json")
        .body("{}")
        .post(path)
        .then()
        .statusCode(404);
  }

  @Test
  void poolsLearnWhichVersionCallersGet() {
    call().body("{}").post("/run/hearth/paint").then().statusCode(200);
    assertEquals(TestFunction.PAINT.version(), pools.live().get("hearth/paint"));
  }
}
