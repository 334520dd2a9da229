package dev.hearth.marketplace.listing;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.hearth.marketplace.installation.Internal;
import dev.hearth.marketplace.installation.TestFunction;
import dev.hearth.marketplace.installation.TestInstallation;
import dev.hearth.marketplace.installation.TestKey;
import dev.hearth.marketplace.internal.InternalListener;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(TestInstallation.class)
final class ListingTest {
  private final Catalog catalog;
  private final InternalListener listener;

  @Inject
  ListingTest(Catalog catalog, InternalListener listener) {
    this.catalog = catalog;
    this.listener = listener;
  }

  private static RequestSpecification as(TestKey key) {
    return given().header("Authorization", key.header()).contentType("application/json");
  }

  private static ValidatableResponse list(TestKey key, String function, String price) {
    return as(key)
        .body("{\"unit_price\":" + price + "}")
        .put("/v1/functions/" + function + "/listing")
        .then();
  }

  private static ValidatableResponse set(TestKey key, String name, String visibility) {
    return as(key)
        .body("{\"visibility\":\"" + visibility + "\"}")
        .put("/v1/functions/" + name + "/visibility")
        .then();
  }

  private static ValidatableResponse reject(TestKey key, String function, String reason) {
    return as(key)
        .body("{\"reason\":\"" + reason + "\"}")
        .post("/v1/functions/" + function + "/listing/rejection")
        .then();
  }

  /** Status of a function's page in the API and in the console, and of what a node learns. */
  private void seen(int status, TestKey viewer, String function) {
    as(viewer).get("/v1/functions/" + function).then().statusCode(status);
    as(viewer).get("/v1/functions/" + function + "/versions").then().statusCode(status);
    as(viewer).get("/v1/models?endpoint_id=" + function).then().statusCode(status);
  }

  private ValidatableResponse callable(TestKey caller, String function) {
    var internal = new Internal(listener.port());
    return internal
        .request()
        .queryParam("accountId", internal.accountId(caller))
        .get("/internal/functions/" + function)
        .then();
  }

  @Test
  void submittedFunctionIsListedByAnAdminAtThePriceThatWasAskedFor() {
    new TestFunction("shown", "shown").deploy(TestKey.HEARTH).submit(TestKey.HEARTH, "0.0015");
    seen(200, TestKey.HEARTH, "hearth/shown");
    seen(404, TestKey.RIVAL, "hearth/shown");
    callable(TestKey.RIVAL, "hearth/shown").statusCode(404);
    as(TestKey.PLATFORM)
        .get("/v1/functions/hearth/shown")
        .then()
        .statusCode(200)
        .body("visibility", equalTo("submitted"));
    as(TestKey.PLATFORM)
        .get("/v1/listings?limit=100")
        .then()
        .statusCode(200)
        .body("listings.function", hasItem("hearth/shown"))
        .body("listings.find { it.function == 'hearth/shown' }.unit_price", equalTo(0.0015f));
    as(TestKey.PLATFORM)
        .body("{}")
        .put("/v1/functions/hearth/shown/listing")
        .then()
        .statusCode(200)
        .body("function", equalTo("hearth/shown"))
        .body("visibility", equalTo("listed"))
        .body("unit_price", equalTo(0.0015f))
        .body("unit_price_nanos", equalTo(1_500_000));
    seen(200, TestKey.RIVAL, "hearth/shown");
    callable(TestKey.RIVAL, "hearth/shown").body("unitPriceNanos", equalTo(1_500_000));
    as(TestKey.PLATFORM)
        .get("/v1/listings?state=listed&limit=100")
        .then()
        .body("listings.function", hasItem("hearth/shown"));
    given()
        .get("/v1/functions/hearth/shown")
        .then()
        .statusCode(200)
        .body("visibility", equalTo("listed"))
        .body("unit", equalTo("megapixel"));
    given()
        .get("/v1/models/pricing?endpoint_id=hearth/shown")
        .then()
        .statusCode(200)
        .body("prices[0].endpoint_id", equalTo("hearth/shown"))
        .body("prices[0].unit_price", equalTo(0.0015f))
        .body("prices[0].unit", equalTo("megapixel"))
        .body("prices[0].currency", equalTo("USD"));
    as(TestKey.HEARTH).delete("/v1/functions/hearth/shown/listing").then().statusCode(204);
    seen(404, TestKey.RIVAL, "hearth/shown");
    callable(TestKey.RIVAL, "hearth/shown").statusCode(404);
    given().get("/v1/models/pricing?endpoint_id=hearth/shown").then().statusCode(404);
  }

  @Test
  void unlistedFunctionIsCalledByWhoeverHasItsIdAndFoundByNobody() {
    new TestFunction("quiet-one", "quiet").deploy(TestKey.HEARTH);
    set(TestKey.HEARTH, "quiet-one", "unlisted")
        .statusCode(200)
        .body("visibility", equalTo("unlisted"))
        .body("unit_price_nanos", equalTo(0));
    seen(200, TestKey.RIVAL, "hearth/quiet-one");
    callable(TestKey.RIVAL, "hearth/quiet-one").body("unitPriceNanos", equalTo(0));
    given().get("/v1/models?q=quiet-one").then().body("models", empty());
    as(TestKey.HEARTH)
        .body("{\"visibility\":\"unlisted\",\"unit_price\":0.5}")
        .put("/v1/functions/quiet-one/visibility")
        .then()
        .statusCode(200);
    callable(TestKey.RIVAL, "hearth/quiet-one").body("unitPriceNanos", equalTo(500_000_000));
    callable(TestKey.HEARTH, "hearth/quiet-one").body("unitPriceNanos", equalTo(0));
    // Asking for a listing takes it from nobody.
    new TestFunction("quiet-one", "quiet").submit(TestKey.HEARTH, "9");
    callable(TestKey.RIVAL, "hearth/quiet-one").body("unitPriceNanos", equalTo(500_000_000));
    reject(TestKey.PLATFORM, "hearth/quiet-one", "too quiet").statusCode(200);
    callable(TestKey.RIVAL, "hearth/quiet-one").statusCode(200);
    set(TestKey.HEARTH, "quiet-one", "private").body("visibility", equalTo("private"));
    seen(404, TestKey.RIVAL, "hearth/quiet-one");
    callable(TestKey.RIVAL, "hearth/quiet-one").statusCode(404);
  }

  @Test
  void rejectionTellsItsOwnerWhyAndMayBeFollowedByAnotherTry() {
    var function = new TestFunction("refused", "refused").deploy(TestKey.HEARTH);
    function.submit(TestKey.HEARTH, "1");
    for (String reason : List.of("", "   ", "x".repeat(1_001))) {
      reject(TestKey.PLATFORM, "hearth/refused", reason).statusCode(422);
    }
    reject(TestKey.HEARTH, "hearth/refused", "my own").statusCode(403);
    reject(TestKey.PLATFORM, "hearth/refused", "no example pictures")
        .statusCode(200)
        .body("visibility", equalTo("rejected"));
    as(TestKey.HEARTH)
        .get("/v1/functions/hearth/refused")
        .then()
        .body("visibility", equalTo("rejected"))
        .body("reason", equalTo("no example pictures"));
    seen(404, TestKey.RIVAL, "hearth/refused");
    callable(TestKey.RIVAL, "hearth/refused").statusCode(404);
    reject(TestKey.PLATFORM, "hearth/refused", "again").statusCode(409);
    function.submit(TestKey.HEARTH, "2");
    as(TestKey.HEARTH).get("/v1/functions/hearth/refused").then().body("$", not(hasKey("reason")));
    list(TestKey.PLATFORM, "hearth/refused", "3").body("unit_price", equalTo(3f));
    set(TestKey.HEARTH, "refused", "submitted").statusCode(422);
    as(TestKey.HEARTH)
        .body("{\"visibility\":\"submitted\",\"unit_price\":1}")
        .put("/v1/functions/refused/visibility")
        .then()
        .statusCode(409);
    reject(TestKey.PLATFORM, "hearth/refused", "taken down").statusCode(200);
    callable(TestKey.RIVAL, "hearth/refused").statusCode(404);
  }

  @Test
  void onlyAdminsSeeWhatWasSubmitted() {
    for (TestKey key : List.of(TestKey.HEARTH, TestKey.DEVELOPER)) {
      as(key).get("/v1/listings").then().statusCode(403);
    }
    given().get("/v1/listings").then().statusCode(401);
    for (String query : List.of("state=private", "state=x", "limit=0", "cursor=x")) {
      as(TestKey.PLATFORM).get("/v1/listings?" + query).then().statusCode(422);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"visibility\":null}",
        "{\"visibility\":\"listed\",\"unit_price\":1}",
        "{\"visibility\":\"rejected\"}",
        "{\"visibility\":\"PRIVATE\"}",
        "{\"visibility\":\"submitted\"}",
        "{\"visibility\":\"unlisted\",\"unit_price\":-1}"
      })
  void whatAnOwnerCannotWantAnswers422(String body) {
    new TestFunction("wanted", "wanted").upload(TestKey.HEARTH);
    as(TestKey.HEARTH).body(body).put("/v1/functions/wanted/visibility").then().statusCode(422);
  }

  @Test
  void newVersionStaysListedAndDeployTellsSo() {
    new TestFunction("kept", "kept 1").deploy(TestKey.HEARTH).list(TestKey.HEARTH, "1");
    var next = new TestFunction("kept", "kept 2");
    next.upload(TestKey.HEARTH);
    as(TestKey.HEARTH)
        .body(next.manifest().toJson().print())
        .post("/v1/functions/kept/versions")
        .then()
        .statusCode(201)
        .body("visibility", equalTo("listed"));
  }

  @Test
  void samePriceKeepsItsVersionAndPricesAreNumbersToo() {
    new TestFunction("priced", "priced").deploy(TestKey.HEARTH).list(TestKey.HEARTH, "9");
    int first =
        list(TestKey.HEARTH, "hearth/priced", "0.001")
            .statusCode(200)
            .extract()
            .path("price_version");
    list(TestKey.HEARTH, "hearth/priced", "\"0.0010\"").body("price_version", equalTo(first));
    int second =
        list(TestKey.HEARTH, "hearth/priced", "0").statusCode(200).extract().path("price_version");
    assertEquals(true, second > first);
    list(TestKey.HEARTH, "hearth/priced", "0.000000001").body("unit_price_nanos", equalTo(1));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"-1", "\"-0.1\"", "0.0000000001", "1000001", "1e30", "1e-30", "\"1e999999999\""})
  void badPriceAnswers422(String price) {
    new TestFunction("bad-price", "bad price").upload(TestKey.HEARTH);
    list(TestKey.HEARTH, "hearth/bad-price", price)
        .statusCode(422)
        .body("error.message", containsString("unit_price"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"cheap\"", "[]", "{}"})
  void priceThatIsNoNumberAnswers400(String price) {
    list(TestKey.HEARTH, "hearth/bad-price", price).statusCode(400);
  }

  @Test
  void onlyOwnerAndAdminChangeAListing() {
    new TestFunction("guarded", "guarded").deploy(TestKey.HEARTH);
    list(TestKey.RIVAL, "hearth/guarded", "1").statusCode(404);
    list(TestKey.DEVELOPER, "hearth/guarded", "1").statusCode(403);
    list(TestKey.PLATFORM, "hearth/guarded", "1").statusCode(404);
    list(TestKey.HEARTH, "hearth/guarded", "1").statusCode(403);
    set(TestKey.RIVAL, "guarded", "unlisted").statusCode(404);
    set(TestKey.DEVELOPER, "guarded", "unlisted").statusCode(403);
    set(TestKey.HEARTH, "guarded", "unlisted").statusCode(200);
    list(TestKey.PLATFORM, "hearth/guarded", "1").statusCode(409);
    reject(TestKey.PLATFORM, "hearth/guarded", "never asked").statusCode(409);
    new TestFunction("guarded", "guarded").submit(TestKey.HEARTH, "1");
    list(TestKey.HEARTH, "hearth/guarded", "1").statusCode(403);
    list(TestKey.PLATFORM, "hearth/guarded", "2").statusCode(200);
    list(TestKey.RIVAL, "hearth/guarded", "1").statusCode(403);
    list(TestKey.HEARTH, "hearth/guarded", "3").statusCode(200);
    as(TestKey.RIVAL).delete("/v1/functions/hearth/guarded/listing").then().statusCode(403);
    as(TestKey.PLATFORM).delete("/v1/functions/hearth/guarded/listing").then().statusCode(204);
    as(TestKey.PLATFORM).delete("/v1/functions/hearth/guarded/listing").then().statusCode(404);
    as(TestKey.PLATFORM).delete("/v1/functions/hearth/absent/listing").then().statusCode(404);
  }

  @Test
  void catalogIsSearchedInFalsShapeAndPaged() {
    for (String name : List.of("zebra-a", "zebra-b", "zebra-c")) {
      new TestFunction(name, name).deploy(TestKey.RIVAL).list(TestKey.RIVAL, "0.25");
    }
    new TestFunction("zebra-private", "zebra-private").deploy(TestKey.RIVAL);
    String cursor =
        given()
            .get("/v1/models?q=ZEBRA rival&limit=2")
            .then()
            .statusCode(200)
            .body("models.endpoint_id", contains("rival/zebra-c", "rival/zebra-b"))
            .body("models[0].metadata.display_name", equalTo("Title of zebra-c"))
            .body("models[0].metadata.category", equalTo("image-to-image"))
            .body("models[0].metadata.description", equalTo("Summary of zebra-c"))
            .body("models[0].metadata.status", equalTo("active"))
            .body("models[0].metadata.updated_at", notNullValue())
            .body("has_more", equalTo(true))
            .extract()
            .path("next_cursor");
    given()
        .get("/v1/models?q=zebra rival&limit=2&cursor=" + cursor)
        .then()
        .body("models.endpoint_id", contains("rival/zebra-a"))
        .body("has_more", equalTo(false))
        .body("next_cursor", nullValue());
    given()
        .get("/v1/models?endpoint_id=rival/zebra-a&endpoint_id=rival/zebra-b")
        .then()
        .body("models.endpoint_id", contains("rival/zebra-a", "rival/zebra-b"));
    given().get("/v1/models?endpoint_id=rival/zebra-private").then().statusCode(404);
    assertEquals(List.of(), catalog.search("zebra%", 0, 10));
    assertEquals(3, catalog.search("zebra", 0, 10).size());
    assertEquals(1, catalog.search("  zebra-a ", 0, 10).size());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "limit=0",
        "limit=101",
        "limit=x",
        "cursor=x",
        "cursor=-1",
        "cursor=99999999999",
        "q=%00"
      })
  void badPagingAnswers422(String query) {
    given()
        .urlEncodingEnabled(false)
        .get("/v1/models?" + query)
        .then()
        .statusCode(422)
        .body("error.type", equalTo("validation_error"));
  }

  @Test
  void badKeyIsRefusedEvenWhereNoneIsNeeded() {
    given().header("Authorization", "Key nonsense").get("/v1/models").then().statusCode(401);
  }

  @Test
  void estimatesByUnitPrice() {
    new TestFunction("estimated", "estimated").deploy(TestKey.HEARTH).list(TestKey.HEARTH, "0.003");
    given()
        .contentType("application/json")
        .body(
            """
            {"estimate_type":"unit_price","endpoints":{"hearth/estimated":{"unit_quantity":2.5}}}\
            """)
        .post("/v1/models/pricing/estimate")
        .then()
        .statusCode(200)
        .body("estimate_type", equalTo("unit_price"))
        .body("total_cost", equalTo(0.0075f))
        .body("currency", equalTo("USD"));
    for (String body :
        List.of(
            "{\"estimate_type\":\"unit_price\",\"endpoints\":{\"hearth/estimated\":{}}}",
            "{\"estimate_type\":\"unit_price\",\"endpoints\":{}}",
            "{\"estimate_type\":\"guess\",\"endpoints\":{\"hearth/estimated\":{\"unit_quantity\":1}}}",
            "{\"estimate_type\":\"historical_api_price\",\"endpoints\":{\"hearth/estimated\":{\"call_quantity\":1}}}")) {
      given()
          .contentType("application/json")
          .body(body)
          .post("/v1/models/pricing/estimate")
          .then()
          .statusCode(422);
    }
  }

  @Test
  void openApiDocumentHasFalsQueuePaths() {
    new TestFunction("described", "described").deploy(TestKey.HEARTH).list(TestKey.HEARTH, "1");
    given()
        .get("/v1/functions/hearth/described/openapi.json")
        .then()
        .statusCode(200)
        .body("openapi", equalTo("3.1.0"))
        .body("paths", hasKey("/hearth/described"))
        .body("paths", hasKey("/hearth/described/requests/{request_id}"))
        .body("paths", hasKey("/hearth/described/requests/{request_id}/status"))
        .body("paths", hasKey("/hearth/described/requests/{request_id}/cancel"))
        .body("components.schemas.Input.properties", hasKey("image_url"));
  }

  @Test
  void openApiDocumentHasEveryEndpoint() {
    new TestFunction("many", "many")
        .withEndpoint("/edit")
        .deploy(TestKey.HEARTH)
        .list(TestKey.HEARTH, "1");
    given()
        .get("/v1/functions/hearth/many/openapi.json")
        .then()
        .statusCode(200)
        .body("x-fal-order-paths", equalTo(List.of("/hearth/many", "/hearth/many/edit")))
        .body("paths", hasKey("/hearth/many/edit"))
        .body("paths", hasKey("/hearth/many/edit/requests/{request_id}"))
        .body("components.schemas", hasKey("Input"))
        .body("components.schemas.EditInput.properties", hasKey("text"))
        .body(
            "paths.'/hearth/many/edit'.post.requestBody.content.'application/json'.examples.example-1.value.text",
            equalTo("a"))
        .body("info.x-fal-metadata.endpointId", equalTo("hearth/many"));
  }

  @Test
  void endpointIdsMayNameAnEndpoint() {
    new TestFunction("deep", "deep")
        .withEndpoint("/edit/v2")
        .deploy(TestKey.HEARTH)
        .list(TestKey.HEARTH, "0.5");
    given()
        .queryParam("endpoint_id", "hearth/deep/edit/v2")
        .get("/v1/models/pricing")
        .then()
        .statusCode(200)
        .body("prices[0].endpoint_id", equalTo("hearth/deep/edit/v2"))
        .body("prices[0].unit_price", equalTo(0.5f));
    for (String none :
        List.of("hearth/deep/edit", "hearth/deep/", "hearth", "hearth/deep/edit/v2/")) {
      given().queryParam("endpoint_id", none).get("/v1/models/pricing").then().statusCode(404);
    }
  }

  @Test
  void theApisOwnDescriptionHidesWhatIsInternal() {
    String document = given().accept("application/json").get("/v1/openapi").asString();
    org.hamcrest.MatcherAssert.assertThat(document, containsString("/v1/models/pricing"));
    org.hamcrest.MatcherAssert.assertThat(document, not(containsString("/internal/")));
  }
}
