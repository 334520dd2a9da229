package dev.hearth.runtime.audit;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasSize;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hearth.runtime.harness.Await;
import dev.hearth.runtime.harness.FakeMarketplace;
import dev.hearth.runtime.harness.FakeMarketplace.Member;
import dev.hearth.runtime.harness.FakePools;
import dev.hearth.runtime.harness.Installation;
import dev.hearth.sdk.json.Json;
import dev.hearth.sdk.json.Json.JsonObject;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.Statement;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each kind of damage is planted, found, and rolled back. */
@QuarkusTest
@QuarkusTestResource(Installation.class)
class AuditTest {
  @Inject DataSource database;
  @Inject FakePools pools;
  @Inject FakeMarketplace marketplace;
  private String request = "";
  private String lease = "";
  private String adminKey = "";

  @BeforeEach
  void oneCallIsPaid() throws Exception {
    adminKey = marketplace.member("platform-" + UUID.randomUUID(), "admin", 0).key();
    Member caller = marketplace.developer("5");
    request =
        Objects.requireNonNull(
            given()
                .header("Authorization", caller.key())
                .contentType("application/json")
                .body("{}")
                .post("/run/hearth/dear")
                .then()
                .statusCode(200)
                .extract()
                .header("x-fal-request-id"));
    Await.until("event", () -> marketplace.events(caller).size() == 1);
    lease = query("select lease_id from request where id = '" + request + "'");
  }

  @AfterEach
  void booksAgree() {
    pools.reset();
    assertEquals(List.of(), marketplace.contradictions());
  }

  private String query(String sql) throws Exception {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement();
        var row = statement.executeQuery(sql)) {
      row.next();
      return row.getString(1);
    }
  }

  private static List<String> findings(JsonObject report, String check) {
    return report.array("checks").stream()
        .map(Json::asObject)
        .filter(result -> result.string("name").equals(check))
        .flatMap(result -> result.array("findings").stream())
        .map(Json::asString)
        .toList();
  }

  private JsonObject afterwards(List<String> statements) throws Exception {
    try (Connection connection = database.getConnection()) {
      connection.setAutoCommit(false);
      try (Statement statement = connection.createStatement()) {
        statement.execute("alter table request disable trigger keep_terminal");
        for (String sql : statements) {
          statement.execute(fill(sql));
        }
        return Audit.report(statement);
      } finally {
        connection.rollback();
      }
    }
  }

  private String fill(String text) {
    return text.replace("{request}", request).replace("{lease}", lease);
  }

  /** Damage, the check that finds it, and what its finding says. */
  record Damage(String check, String named, List<String> statements) {
    @Override
    public String toString() {
      return check + " " + statements.getFirst();
    }
  }

  private static Damage damage(String check, String named, String... statements) {
    return new Damage(check, named, List.of(statements));
  }

  static Stream<Damage> damages() {
    String close =
        "update lease set state = 'CLOSED', spent_nanos = %s, held_nanos = %s where id = '{lease}'";
    return Stream.of(
        damage(
            "requests-billed",
            "request {request} cost 1000000000, but has no usage event",
            "delete from usage_event where request_id = '{request}'"),
        damage(
            "requests-billed",
            "request {request} (SUCCEEDED)",
            "update request set charge_nanos = 7 where id = '{request}'"),
        damage(
            "usage-ended",
            "request {request} is RUNNING, but has a usage event of 1000000000",
            "update request set state = 'RUNNING', charge_nanos = 0 where id = '{request}'"),
        damage(
            "usage-charges",
            "request {request} (succeeded)",
            "update usage_event set charge_nanos = charge_nanos - 1 where request_id ="
                + " '{request}'"),
        damage(
            "leases-spent",
            "lease {lease} was closed with 5 spent, but its usage events make it 1000000000",
            close.formatted("5", "0")),
        damage(
            "leases-held",
            "lease {lease} was closed with 6 held, but 0 are of open requests",
            close.formatted("1000000000", "6")),
        damage(
            "leases-bounded",
            "lease {lease} (OPEN) was granted 1,",
            "update lease set granted_nanos = 1 where id = '{lease}'"),
        damage("triggers", "keep_terminal of table request is disabled", "select 1"),
        damage(
            "triggers",
            "keep_terminal of table request is gone",
            "drop trigger keep_terminal on request"));
  }

  @ParameterizedTest
  @MethodSource("damages")
  void damageIsFound(Damage damage) throws Exception {
    List<String> findings = findings(afterwards(damage.statements()), damage.check());
    String named = fill(damage.named());
    assertTrue(findings.stream().anyMatch(finding -> finding.contains(named)), findings::toString);
  }

  @Test
  void adminsSeeThatAllIsRight() {
    given()
        .header("Authorization", adminKey)
        .get("/node/v1/audit")
        .then()
        .statusCode(200)
        .body("checks.size()", equalTo(Check.ALL.size()))
        .body("checks.findings", everyItem(hasSize(0)));
    given()
        .header("Authorization", adminKey)
        .get("/node/v1/audit/records?kind=usage&buckets=" + request.substring(33))
        .then()
        .statusCode(200)
        .body("records.find { it.id == '" + request + "' }.told.length() > 0", equalTo(true));
  }

  @Test
  void othersSeeNothingAndWrongQuestionsAreRefused() {
    Member stranger = marketplace.developer("1");
    for (String path : List.of("", "/records?kind=usage&buckets=000")) {
      given()
          .header("Authorization", stranger.key())
          .get("/node/v1/audit" + path)
          .then()
          .statusCode(403);
      given().get("/node/v1/audit" + path).then().statusCode(401);
    }
    for (String query : List.of("kind=x&buckets=000", "kind=usage", "kind=lease&buckets=00g")) {
      given()
          .header("Authorization", adminKey)
          .get("/node/v1/audit/records?" + query)
          .then()
          .statusCode(422);
    }
  }
}
