package dev.hearth.runtime.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.hearth.sdk.descriptor.Descriptor;
import dev.hearth.sdk.descriptor.Descriptor.Bill;
import dev.hearth.sdk.descriptor.Endpoint;
import dev.hearth.sdk.descriptor.MediaPlaces;
import dev.hearth.sdk.descriptor.UnionDispatch;
import dev.hearth.sdk.error.CallException;
import dev.hearth.sdk.error.SchemaFault;
import dev.hearth.sdk.json.Json;
import dev.hearth.sdk.json.Json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Validates an endpoint's input. Thread-safe. */
public final class EndpointSchema {
  private static final SchemaRegistry REGISTRY =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

  private final Endpoint endpoint;
  private final MediaPlaces media;
  private final Schema schema;
  private final boolean anyObject;

  EndpointSchema(Endpoint endpoint) {
    this.endpoint = endpoint;
    this.media = endpoint.media();
    this.schema = REGISTRY.getSchema(UnionDispatch.of(endpoint.input()).print());
    this.anyObject =
        endpoint.input().members().keySet().stream().noneMatch(EndpointSchema::constrains);
  }

  private static boolean constrains(String keyword) {
    return !List.of("type", "title", "description", "x-fal-order-properties").contains(keyword);
  }

  /** Path of the endpoint. */
  public String path() {
    return endpoint.path();
  }

  /** Where media stand in its inputs. */
  public MediaPlaces media() {
    return media;
  }

  /** How its calls are billed. */
  public Bill bill(Descriptor function) {
    return function.billing(endpoint);
  }

  /**
   * Checks an input.
   *
   * @param input the parsed object
   * @param text the same as text
   * @throws CallException with {@code INVALID_INPUT} and one entry per fault
   */
  public void validate(ObjectNode input, String text) {
    if (anyObject) {
      return;
    }
    List<Error> errors = schema.validate(text, InputFormat.JSON);
    if (!errors.isEmpty()) {
      throw SchemaFault.refusal(errors.stream().map(EndpointSchema::fault).toList());
    }
  }

  private static SchemaFault fault(Error error) {
    var path = new ArrayList<String>();
    for (int i = 0; i < error.getInstanceLocation().getNameCount(); i++) {
      path.add(String.valueOf(error.getInstanceLocation().getName(i)));
    }
    String property = error.getProperty();
    return new SchemaFault(
        path,
        String.valueOf(error.getKeyword()),
        property == null ? "" : property,
        String.valueOf(error.getMessage()));
  }

  /** The value of an input field, or its default, as canonical text. */
  public String valueOrDefault(ObjectNode input, String field) {
    JsonNode value = input.get(field);
    return value != null && !value.isNull()
        ? value.toString()
        : defaultOf(field).map(Json::print).orElse("null");
  }

  private Optional<Json> defaultOf(String field) {
    return endpoint
        .input()
        .get("properties")
        .map(Json::asObject)
        .flatMap(properties -> properties.get(field))
        .map(Json::asObject)
        .flatMap((JsonObject property) -> property.get("default"));
  }
}
