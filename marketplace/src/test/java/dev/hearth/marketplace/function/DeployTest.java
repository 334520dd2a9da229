package dev.hearth.marketplace.function;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.notNullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.hearth.coldstart.blobstore.BlobStore;
import dev.hearth.marketplace.installation.TestFunction;
import dev.hearth.marketplace.installation.TestInstallation;
import dev.hearth.marketplace.installation.TestKey;
import dev.hearth.sdk.blob.BlobDigest;
import dev.hearth.sdk.json.Json;
import dev.hearth.sdk.manifest.Manifest;
import dev.hearth.sdk.manifest.ManifestFile;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(TestInstallation.class)
final class DeployTest {
  private final BlobStore store;

  @Inject
  DeployTest(BlobStore store) {
    this.store = store;
  }

  private static RequestSpecification as(TestKey key) {
    return given().header("Authorization", key.header());
  }

  private static ValidatableResponse put(TestKey key, String digest, byte[] bytes) {
    return as(key)
        .contentType("application/octet-stream")
        .body(bytes)
        .put("/v1/blobs/" + digest)
        .then();
  }

  private static ValidatableResponse deploy(TestKey key, String name, String manifest) {
    return as(key)
        .contentType("application/json")
        .body(manifest)
        .post("/v1/functions/" + name + "/versions")
        .then();
  }

  private static ValidatableResponse missing(TestKey key, String... digests) {
    return as(key)
        .contentType("application/json")
        .body("{\"digests\":[\"" + String.join("\",\"", digests) + "\"]}")
        .post("/v1/blobs/missing")
        .then();
  }

  private static byte[] bytes(int length, long seed) {
    byte[] bytes = new byte[length];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }

  @Test
  void blobOfAnotherOwnerCountsAsMissing() {
    var function = new TestFunction("shared", "shared blob");
    String digest = function.digest().hex();
    missing(TestKey.HEARTH, digest, digest).statusCode(200).body("missing", contains(digest));
    function.upload(TestKey.HEARTH);
    missing(TestKey.HEARTH, digest).statusCode(200).body("missing", empty());
    missing(TestKey.RIVAL, digest).statusCode(200).body("missing", contains(digest));
    deploy(TestKey.RIVAL, "shared", function.manifest().toJson().print())
        .statusCode(422)
        .body("error.message", allOf(containsString(digest), containsString("lib/function.jar")));
    function.upload(TestKey.RIVAL);
    missing(TestKey.RIVAL, digest).body("missing", empty());
    deploy(TestKey.RIVAL, "shared", function.manifest().toJson().print()).statusCode(201);
  }

  private static ValidatableResponse deploy(TestFunction function, String query) {
    function.upload(TestKey.HEARTH);
    return deploy(TestKey.HEARTH, function.name(), query, function.manifest().toJson().print());
  }

  private static ValidatableResponse deploy(
      TestKey key, String name, String query, String manifest) {
    return as(key)
        .contentType("application/json")
        .body(manifest)
        .post("/v1/functions/" + name + "/versions" + query)
        .then();
  }

  private static String liveVersion(String name) {
    return as(TestKey.HEARTH).get("/v1/functions/hearth/" + name).then().extract().path("version");
  }

  /** Its input has a new required field, and its second endpoint is gone. */
  private static TestFunction broken(TestFunction function) {
    return new TestFunction(function.name(), "broken")
        .with(
            "endpoints",
            """
            [{"path":"/","output":{"type":"object","properties":{"image_url":{"type":"string","x-hearth-media":"image"}}},
              "input":{"type":"object","required":["scale"],"properties":{
                "image_url":{"type":"string","x-hearth-media":"image"},"scale":{"type":"integer"}}}}]
            """);
  }

  @Test
  void breakingVersionOfAListedFunctionIsRefusedUnlessItIsMeant() {
    TestFunction first = new TestFunction("stable", "first").withEndpoint("/edit");
    first.deploy(TestKey.HEARTH).list(TestKey.HEARTH, "1");
    String live = liveVersion("stable");
    TestFunction next = broken(first);
    for (String query : List.of("", "?allow_breaking=false")) {
      deploy(next, query)
          .statusCode(409)
          .body(
              "error.message",
              allOf(
                  containsString("/ input.scale: is required now"),
                  containsString("/edit: the endpoint is gone"),
                  containsString("allow_breaking=true")))
          .body("error.detail.loc", contains(List.of("/", "input.scale"), List.of("/edit")))
          .body("error.detail.type", contains("breaking_change", "breaking_change"));
      assertEquals(live, liveVersion("stable"));
    }
    deploy(next, "?allow_breaking=true")
        .statusCode(201)
        .body(
            "breaking", contains("/ input.scale: is required now", "/edit: the endpoint is gone"));
    assertEquals(next.manifest().version().hex(), liveVersion("stable"));
    deploy(next, "").statusCode(200).body("breaking", empty());
    deploy(first, "").statusCode(409).body("error.message", containsString("isn't taken any more"));
  }

  @Test
  void breakingVersionOfAPrivateFunctionIsDeployedWithAWarning() {
    TestFunction first = new TestFunction("unstable", "first").deploy(TestKey.HEARTH);
    deploy(broken(first), "")
        .statusCode(201)
        .body("visibility", equalTo("private"))
        .body("breaking", contains("/ input.scale: is required now"));
  }

  @Test
  void versionThatBreaksNobodyIsDeployed() {
    TestFunction first = new TestFunction("growing", "first").deploy(TestKey.HEARTH);
    first.list(TestKey.HEARTH, "1");
    deploy(new TestFunction("growing", "second").withEndpoint("/edit"), "")
        .statusCode(201)
        .body("breaking", empty());
  }

  @Test
  void declaredWeightsMustBeAmongTheFiles() {
    TestFunction function = new TestFunction("weighty", "weighty");
    function.upload(TestKey.HEARTH);
    Json descriptor =
        function.descriptor().toJson().with("weights", Json.parse("[{\"name\":\"main\"}]"));
    String manifest = function.manifest().toJson().with("descriptor", descriptor).print();
    deploy(TestKey.HEARTH, "weighty", manifest)
        .statusCode(422)
        .body("error.message", containsString("weights are declared, but weights/main/ is empty"));
  }

  @Test
  void wrongDigestIsRefusedAndStoresNothing() throws IOException {
    String digest = BlobDigest.of("right".getBytes(java.nio.charset.StandardCharsets.UTF_8)).hex();
    put(TestKey.HEARTH, digest, "wrong".getBytes(java.nio.charset.StandardCharsets.UTF_8))
        .statusCode(422)
        .body("error.type", equalTo("validation_error"))
        .body("error.message", containsString(digest));
    missing(TestKey.HEARTH, digest).body("missing", contains(digest));
    assertEquals(false, store.contains(new BlobDigest(digest)));
    put(TestKey.HEARTH, "no-digest", new byte[1]).statusCode(422);
    missing(TestKey.HEARTH, "no-digest").statusCode(422);
  }

  @Test
  void largeBlobIsStoredWholeThoughItsLengthIsUnknown() throws Exception {
    byte[] bytes = bytes(TestInstallation.MAX_BLOB_BYTES, 1);
    BlobDigest digest = BlobDigest.of(bytes);
    HttpResponse<String> answer = chunked(digest, new java.io.ByteArrayInputStream(bytes));
    assertEquals(201, answer.statusCode(), answer.body());
    assertEquals(bytes.length, store.tree(digest).totalBytes());
    put(TestKey.RIVAL, digest.hex(), bytes).statusCode(201);
  }

  @Test
  void emptyBlobIsABlob() {
    put(TestKey.HEARTH, BlobDigest.of(new byte[0]).hex(), new byte[0]).statusCode(201);
  }

  @Test
  void tooLargeBlobIsRefused() throws Exception {
    byte[] bytes = bytes(TestInstallation.MAX_BLOB_BYTES + 1, 2);
    BlobDigest digest = BlobDigest.of(bytes);
    put(TestKey.HEARTH, digest.hex(), bytes)
        .statusCode(413)
        .body("error.type", equalTo("validation_error"));
    assertEquals(413, chunked(digest, new java.io.ByteArrayInputStream(bytes)).statusCode());
    assertEquals(false, store.contains(digest));
  }

  private static HttpResponse<String> chunked(BlobDigest digest, java.io.InputStream body)
      throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(
                URI.create(
                    "http://localhost:%d/v1/blobs/%s"
                        .formatted(io.restassured.RestAssured.port, digest.hex())))
            .version(HttpClient.Version.HTTP_1_1)
            .header("Authorization", TestKey.HEARTH.header())
            .PUT(HttpRequest.BodyPublishers.ofInputStream(() -> body))
            .build();
    try (var client = HttpClient.newHttpClient()) {
      return client.send(request, HttpResponse.BodyHandlers.ofString());
    }
  }

  @Test
  void bodyOfUnknownLengthIsRefusedElsewhere() throws Exception {
    var request =
        HttpRequest.newBuilder(
                URI.create(
                    "http://localhost:%d/v1/keys".formatted(io.restassured.RestAssured.port)))
            .version(HttpClient.Version.HTTP_1_1)
            .header("Authorization", TestKey.HEARTH.header())
            .header("Content-Type", "application/json")
            .POST(
                HttpRequest.BodyPublishers.ofInputStream(
                    () -> new java.io.ByteArrayInputStream(new byte[] {'{', '}'})))
            .build();
    try (var client = HttpClient.newHttpClient()) {
      assertEquals(411, client.send(request, HttpResponse.BodyHandlers.ofString()).statusCode());
    }
  }

  @Test
  void sameManifestAgainIsTheSameVersionAndOlderOnesCanComeBack() {
    var first = new TestFunction("versions", "one");
    var second = new TestFunction("versions", "two");
    String firstVersion = first.manifest().version().hex();
    String secondVersion = second.manifest().version().hex();
    first.upload(TestKey.HEARTH);
    second.upload(TestKey.HEARTH);
    deploy(TestKey.HEARTH, "versions", first.manifest().toJson().print())
        .statusCode(201)
        .body("function", equalTo("hearth/versions"))
        .body("version", equalTo(firstVersion))
        .body("visibility", equalTo("private"));
    deploy(TestKey.HEARTH, "versions", " \n" + first.manifest().toJson().print())
        .statusCode(200)
        .body("version", equalTo(firstVersion));
    deploy(TestKey.HEARTH, "versions", second.manifest().toJson().print()).statusCode(201);
    as(TestKey.HEARTH)
        .get("/v1/functions/hearth/versions/versions")
        .then()
        .statusCode(200)
        .body("versions.version", contains(secondVersion, firstVersion))
        .body("versions.live", contains(true, false))
        .body("versions[0].bytes", equalTo("two".length()))
        .body("versions[0].deployed_by", notNullValue());
    deploy(TestKey.HEARTH, "versions", first.manifest().toJson().print()).statusCode(200);
    as(TestKey.HEARTH)
        .get("/v1/functions/hearth/versions/versions")
        .then()
        .body("versions.version", contains(firstVersion, secondVersion))
        .body("versions.live", contains(true, false));
  }

  @Test
  void privateFunctionIsSeenByItsOwnerOnly() {
    new TestFunction("hidden", "hidden").deploy(TestKey.HEARTH);
    for (String path :
        List.of(
            "/v1/functions/hearth/hidden",
            "/v1/functions/hearth/hidden/versions",
            "/v1/functions/hearth/hidden/openapi.json")) {
      as(TestKey.HEARTH).get(path).then().statusCode(200);
      as(TestKey.RIVAL).get(path).then().statusCode(404).body("error.type", equalTo("not_found"));
      as(TestKey.PLATFORM).get(path).then().statusCode(404);
      given().get(path).then().statusCode(404);
    }
    as(TestKey.HEARTH)
        .get("/v1/functions?limit=100")
        .then()
        .statusCode(200)
        .body("functions.function", hasItem("hearth/hidden"));
    given().get("/v1/functions").then().statusCode(401);
  }

  @Test
  void developersMayNotDeploy() {
    var function = new TestFunction("theirs", "theirs");
    put(TestKey.DEVELOPER, function.digest().hex(), function.blob())
        .statusCode(403)
        .body("error.message", containsString("no creator"));
    deploy(TestKey.DEVELOPER, "theirs", function.manifest().toJson().print()).statusCode(403);
    missing(TestKey.DEVELOPER, function.digest().hex()).statusCode(403);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[]",
        "{}",
        "{\"manifest_version\":2}",
        "{\"manifest_version\":1,\"descriptor\":{},\"files\":[]}",
        "null"
      })
  void invalidManifestAnswers422(String manifest) {
    deploy(TestKey.HEARTH, "broken", manifest)
        .statusCode(422)
        .body("error.message", containsString("manifest"));
  }

  @Test
  void manifestThatIsNoJsonAnswers400() {
    deploy(TestKey.HEARTH, "broken", "{").statusCode(400);
  }

  @Test
  void nameLengthAndUnstorableTextAreChecked() {
    var function = new TestFunction("checked", "checked");
    function.upload(TestKey.HEARTH);
    String manifest = function.manifest().toJson().print();
    deploy(TestKey.HEARTH, "other", manifest)
        .statusCode(422)
        .body("error.message", allOf(containsString("other"), containsString("checked")));
    var wrongLength =
        new Manifest(
            function.descriptor(),
            List.of(new ManifestFile("lib/function.jar", function.digest(), 1)));
    deploy(TestKey.HEARTH, "checked", wrongLength.toJson().print())
        .statusCode(422)
        .body("error.message", containsString("has 1 bytes in the manifest"));
    deploy(TestKey.HEARTH, "checked", manifest.replace("Title of", "Title\\u0000of"))
        .statusCode(422);
    as(TestKey.HEARTH).get("/v1/functions/hearth/checked").then().statusCode(404);
  }
}
