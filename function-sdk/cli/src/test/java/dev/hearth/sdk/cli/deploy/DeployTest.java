package dev.hearth.sdk.cli.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hearth.sdk.blob.BlobDigest;
import dev.hearth.sdk.cli.Ran;
import dev.hearth.sdk.cli.TestServer;
import dev.hearth.sdk.cli.TestServer.Reply;
import dev.hearth.sdk.cli.TestServer.Request;
import dev.hearth.sdk.descriptor.Descriptor;
import dev.hearth.sdk.json.Json;
import dev.hearth.sdk.json.Json.JsonArray;
import dev.hearth.sdk.json.Json.JsonObject;
import dev.hearth.sdk.manifest.Manifest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DeployTest {
  private static final String DESCRIPTOR =
      """
      {"descriptor_version":1,"name":"glow","title":"Glow","summary":"Glows.","category":"other",
       "shape":"unary","codec_class":"x.GlowCodec",
       "endpoints":[{"path":"/","input":{"type":"object"},"output":{"type":"object"}}],
       "batching":{"max_size":1,"key":[]},"concurrency":1,
       "resources":{"cpus":1,"memory_bytes":134217728},
       "billing":{"unit":"request","max_micro_units":1000000,"bound_media":"","bound_factor":""},
       "timeout_seconds":60,"examples":[]}
      """;

  @TempDir private Path folder = Path.of("");

  private final TestServer server;

  /** What the server has, by digest. */
  private final Map<String, byte[]> blobs = new ConcurrentHashMap<>();

  private final Map<String, String> versions = new ConcurrentHashMap<>();

  DeployTest() throws IOException {
    server = new TestServer();
  }

  @BeforeEach
  void makeFunction() throws IOException {
    Path function = Files.createDirectories(folder.resolve("target/function"));
    Files.createDirectories(function.resolve("lib"));
    Files.createDirectories(function.resolve("weights/main"));
    jar(function.resolve("lib/glow.jar"), Descriptor.RESOURCE, DESCRIPTOR);
    jar(function.resolve("lib/other.jar"), "x.txt", "no function");
    Files.write(function.resolve("weights/main/model.bin"), new byte[3_000_000]);
    Files.write(function.resolve("weights/main/empty.bin"), new byte[0]);
    server
        .on("POST /v1/blobs/missing", this::missing)
        .on("POST /v1/functions/glow/versions", this::register)
        .on("PUT /v1/functions/glow/visibility", this::visibility)
        .on("PUT /v1/functions/acme/glow/listing", 200, "{\"visibility\":\"listed\"}");
    for (Path file :
        new Path[] {
          function.resolve("lib/glow.jar"),
          function.resolve("lib/other.jar"),
          function.resolve("weights/main/model.bin"),
          function.resolve("weights/main/empty.bin")
        }) {
      server.on("PUT /v1/blobs/" + BlobDigest.of(file), this::put);
    }
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private static void jar(Path file, String entry, String content) throws IOException {
    try (var zip = new ZipOutputStream(Files.newOutputStream(file))) {
      var named = new ZipEntry(entry);
      named.setTime(0);
      zip.putNextEntry(named);
      zip.write(content.getBytes(StandardCharsets.UTF_8));
    }
  }

  private Reply missing(Request request) {
    var missing =
        Json.parseObject(request.text()).array("digests").stream()
            .filter(digest -> !blobs.containsKey(digest.asString()))
            .toList();
    return Reply.of(
        200, JsonObject.builder().put("missing", new JsonArray(missing)).build().print());
  }

  private Reply put(Request request) {
    String digest = request.path().substring("/v1/blobs/".length());
    if (!BlobDigest.of(request.body()).hex().equals(digest)) {
      return Reply.of(422, "{\"title\":\"another digest\"}");
    }
    blobs.put(digest, request.body());
    return Reply.of(201, "");
  }

  private Reply register(Request request) {
    Manifest manifest = Manifest.fromJson(Json.parse(request.text()));
    for (var file : manifest.files()) {
      if (!blobs.containsKey(file.digest().hex())) {
        return Reply.of(422, "{\"title\":\"blob missing\"}");
      }
    }
    String version = BlobDigest.of(request.body()).hex();
    boolean known = versions.put("glow", version) != null;
    return Reply.of(
        known ? 200 : 201,
        "{\"function\":\"acme/glow\",\"version\":\"%s\",\"visibility\":\"private\"}"
            .formatted(version));
  }

  private Reply visibility(Request request) {
    return Reply.of(
        200,
        JsonObject.builder()
            .put("visibility", Json.parseObject(request.text()).string("visibility"))
            .build()
            .print());
  }

  private Ran deploy(String... more) {
    var words = new java.util.ArrayList<String>();
    words.add("deploy");
    words.add(folder.toString());
    words.add("--api=http://api.example");
    words.add("--console=" + server.origin());
    words.add("--key=id:secret");
    words.addAll(java.util.List.of(more));
    return Ran.hearth(words.toArray(String[]::new));
  }

  @ParameterizedTest
  @CsvSource({
    "dev/hearth/kernels/device/ComputeDevice.class, hearth-kernels",
    "jcuda/driver/JCudaDriver.class, JCuda"
  })
  void whatTheNodeSuppliesIsNeverPacked(String packed, String name) throws IOException {
    Path lib = folder.resolve("target/function/lib");
    jar(lib.resolve("packed.jar"), packed, "");
    jar(
        lib.resolve("glow.jar"),
        Descriptor.RESOURCE,
        DESCRIPTOR.replace("134217728", "134217728,\"kernels\":true"));
    Ran ran = deploy();
    assertEquals(1, ran.status());
    assertTrue(ran.err().contains("packed.jar holds " + name), ran.err());
    assertTrue(ran.err().contains("scope provided"), ran.err());
    assertEquals(Map.of(), blobs);
  }

  @Test
  void functionWithoutKernelsMayBringItsOwnJCuda() throws IOException {
    Path own = folder.resolve("target/function/lib/own.jar");
    jar(own, "jcuda/driver/JCudaDriver.class", "");
    server.on("PUT /v1/blobs/" + BlobDigest.of(own), this::put);
    Ran ran = deploy();
    assertEquals(0, ran.status(), ran.err());
  }

  @Test
  void theFirstDeployUploadsAllAndTheNextNothing() {
    Ran first = deploy("--json");
    assertEquals(0, first.status(), first.err());
    JsonObject result = Json.parseObject(first.out());
    assertEquals("acme/glow", result.string("function"));
    assertEquals(versions.get("glow"), result.string("version"));
    assertEquals("http://api.example/run/acme/glow", result.string("url"));
    assertEquals(4, blobs.size());
    assertTrue(
        server.requests().stream()
            .allMatch(request -> "Key id:secret".equals(request.header("Authorization"))));

    long before = server.requests().size();
    Ran again = deploy();
    assertEquals(0, again.status(), again.err());
    assertTrue(again.out().startsWith("Already deployed: acme/glow"), again.out());
    assertEquals(before + 2, server.requests().size(), "a question and a registration");
  }

  /** A server that finds a break, and takes it only from those who mean it. */
  private Reply breaking(Request request) {
    return request.query().equals("allow_breaking=true")
        ? Reply.of(
            201,
            """
            {"function":"acme/glow","version":"%s","visibility":"public","breaking":["/ input.a: is required now"]}
            """
                .formatted(BlobDigest.of(request.body()).hex()))
        : Reply.of(
            409,
            "{\"error\":{\"message\":\"this version breaks callers: / input.a: is required"
                + " now\"}}");
  }

  @Test
  void breakingVersionIsDeployedOnlyIfItIsMeant() {
    server.on("POST /v1/functions/glow/versions", this::breaking);
    Ran refused = deploy();
    assertEquals(1, refused.status());
    assertTrue(refused.err().contains("/ input.a: is required now"), refused.err());
    Ran meant = deploy("--allow-breaking", "--json");
    assertEquals(0, meant.status(), meant.err());
    assertTrue(
        meant.err().contains("warning: breaks callers: / input.a: is required now"), meant.err());
    assertEquals(
        "[\"/ input.a: is required now\"]",
        Json.parseObject(meant.out()).require("breaking").print());
  }

  @Test
  void onlyWhatChangedIsUploaded() throws IOException {
    assertEquals(0, deploy().status());
    Path model = folder.resolve("target/function/weights/main/model.bin");
    Files.write(model, new byte[] {1, 2, 3});
    server.on("PUT /v1/blobs/" + BlobDigest.of(model), this::put);
    int before = server.requests().size();
    Ran ran = deploy("--json");
    assertEquals(3, Json.parseObject(ran.out()).integer("uploaded_bytes"));
    assertEquals("", ran.err(), "quiet with --json");
    long puts =
        server.requests().stream().skip(before).filter(r -> r.method().equals("PUT")).count();
    assertEquals(1, puts);
  }

  private List<String> wanted() {
    return server.requests("PUT /v1/functions/glow/visibility").stream()
        .map(Request::text)
        .toList();
  }

  @Test
  void listingSubmitsAndListsAtThePriceAsItWasTyped() {
    Ran ran = deploy("--list", "--price", "0.0010");
    assertEquals(0, ran.status(), ran.err());
    assertEquals(List.of("{\"visibility\":\"submitted\",\"unit_price\":\"0.0010\"}"), wanted());
    Request listing = server.requests("PUT /v1/functions/acme/glow/listing").getFirst();
    assertEquals("{\"unit_price\":\"0.0010\"}", listing.text());
    assertTrue(ran.out().contains("acme/glow (listed)"), ran.out());
  }

  @Test
  void visibilityIsWhatWasAskedForAndElseLeftAlone() {
    assertTrue(deploy().out().contains("acme/glow (private)"));
    assertEquals(List.of(), wanted());
    assertTrue(deploy("--unlisted").out().contains("acme/glow (unlisted)"));
    assertTrue(deploy("--unlisted", "--price", "2").out().contains("acme/glow (unlisted)"));
    assertTrue(deploy("--private").out().contains("acme/glow (private)"));
    assertTrue(deploy("--submit", "--price", "1").out().contains("acme/glow (submitted)"));
    assertEquals(
        List.of(
            "{\"visibility\":\"unlisted\"}",
            "{\"visibility\":\"unlisted\",\"unit_price\":\"2\"}",
            "{\"visibility\":\"private\"}",
            "{\"visibility\":\"submitted\",\"unit_price\":\"1\"}"),
        wanted());
    assertEquals(List.of(), server.requests("PUT /v1/functions/acme/glow/listing"));
  }

  @Test
  void submittingWhatIsListedChangesItsPrice() {
    server.on(
        "POST /v1/functions/glow/versions",
        request ->
            Reply.of(
                200,
                "{\"function\":\"acme/glow\",\"version\":\"%s\",\"visibility\":\"listed\"}"
                    .formatted(BlobDigest.of(request.body()))));
    assertTrue(deploy("--submit", "--price", "3").out().contains("acme/glow (listed)"));
    assertEquals(List.of(), wanted());
    assertEquals(1, server.requests("PUT /v1/functions/acme/glow/listing").size());
  }

  @Test
  void aRefusalIsSaidInTheServersWords() {
    server.on(
        "POST /v1/functions/glow/versions",
        403,
        "{\"title\":\"Forbidden\",\"detail\":\"not a creator\"}");
    Ran ran = deploy();
    assertEquals(4, ran.status());
    assertTrue(ran.err().contains("registering glow failed: not a creator (HTTP 403"), ran.err());
    assertFalse(ran.err().contains("secret"), ran.err());
  }

  @Test
  void anAnswerWithAnotherVersionIsNotBelieved() {
    server.on(
        "POST /v1/functions/glow/versions",
        201,
        "{\"function\":\"acme/glow\",\"version\":\"%s\",\"visibility\":\"private\"}"
            .formatted("0".repeat(64)));
    assertEquals(1, deploy().status());
  }

  @Test
  void aFolderWithoutFunctionIsASentence() throws IOException {
    Files.delete(folder.resolve("target/function/lib/glow.jar"));
    Ran none = deploy();
    assertEquals(1, none.status());
    assertTrue(none.err().contains("hearth-processor"), none.err());

    Ran empty =
        Ran.hearth(
            "deploy",
            Files.createDirectory(folder.resolve("empty")).toString(),
            "--api=http://x",
            "--console=http://x",
            "--key=a:b");
    assertEquals(1, empty.status());
    assertTrue(empty.err().contains("neither target/function nor a pom.xml"), empty.err());
  }

  @Test
  void twoFunctionsInOneFolderAreRefused() throws IOException {
    jar(folder.resolve("target/function/lib/second.jar"), Descriptor.RESOURCE, DESCRIPTOR);
    Ran ran = deploy();
    assertEquals(1, ran.status());
    assertTrue(ran.err().contains("a version has one"), ran.err());
  }
}
