package dev.hearth.marketplace.installation;

import static io.restassured.RestAssured.given;

import dev.hearth.sdk.blob.BlobDigest;
import dev.hearth.sdk.descriptor.Descriptor;
import dev.hearth.sdk.descriptor.Endpoint;
import dev.hearth.sdk.descriptor.Shape;
import dev.hearth.sdk.function.BillingUnit;
import dev.hearth.sdk.json.Json;
import dev.hearth.sdk.manifest.Manifest;
import dev.hearth.sdk.manifest.ManifestFile;
import io.restassured.response.ValidatableResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/**
 * A function of one small blob, as a creator would deploy it.
 *
 * @param content what the blob has; another content is another version
 * @param descriptor what its code says
 */
public record TestFunction(String name, String content, Descriptor descriptor) {
  public TestFunction(String name, String content) {
    this(name, content, plain(name));
  }

  /** The same with another descriptor's text in the place of its own. */
  public TestFunction with(String member, String json) {
    return new TestFunction(
        name, content, Descriptor.fromJson(descriptor.toJson().with(member, Json.parse(json))));
  }

  /** The same with one more endpoint, which takes a text. */
  public TestFunction withEndpoint(String path) {
    Json root = descriptor.toJson().array("endpoints").getFirst();
    return with(
        "endpoints",
        """
        [ROOT,{"path":"PATH","output":{"type":"object"},"examples":[{"text":"a"}],
          "input":{"type":"object","properties":{"text":{"type":"string"}}}}]
        """
            .replace("ROOT", root.print())
            .replace("PATH", path));
  }

  public byte[] blob() {
    return content.getBytes(StandardCharsets.UTF_8);
  }

  public BlobDigest digest() {
    return BlobDigest.of(blob());
  }

  private static Descriptor plain(String name) {
    Json.JsonObject schema =
        Json.parseObject(
            """
            {"type":"object","properties":{"image_url":{"type":"string","x-hearth-media":"image"}}}\
            """);
    return new Descriptor(
        name,
        "Title of " + name,
        "Summary of " + name,
        "image-to-image",
        Shape.BATCH,
        "example.Codec",
        List.of(new Endpoint("/", schema, schema)),
        new Descriptor.Batch(4, List.of()),
        1,
        new Descriptor.Needs(1, 256L << 20),
        new Descriptor.Bill(BillingUnit.MEGAPIXEL, 40_000_000, "", ""),
        Duration.ofSeconds(60),
        List.of());
  }

  public Manifest manifest() {
    return new Manifest(
        descriptor, List.of(new ManifestFile("lib/function.jar", digest(), blob().length)));
  }

  /** Uploads and deploys it. */
  public TestFunction deploy(TestKey owner) {
    upload(owner);
    given()
        .header("Authorization", owner.header())
        .contentType("application/json")
        .body(manifest().toJson().print())
        .post("/v1/functions/{name}/versions", name)
        .then()
        .statusCode(201);
    return this;
  }

  public void upload(TestKey owner) {
    given()
        .header("Authorization", owner.header())
        .contentType("application/octet-stream")
        .body(blob())
        .put("/v1/blobs/{digest}", digest().hex())
        .then()
        .statusCode(201);
  }

  /** Has an admin list it at a price in dollars; of one that is listed it becomes the price. */
  public TestFunction list(TestKey owner, String unitPrice) {
    if (wantSubmitted(owner, unitPrice).extract().statusCode() == 409) {
      price(owner, unitPrice);
      return this;
    }
    given()
        .header("Authorization", TestKey.PLATFORM.header())
        .contentType("application/json")
        .body("{}")
        .put("/v1/functions/{owner}/{name}/listing", owner.account(), name)
        .then()
        .statusCode(200);
    return this;
  }

  /** Gives a new price to what is listed. */
  public void price(TestKey owner, String unitPrice) {
    given()
        .header("Authorization", owner.header())
        .contentType("application/json")
        .body("{\"unit_price\":\"" + unitPrice + "\"}")
        .put("/v1/functions/{owner}/{name}/listing", owner.account(), name)
        .then()
        .statusCode(200);
  }

  /** Asks for a listing at a price in dollars. */
  public TestFunction submit(TestKey owner, String unitPrice) {
    wantSubmitted(owner, unitPrice).statusCode(200);
    return this;
  }

  private ValidatableResponse wantSubmitted(TestKey owner, String unitPrice) {
    return given()
        .header("Authorization", owner.header())
        .contentType("application/json")
        .body("{\"visibility\":\"submitted\",\"unit_price\":\"" + unitPrice + "\"}")
        .put("/v1/functions/{name}/visibility", name)
        .then();
  }
}
