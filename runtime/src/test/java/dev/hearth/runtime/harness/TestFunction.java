package dev.hearth.runtime.harness;

import dev.hearth.sdk.blob.BlobDigest;
import dev.hearth.sdk.descriptor.Descriptor;
import dev.hearth.sdk.descriptor.Descriptor.Batch;
import dev.hearth.sdk.descriptor.Descriptor.Bill;
import dev.hearth.sdk.descriptor.Descriptor.Needs;
import dev.hearth.sdk.descriptor.Endpoint;
import dev.hearth.sdk.descriptor.Shape;
import dev.hearth.sdk.function.BillingUnit;
import dev.hearth.sdk.json.Json;
import dev.hearth.sdk.json.Json.JsonArray;
import dev.hearth.sdk.json.Json.JsonObject;
import dev.hearth.sdk.manifest.Manifest;
import dev.hearth.sdk.manifest.ManifestFile;
import java.time.Duration;
import java.util.List;

/**
 * A function that the marketplace lists.
 *
 * @param unitPriceNanos what others pay per unit
 */
public record TestFunction(
    String owner, String name, Manifest manifest, long unitPriceNanos, boolean listed) {
  private static final String ANY = "{\"type\":\"object\"}";

  /** Answers any object; a millionth of a dollar per request. */
  public static final TestFunction NOOP =
      of("noop", ANY, new Bill(BillingUnit.REQUEST, 1_000_000, "", ""), 1_000);

  /** A dollar per request. */
  public static final TestFunction DEAR =
      of("dear", ANY, new Bill(BillingUnit.REQUEST, 1_000_000, "", ""), 1_000_000_000);

  /** Has constraints. */
  public static final TestFunction STRICT =
      of(
          "strict",
          """
          {"type":"object","required":["prompt"],"additionalProperties":false,"properties":{
            "prompt":{"type":"string","minLength":2,"maxLength":10},
            "steps":{"type":"integer","minimum":1,"maximum":10,"default":4},
            "strength":{"type":"number","exclusiveMinimum":0,"exclusiveMaximum":1},
            "size":{"type":"string","enum":["small","large"]},
            "seeds":{"type":"array","items":{"type":"integer"},"maxItems":2}}}
          """,
          new Bill(BillingUnit.REQUEST, 1_000_000, "", ""),
          1_000_000);

  /** A thousandth of a dollar per megapixel of output, at most 16. */
  public static final TestFunction UPSCALE =
      of(
          "upscale",
          """
          {"type":"object","required":["image_url"],"properties":{
            "image_url":{"type":"string","x-hearth-media":"image"},
            "scale":{"type":"integer","minimum":1,"maximum":4,"default":2}}}
          """,
          new Bill(BillingUnit.MEGAPIXEL, 16_000_000, "image_url", "scale"),
          1_000_000);

  /** Metered by the function, at most 100 seconds. */
  public static final TestFunction SPEECH =
      of("speech", ANY, new Bill(BillingUnit.SECOND, 100_000_000, "", ""), 3);

  /**
   * A dollar per thousand characters, at most five; what a text may cost is known from its length.
   */
  public static final TestFunction RECITE =
      of(
          "recite",
          """
          {"type":"object","properties":{"text":{"type":"string","default":"hi"}}}
          """,
          new Bill(BillingUnit.THOUSAND_CHARACTERS, 5_000_000, "", "", "text", 1_000),
          1_000_000_000);

  /** Callable by its owner only. */
  public static final TestFunction SECRET =
      new TestFunction("hearth", "secret", NOOP.manifest, 1_000, false);

  /** Has a second endpoint with an input and a bound of its own, and wishes for many attempts. */
  public static final TestFunction PAINT = paint();

  public static final List<TestFunction> ALL =
      List.of(NOOP, DEAR, STRICT, UPSCALE, SPEECH, RECITE, SECRET, PAINT);

  private static TestFunction paint() {
    var bill = new Bill(BillingUnit.REQUEST, 4_000_000, "", "");
    TestFunction plain = of("paint", ANY, bill, 1_000_000_000);
    Json edit =
        Json.parse(
            """
            {"path":"/edit","output":{"type":"object"},
             "billing":{"unit":"request","max_micro_units":1000000,"bound_media":"","bound_factor":""},
             "input":{"type":"object","required":["layers"],"properties":{"layers":{"type":"array",
               "items":{"type":"string","x-hearth-media":"image"}}}}}
            """);
    JsonObject json = plain.manifest.descriptor().toJson();
    var endpoints = new JsonArray(List.of(json.array("endpoints").getFirst(), edit));
    Descriptor both =
        Descriptor.fromJson(
            json.with("endpoints", endpoints).with("retry", Json.parse("{\"attempts\":10}")));
    return new TestFunction(
        plain.owner, plain.name, new Manifest(both, plain.manifest.files()), 1_000_000_000, true);
  }

  private static TestFunction of(String name, String schema, Bill bill, long unitPriceNanos) {
    var endpoint = new Endpoint("/", Json.parseObject(schema), Json.parseObject(ANY));
    var descriptor =
        new Descriptor(
            name,
            name,
            "a function for tests",
            "tests",
            Shape.BATCH,
            "none.Codec",
            List.of(endpoint),
            new Batch(4, schema.contains("scale") ? List.of("scale") : List.of()),
            1,
            new Needs(1, 256L << 20),
            bill,
            Duration.ofMinutes(1),
            List.of());
    var file = new ManifestFile("lib/" + name + ".jar", BlobDigest.of(new byte[] {1}), 1);
    return new TestFunction(
        "hearth", name, new Manifest(descriptor, List.of(file)), unitPriceNanos, true);
  }

  /** {@code owner/name}. */
  public String id() {
    return owner + "/" + name;
  }

  /** The version that the marketplace tells. */
  public String version() {
    return manifest.version().hex();
  }
}
