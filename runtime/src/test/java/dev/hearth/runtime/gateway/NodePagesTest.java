package dev.hearth.runtime.gateway;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;

import dev.hearth.runtime.harness.Installation;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The node's own pages. */
@QuarkusTest
@QuarkusTestResource(Installation.class)
class NodePagesTest extends GatewayFixture {
  @Test
  void ownersSeeTheirWorkersAndLogsOnly() {
    as(marketplace.owner())
        .get("/node/v1/workers")
        .then()
        .statusCode(200)
        .body(allOf(containsString("w1"), not(containsString("w2"))))
        .body(
            "workers[0].start",
            equalTo(
                Map.of(
                    "provision_ms", 1,
                    "pull_ms", 2,
                    "start_ms", 3,
                    "load_ms", 4,
                    "warm_up_ms", 5,
                    "class_cache", true)));
    as(marketplace.member("platform-" + UUID.randomUUID(), "admin", 0))
        .get("/node/v1/workers")
        .then()
        .body(allOf(containsString("w1"), containsString("w2")));
    call().get("/node/v1/workers").then().statusCode(200).body(not(containsString("w1")));
    given().get("/node/v1/workers").then().statusCode(401);
    as(marketplace.owner())
        .get("/node/v1/functions/hearth/noop/logs")
        .then()
        .statusCode(200)
        .body(containsString("set up hearth/noop"));
    as(marketplace.owner())
        .get("/node/v1/functions/hearth/noop/logs?after=1970-01-01T00:00:00Z")
        .then()
        .statusCode(200)
        .body("logs", hasSize(0));
    as(marketplace.owner())
        .get("/node/v1/functions/hearth/noop/logs?after=yesterday")
        .then()
        .statusCode(422);
    call().get("/node/v1/functions/hearth/noop/logs").then().statusCode(404);
    given().get("/node/v1/functions/hearth/noop/logs").then().statusCode(401);
  }
}
