package dev.hearth.runtime.catalog;

import dev.hearth.sdk.descriptor.Endpoint;
import dev.hearth.sdk.json.Json;
import dev.hearth.sdk.json.Json.JsonObject;

/** Schemas from text, for tests of other packages. */
public final class EndpointSchemas {
  private EndpointSchemas() {}

  public static EndpointSchema of(String inputSchema) {
    return new EndpointSchema(
        new Endpoint("/", Json.parseObject(inputSchema), JsonObject.builder().build()));
  }
}
