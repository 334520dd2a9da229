package dev.hearth.marketplace.internal;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.hearth.marketplace.installation.Internal;
import dev.hearth.marketplace.installation.TestFunction;
import dev.hearth.marketplace.installation.TestInstallation;
import dev.hearth.marketplace.installation.TestKey;
import dev.hearth.sdk.json.Json;
import dev.hearth.sdk.json.Json.JsonObject;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What is served is what {@code internal.yaml} promises, no more and no less. */
@QuarkusTest
@QuarkusTestResource(TestInstallation.class)
final class InternalContractTest {
  private static final Pattern LINE =
      Pattern.compile("^  (?<path>/internal/\\S+):$|^    (?<verb>get|post|put|delete):$");

  private final InternalListener listener;

  @Inject
  InternalContractTest(InternalListener listener) {
    this.listener = listener;
  }

  private Internal internal() {
    return new Internal(listener.port());
  }

  private static String contract() {
    try {
      return Files.readString(java.nio.file.Path.of("src/main/openapi/internal.yaml"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Set<String> promised() {
    var operations = new TreeSet<String>();
    String path = "";
    for (String line : contract().lines().toList()) {
      var match = LINE.matcher(line);
      if (match.matches()) {
        String newPath = match.group("path");
        if (newPath != null) {
          path = newPath;
        } else {
          operations.add(match.group("verb") + " " + path);
        }
      }
    }
    return operations;
  }

  private static Set<String> served() {
    var operations = new TreeSet<String>();
    for (Class<?> resource :
        List.of(DirectoryResource.class, MoneyResource.class, VersionSecretsResource.class)) {
      for (Method method : resource.getDeclaredMethods()) {
        Path path = method.getAnnotation(Path.class);
        if (path != null) {
          String verb = method.isAnnotationPresent(GET.class) ? "get" : "post";
          assertEquals(verb.equals("post"), method.isAnnotationPresent(POST.class));
          operations.add(verb + " /internal/" + path.value());
        }
      }
    }
    return operations;
  }

  /** Fails where the value doesn't fit the schema or has members that the schema doesn't name. */
  private static void fits(String schemaName, String value) {
    // The whole document is the schema's resource, so that its references resolve.
    String text = contract() + "\n$ref: \"#/components/schemas/" + schemaName + "\"\n";
    var errors =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(text, InputFormat.YAML)
            .validate(value, InputFormat.JSON);
    assertEquals(List.of(), errors, value);
    for (String member : Json.parseObject(value).members().keySet()) {
      assertFalse(
          Pattern.compile("^        " + member + ": \\{", Pattern.MULTILINE)
              .matcher(contract())
              .results()
              .findAny()
              .isEmpty(),
          member);
    }
  }

  @Test
  void theSameOperationsAreServed() {
    assertEquals(7, promised().size());
    assertEquals(promised(), served());
  }

  @Test
  void everyOperationWantsTheToken() {
    for (String operation : promised()) {
      String path =
          operation.substring(operation.indexOf('/')).replaceAll("\\{[^}]*}", new UUID(0, 0) + "");
      given()
          .port(internal().port())
          .contentType("application/json")
          .body("{")
          .request(operation.startsWith("get") ? "GET" : "POST", path)
          .then()
          .statusCode(401);
    }
  }

  @Test
  void answersFitTheirSchemas() {
    String developer = internal().accountId(TestKey.DEVELOPER);
    fits("KeyOwner", resolved(TestKey.DEVELOPER));
    new TestFunction("contract", "contract").deploy(TestKey.HEARTH).list(TestKey.HEARTH, "0.01");
    fits(
        "CallableFunction",
        internal()
            .request()
            .queryParam("accountId", developer)
            .get("/internal/functions/hearth/contract")
            .asString());
    fits("DeploymentList", deployments("2026-01-01T00:00:00Z").extract().asString());
    fits("FunctionSecrets", secretsOf("contract", new TestFunction("contract", "contract")));
    String lease = UUID.randomUUID().toString();
    fits("LeaseGrant", internal().open(lease, developer, 0, 30_000_000).extract().asString());
    fits(
        "LeaseRefusal",
        internal()
            .open(UUID.randomUUID().toString(), developer, Long.MAX_VALUE, 0)
            .statusCode(402)
            .extract()
            .asString());
    JsonObject event = internal().event(lease, "hearth/contract");
    fits("UsageEvent", event.print());
    internal().usage(event).statusCode(204);
    internal().close(lease, event.integer("chargeNanos"), 0).statusCode(204);
  }

  private String secretsOf(String name, TestFunction function) {
    return internal()
        .request()
        .get(
            "/internal/functions/hearth/{name}/versions/{version}/secrets",
            name,
            function.manifest().version().hex())
        .then()
        .statusCode(200)
        .extract()
        .asString();
  }

  private ValidatableResponse deployments(String since) {
    return internal()
        .request()
        .queryParam("since", since)
        .get("/internal/deployments")
        .then()
        .statusCode(200);
  }

  @Test
  void whatWasDeployedSinceIsListedOldestFirst() {
    String before = deployments("2026-01-01T00:00:00Z").extract().path("now");
    new TestFunction("since-1", "contract").deploy(TestKey.HEARTH);
    new TestFunction("since-2", "contract").deploy(TestKey.HEARTH);
    deployments(before)
        .body("deployments.name", equalTo(List.of("since-1", "since-2")))
        .body("deployments.owner", everyItem(equalTo("hearth")))
        .body("deployments.manifest", everyItem(containsString("codec_class")));
    deployments("2999-01-01T00:00:00Z").body("deployments", empty());
    internal().request().get("/internal/deployments").then().statusCode(422);
    internal()
        .request()
        .queryParam("since", "yesterday")
        .get("/internal/deployments")
        .then()
        .statusCode(422);
  }

  private String resolved(TestKey key) {
    return internal()
        .request()
        .body(Map.of("keyId", key.keyId(), "secretSha256", key.secretSha256()))
        .post("/internal/keys/resolve")
        .asString();
  }

  @Test
  void everyRequiredMemberOfAnEventIsRequired() {
    String developer = internal().accountId(TestKey.DEVELOPER);
    String lease = UUID.randomUUID().toString();
    internal().open(lease, developer, 0, 0).statusCode(200);
    new TestFunction("contract-2", "contract").deploy(TestKey.HEARTH).list(TestKey.HEARTH, "0");
    JsonObject event = internal().event(lease, "hearth/contract-2");
    for (String member : event.members().keySet()) {
      var without = JsonObject.builder();
      event.members().entrySet().stream()
          .filter(entry -> !entry.getKey().equals(member))
          .forEach(entry -> without.put(entry.getKey(), entry.getValue()));
      internal().usage(without.build()).statusCode(400);
    }
    internal().usage(event).statusCode(204);
    Stream.of("leaseId", "accountId", "minimumNanos", "wantedNanos")
        .forEach(
            member ->
                internal()
                    .request()
                    .body(
                        "{\"leaseId\":\"%s\",\"accountId\":\"%s\",\"minimumNanos\":0,\"wantedNanos\":0}"
                            .formatted(lease, developer)
                            .replace("\"" + member + "\"", "\"other\""))
                    .post("/internal/leases")
                    .then()
                    .statusCode(422));
  }
}
