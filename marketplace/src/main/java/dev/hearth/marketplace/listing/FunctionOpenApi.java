package dev.hearth.marketplace.listing;

import dev.hearth.sdk.descriptor.Endpoint;
import dev.hearth.sdk.json.Json;
import dev.hearth.sdk.json.Json.JsonArray;
import dev.hearth.sdk.json.Json.JsonObject;
import java.util.List;

/** The OpenAPI document of a function's queue, laid out as fal lays it out. */
final class FunctionOpenApi {
  private static final JsonObject STATUS =
      Json.parseObject(
          """
          {"type":"object","required":["status","request_id"],"properties":{
            "status":{"type":"string","enum":["IN_QUEUE","IN_PROGRESS","COMPLETED"]},
            "request_id":{"type":"string"},
            "response_url":{"type":"string"},
            "status_url":{"type":"string"},
            "cancel_url":{"type":"string"},
            "queue_position":{"type":"integer"},
            "logs":{"type":"array","items":{"type":"object"}},
            "metrics":{"type":"object"}}}\
          """);

  private static final int LONGEST_EXAMPLE = 4_000;

  private final ListedFunction function;
  private final String queueUrl;

  FunctionOpenApi(ListedFunction function, String queueUrl) {
    this.function = function;
    this.queueUrl = queueUrl;
  }

  JsonObject document() {
    JsonObject.Builder paths = JsonObject.builder();
    JsonObject.Builder schemas = JsonObject.builder().put("QueueStatus", STATUS);
    for (Endpoint endpoint : function.descriptor().endpoints()) {
      String path = path(endpoint);
      schemas.put(name(endpoint, "Input"), ownResource(endpoint.input(), name(endpoint, "Input")));
      schemas.put(
          name(endpoint, "Output"), ownResource(endpoint.output(), name(endpoint, "Output")));
      paths.put(path, object("post", submit(endpoint)));
      String request = path + "/requests/{request_id}";
      paths.put(request, object("get", read(name(endpoint, "Output"))));
      paths.put(request + "/status", object("get", read("QueueStatus")));
      paths.put(request + "/cancel", object("put", read("QueueStatus")));
    }
    return JsonObject.builder()
        .put("openapi", "3.1.0")
        .put("info", info())
        .put("servers", new JsonArray(List.of(object("url", Json.of(queueUrl)))))
        .put("components", components(schemas.build()))
        .put("paths", paths.build())
        .put("security", new JsonArray(List.of(object("apiKeyAuth", new JsonArray(List.of())))))
        .put("x-fal-order-paths", JsonArray.ofStrings(submitPaths()))
        .build();
  }

  private String path(Endpoint endpoint) {
    return "/" + function.id() + (endpoint.path().equals(Endpoint.ROOT) ? "" : endpoint.path());
  }

  /** In the creator's order, the root first. */
  private List<String> submitPaths() {
    return function.descriptor().endpoints().stream().map(this::path).toList();
  }

  private JsonObject info() {
    return JsonObject.builder()
        .put("title", function.descriptor().title())
        .put("description", function.descriptor().summary())
        .put("version", function.version())
        .put(
            "x-fal-metadata",
            JsonObject.builder()
                .put("endpointId", function.id())
                .put("category", function.descriptor().category())
                .build())
        .build();
  }

  private static JsonObject components(JsonObject schemas) {
    JsonObject key =
        JsonObject.builder()
            .put("type", "apiKey")
            .put("in", "header")
            .put("name", "Authorization")
            .put("description", "Key id:secret")
            .build();
    return JsonObject.builder()
        .put("securitySchemes", object("apiKeyAuth", key))
        .put("schemas", schemas)
        .build();
  }

  private JsonObject submit(Endpoint endpoint) {
    JsonObject body =
        JsonObject.builder()
            .put("required", true)
            .put("content", json(name(endpoint, "Input"), examples(endpoint)))
            .build();
    return JsonObject.builder()
        .put("requestBody", body)
        .put("responses", answer("QueueStatus"))
        .build();
  }

  private static JsonObject read(String schema) {
    JsonObject requestId =
        JsonObject.builder()
            .put("name", "request_id")
            .put("in", "path")
            .put("required", true)
            .put("schema", object("type", Json.of("string")))
            .build();
    return JsonObject.builder()
        .put("parameters", new JsonArray(List.of(requestId)))
        .put("responses", answer(schema))
        .build();
  }

  private static JsonObject answer(String schema) {
    JsonObject answer =
        JsonObject.builder().put("description", "The answer").put("content", json(schema)).build();
    return object("200", answer);
  }

  private static JsonObject json(String schema) {
    return json(schema, JsonObject.builder().build());
  }

  private static JsonObject json(String schema, JsonObject examples) {
    JsonObject reference = object("$ref", Json.of("#/components/schemas/" + schema));
    JsonObject content = object("schema", reference);
    return object(
        "application/json",
        examples.members().isEmpty() ? content : content.with("examples", examples));
  }

  /** By number; those that hold whole files would only swell the document. */
  private JsonObject examples(Endpoint endpoint) {
    var examples = JsonObject.builder();
    int number = 0;
    for (JsonObject example : function.descriptor().examples(endpoint)) {
      number++;
      if (example.print().length() <= LONGEST_EXAMPLE) {
        examples.put("example-" + number, object("value", example));
      }
    }
    return examples.build();
  }

  /** With an id of its own, so that its references to its own definitions keep their meaning. */
  private static JsonObject ownResource(JsonObject schema, String name) {
    return schema.get("$defs").isPresent() && schema.get("$id").isEmpty()
        ? schema.with("$id", Json.of("urn:hearth:schema:" + name))
        : schema;
  }

  /** {@code Input} for the root, {@code EditInput} for {@code /edit}. */
  private static String name(Endpoint endpoint, String what) {
    var name = new StringBuilder();
    for (String word : endpoint.path().split("[^A-Za-z0-9]+", -1)) {
      if (!word.isEmpty()) {
        name.append(Character.toUpperCase(word.charAt(0))).append(word.substring(1));
      }
    }
    return name.append(what).toString();
  }

  private static JsonObject object(String name, Json value) {
    return JsonObject.builder().put(name, value).build();
  }
}
