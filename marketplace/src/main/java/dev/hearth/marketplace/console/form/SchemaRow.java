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
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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
      within(reader, field, name, depth + 1, rows);
    }
  }

  /** What stands below a field: members, elements, entries, and those of each form of a union. */
  private static void within(
      SchemaReader reader, JsonObject field, String name, int depth, List<SchemaRow> rows) {
    if (depth > MAX_DEPTH) {
      return;
    }
    collect(reader, field, name + ".", depth, rows);
    part(field, "items")
        .ifPresent(each -> within(reader, reader.resolve(each), name + "[]", depth + 1, rows));
    part(field, "additionalProperties")
        .ifPresent(each -> within(reader, reader.resolve(each), name + ".*", depth + 1, rows));
    for (JsonObject form : SchemaReader.forms(field)) {
      collect(reader, reader.resolve(form), name + ".", depth, rows);
    }
  }

  private static Optional<JsonObject> part(JsonObject schema, String keyword) {
    return schema.get(keyword).flatMap(SchemaReader::object);
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
          Stream.concat(
                  options.stream().map(option -> option.value().print()), objects(field).stream())
              .collect(Collectors.joining(" | "));
      case Numeric number -> SchemaReader.type(field) + range(number);
      case Text(_, _, var max) -> max > 0 ? "string, up to %d characters".formatted(max) : "string";
      default -> plainType(field);
    };
  }

  private static String plainType(JsonObject field) {
    List<String> objects = objects(field);
    if (!objects.isEmpty()) {
      return String.join(" | ", objects);
    }
    String type = SchemaReader.type(field);
    return type.isEmpty() ? "any" : type;
  }

  /** Names of the objects among the forms of a union. */
  private static List<String> objects(JsonObject field) {
    return SchemaReader.forms(field).stream()
        .filter(form -> SchemaReader.type(form).equals("object"))
        .map(form -> SchemaReader.text(form, "title").orElse("object"))
        .toList();
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
