package dev.hearth.marketplace.function;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.not;

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
final class RollbackTest {
  private final InternalListener listener;

  @Inject
  RollbackTest(InternalListener listener) {
    this.listener = listener;
  }

  private static RequestSpecification as(TestKey key) {
    return given().header("Authorization", key.header()).contentType("application/json");
  }

  private static ValidatableResponse roll(TestKey key, String name, String body) {
    return as(key).body(body).post("/v1/functions/" + name + "/rollback").then();
  }

  private static String deploy(String name, String content) {
    return new TestFunction(name, content).deploy(TestKey.HEARTH).manifest().version().hex();
  }

  /** What a node is told that a call runs. */
  private void runs(String name, String version) {
    var internal = new Internal(listener.port());
    internal
        .request()
        .queryParam("accountId", internal.accountId(TestKey.HEARTH))
        .get("/internal/functions/hearth/" + name)
        .then()
        .statusCode(200)
        .body("version", equalTo(version));
  }

  @Test
  void rollingBackStepsToWhatWasDeployedBeforeTheLiveOne() {
    String one = deploy("steps", "1");
    String two = deploy("steps", "2");
    String three = deploy("steps", "3");
    runs("steps", three);
    roll(TestKey.HEARTH, "steps", "{}")
        .statusCode(200)
        .body("function", equalTo("hearth/steps"))
        .body("version", equalTo(two))
        .body("before", equalTo(three));
    runs("steps", two);
    roll(TestKey.HEARTH, "steps", "{\"version\":null}").body("version", equalTo(one));
    runs("steps", one);
    roll(TestKey.HEARTH, "steps", "{}").statusCode(409);
    runs("steps", one);
    roll(TestKey.HEARTH, "steps", "{\"version\":\"" + three.substring(0, 12) + "\"}")
        .body("version", equalTo(three))
        .body("before", equalTo(one));
    runs("steps", three);
    roll(TestKey.HEARTH, "steps", "{\"version\":\"" + three + "\"}")
        .statusCode(200)
        .body("before", equalTo(three));
  }

  @Test
  void versionThatIsDeployedAgainStandsAfterTheOthers() {
    String one = deploy("again", "1");
    String two = deploy("again", "2");
    as(TestKey.HEARTH)
        .body(new TestFunction("again", "1").manifest().toJson().print())
        .post("/v1/functions/again/versions")
        .then()
        .statusCode(200)
        .body("version", equalTo(one));
    roll(TestKey.HEARTH, "again", "{}").body("version", equalTo(two));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "abc", "ABCDEF", "%%%%", "____", "xyz1", "../../x"})
  void whatIsNoBeginningOfADigestAnswers422(String version) {
    new TestFunction("no-digest", "1").upload(TestKey.HEARTH);
    roll(TestKey.HEARTH, "no-digest", "{\"version\":\"" + version + "\"}").statusCode(422);
  }

  @Test
  void unknownVersionsAndStrangersAnswer404() {
    String version = deploy("mine", "1");
    String other = version.startsWith("0000") ? "1111" : "0000";
    roll(TestKey.HEARTH, "mine", "{\"version\":\"" + other + "\"}")
        .statusCode(404)
        .body("error.message", containsString(other));
    roll(TestKey.RIVAL, "mine", "{}").statusCode(404);
    roll(TestKey.PLATFORM, "mine", "{}").statusCode(404);
    roll(TestKey.HEARTH, "absent", "{}").statusCode(404);
    roll(TestKey.DEVELOPER, "mine", "{}").statusCode(403);
    given()
        .contentType("application/json")
        .body("{}")
        .post("/v1/functions/mine/rollback")
        .then()
        .statusCode(401);
    // Another's version of the same name is none of ours.
    String theirs =
        new TestFunction("mine", "theirs").deploy(TestKey.RIVAL).manifest().version().hex();
    roll(TestKey.HEARTH, "mine", "{\"version\":\"" + theirs + "\"}").statusCode(404);
  }

  @Test
  void strangersDoNotLearnWhichKeyDeployed() {
    new TestFunction("keys", "1").deploy(TestKey.HEARTH).list(TestKey.HEARTH, "1");
    as(TestKey.HEARTH)
        .get("/v1/functions/hearth/keys/versions")
        .then()
        .body("versions", everyItem(hasKey("deployed_by")));
    for (var viewer : List.of(as(TestKey.RIVAL), given())) {
      viewer
          .get("/v1/functions/hearth/keys/versions")
          .then()
          .statusCode(200)
          .body("versions", everyItem(not(hasKey("deployed_by"))));
    }
  }
}
