package dev.hearth.marketplace.console.form;

import dev.hearth.marketplace.console.form.Control.Choice;
import dev.hearth.marketplace.console.form.Control.Numeric;
import dev.hearth.marketplace.console.form.Control.Text;
import dev.hearth.marketplace.console.form.Control.Upload;
import dev.hearth.sdk.json.Json;
import dev.hearth.sdk.json.Json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * One line of the table that documents an input or output.
 *
 * @param name path from the top, parts joined by dots; {@code []} marks elements of a list
 * @param type what values it takes, for people
 * @param standard the default as JSON; empty for none
 */
public record SchemaRow(
    String name, String type, boolean required, String standard, String description) {
  private static final int MAX_DEPTH = 4;
  private static final int MAX_ROWS = 200;

  /** The lines for a schema, nested objects after their parent; none when it takes anything. */
  public static List<SchemaRow> of(JsonObject schema) {
    var rows = new ArrayList<SchemaRow>();
    var reader = new SchemaReader(schema);
    collect(reader, reader.resolve(schema), "", 0, rows);
    return List.copyOf(rows);
  }

  private static void collect(
      SchemaReader reader, JsonObject schema, String prefix, int depth, List<SchemaRow> rows) {
    Set<String> required =
        SchemaReader.elements(schema, "required").map(Control::plain).collect(Collectors.toSet());
    Map<String, Json> properties =
        schema
            .get("properties")
            .flatMap(SchemaReader::object)
            .map(JsonObject::members)
            .orElse(Map.of());
    for (var property : properties.entrySet()) {
      if (depth >= MAX_DEPTH || rows.size() >= MAX_ROWS) {
        return;
      }
      JsonObject field =
          reader.resolve(
              SchemaReader.object(property.getValue()).orElse(JsonObject.builder().build()));
      String name = prefix + property.getKey();
      rows.add(row(name, property.getKey(), field, required.contains(property.getKey())));
      collect(reader, field, name + ".", depth + 1, rows);
      field
          .get("items")
          .flatMap(SchemaReader::object)
          .ifPresent(i -> collect(reader, reader.resolve(i), name + "[].", depth + 1, rows));
    }
  }

  private static SchemaRow row(String path, String name, JsonObject field, boolean required) {
    return new SchemaRow(
        path,
        type(name, field),
        required && field.get("default").isEmpty(),
        field.get("default").map(Json::print).orElse(""),
        SchemaReader.text(field, "description").orElse(""));
  }

  private static String type(String name, JsonObject field) {
    return switch (SchemaReader.control(name, field)) {
      case Upload(var media) -> SchemaReader.type(field).equals("object") ? media : media + " URL";
      case Choice(var options) ->
          options.stream().map(o -> o.value().print()).collect(Collectors.joining(" | "));
      case Numeric number -> SchemaReader.type(field) + range(number);
      case Text(_, _, var max) -> max > 0 ? "string, up to %d characters".formatted(max) : "string";
      default -> SchemaReader.type(field).isEmpty() ? "any" : SchemaReader.type(field);
    };
  }

  private static String range(Numeric number) {
    String min = number.min().map(n -> n.toPlainString()).orElse("");
    String max = number.max().map(n -> n.toPlainString()).orElse("");
    if (min.isEmpty() && max.isEmpty()) {
      return "";
    }
    return min.isEmpty()
        ? ", at most " + max
        : max.isEmpty() ? ", at least " + min : ", %s to %s".formatted(min, max);
  }
}
