package dev.hearth.marketplace.console;

import dev.hearth.marketplace.function.Standing;
import dev.hearth.marketplace.function.Visibility;
import dev.hearth.marketplace.listing.ListedFunction;
import dev.hearth.sdk.descriptor.Descriptor;
import dev.hearth.sdk.descriptor.Endpoint;
import dev.hearth.sdk.descriptor.Shape;
import dev.hearth.sdk.function.BillingUnit;
import dev.hearth.sdk.json.Json;
import dev.hearth.sdk.json.Json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Functions as their creators would have deployed them. */
final class Samples {
  static final JsonObject ANY = Json.parseObject("{\"type\":\"object\"}");

  private static final JsonObject UPSCALE_INPUT =
      Json.parseObject(
          """
          {"type":"object","title":"UpscaleInput","properties":{
            "image_url":{"type":"string","format":"uri","x-hearth-media":"image","title":"Image Url",
              "description":"The picture to enlarge: PNG, JPEG or WebP."},
            "scale":{"type":"integer","enum":[2,4],"default":2,
              "description":"How many times wider and higher the result is."},
            "model":{"type":"string","enum":["auto","drawing","photo"],"default":"auto",
              "description":"The network that enlarges."}},
          "required":["image_url"]}
          """);
  private static final JsonObject UPSCALE_OUTPUT =
      Json.parseObject(
          """
          {"type":"object","properties":{"image":{"type":"object","x-hearth-media":"image",
            "description":"The enlarged picture, a PNG.",
            "properties":{"url":{"type":"string","format":"uri"},"content_type":{"type":"string"},
              "file_name":{"type":"string"},"file_size":{"type":"integer"},
              "width":{"type":"integer"},"height":{"type":"integer"}},"required":["url"]}},
          "required":["image"]}
          """);

  private Samples() {}

  static ListedFunction upscale() {
    return listed(
        "upscale",
        "Upscale",
        "Enlarges drawings, screenshots and other pictures two or four times with small"
            + " super-resolution networks. Keeps transparency.",
        "image-to-image",
        BillingUnit.MEGAPIXEL,
        1_000_000,
        UPSCALE_INPUT,
        UPSCALE_OUTPUT);
  }

  /** With a second endpoint, weights, and a host that its workers reach. */
  static ListedFunction paint() {
    ListedFunction plain = withInput("paint", ANY);
    JsonObject json = plain.descriptor().toJson();
    Json edit =
        Json.parse(
            """
            {"path":"/edit","output":{"type":"object"},"examples":[{"layers":["https://example.com/a.png"]}],
             "input":{"type":"object","required":["layers"],"properties":{
               "layers":{"type":"array","items":{"type":"string","x-hearth-media":"image"}},
               "size":{"anyOf":[{"type":"object","title":"Custom","properties":{"width":{"type":"integer"}}},
                 {"type":"string","enum":["small","large"]}],"default":"small"},
               "note":{"type":"string","ui":{"field":"textarea"}},
               "shape":{"oneOf":[{"type":"object","title":"Circle","properties":{"type":{"const":"circle"},"r":{"type":"number"}}},
                 {"type":"object","title":"Box","properties":{"type":{"const":"box"}}}],
                 "discriminator":{"propertyName":"type"}},
               "labels":{"type":"object","additionalProperties":{"type":"string"}}}}}
            """);
    Json weights =
        Json.parse(
            """
            [{"name":"main","licence":"Apache-2.0 & <more>","source":"https://example.com/weights"},{"name":"bare"}]
            """);
    JsonObject changed =
        json.with(
                "endpoints", new Json.JsonArray(List.of(json.array("endpoints").getFirst(), edit)))
            .with("weights", weights)
            .with(
                "access", Json.parse("{\"secrets\":[\"TOKEN\"],\"egress\":[\"api.example.com\"]}"));
    return new ListedFunction(
        plain.owner(),
        plain.name(),
        plain.version(),
        Descriptor.fromJson(changed),
        plain.standing(),
        plain.unitPriceNanos(),
        plain.updatedAt());
  }

  static ListedFunction noop() {
    return listed(
        "noop",
        "No operation",
        "Answers any JSON object with itself. Measures what a call costs besides the model.",
        "utility",
        BillingUnit.REQUEST,
        1_000,
        ANY,
        ANY);
  }

  static ListedFunction withInput(String name, JsonObject input) {
    return listed(name, name, "A form.", "test", BillingUnit.REQUEST, 1_000, input, ANY);
  }

  static ListedFunction titled(String name, String title, String summary) {
    return listed(name, title, summary, "test", BillingUnit.REQUEST, 1_000, ANY, ANY);
  }

  static ListedFunction privately(ListedFunction function) {
    return new ListedFunction(
        function.owner(),
        function.name(),
        function.version(),
        function.descriptor(),
        new Standing(Visibility.PRIVATE, false, ""),
        0,
        function.updatedAt());
  }

  private static ListedFunction listed(
      String name,
      String title,
      String summary,
      String category,
      BillingUnit unit,
      long priceNanos,
      JsonObject input,
      JsonObject output) {
    var descriptor =
        new Descriptor(
            name,
            title,
            summary,
            category,
            Shape.UNARY,
            "example.Codec",
            List.of(new Endpoint("/", input, output)),
            new Descriptor.Batch(1, List.of()),
            1,
            new Descriptor.Needs(1, 256L << 20),
            new Descriptor.Bill(unit, 64_000_000, "", ""),
            Duration.ofSeconds(60),
            List.of());
    return new ListedFunction(
        "hearth",
        name,
        "3f786850e387550fdab836ed7e6dc881de23001b0123456789abcdef01234567",
        descriptor,
        new Standing(Visibility.LISTED, true, ""),
        priceNanos,
        Instant.parse("2026-03-01T12:00:00Z"));
  }
}
