package dev.hearth.sdk.testkit.node;

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

/** Checks inputs of one endpoint. Thread-safe. */
final class InputSchema {
  private static final SchemaRegistry REGISTRY =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

  private final Endpoint endpoint;
  private final Schema schema;

  InputSchema(Endpoint endpoint) {
    this.endpoint = endpoint;
    this.schema = REGISTRY.getSchema(UnionDispatch.of(endpoint.input()).print());
  }

  MediaPlaces media() {
    return endpoint.media();
  }

  Bill bill(Descriptor function) {
    return function.billing(endpoint);
  }

  /**
   * Checks an input.
   *
   * @throws CallException with {@code INVALID_INPUT} and one entry per fault
   */
  void validate(JsonObject input) {
    List<Error> errors = schema.validate(input.print(), InputFormat.JSON);
    if (!errors.isEmpty()) {
      throw SchemaFault.refusal(errors.stream().map(InputSchema::fault).toList());
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

  /** The value of an input field, or its default, as JSON text. */
  String valueOrDefault(JsonObject input, String field) {
    return input
        .get(field)
        .or(
            () ->
                endpoint
                    .input()
                    .get("properties")
                    .flatMap(properties -> properties.asObject().get(field))
                    .flatMap(property -> property.asObject().get("default")))
        .map(Json::print)
        .orElse("null");
  }
}
