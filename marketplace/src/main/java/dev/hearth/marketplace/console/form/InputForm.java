package dev.hearth.marketplace.console.form;

import dev.hearth.marketplace.console.form.Control.RawJson;
import dev.hearth.sdk.json.Json;
import dev.hearth.sdk.json.Json.JsonObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The form of an input.
 *
 * @param fields in schema order; a single field without name when the input is any JSON object
 */
public record InputForm(List<Field> fields) {
  // A picture inside an example would fill the page with base64.
  private static final int LONGEST_EXAMPLE = 2_000;

  public InputForm {
    fields = List.copyOf(fields);
  }

  /**
   * The form for a schema.
   *
   * @param example what the form starts with; other fields start with their default
   */
  public static InputForm of(JsonObject schema, Optional<JsonObject> example) {
    var reader = new SchemaReader(schema);
    JsonObject resolved = reader.resolve(schema);
    Map<String, Json> properties =
        resolved
            .get("properties")
            .flatMap(SchemaReader::object)
            .map(JsonObject::members)
            .orElse(Map.of());
    if (properties.isEmpty()) {
      return new InputForm(List.of(whole(resolved, example)));
    }
    Set<String> required =
        SchemaReader.elements(resolved, "required")
            .map(Control::plain)
            .collect(Collectors.toUnmodifiableSet());
    var fields = new ArrayList<Field>();
    properties.forEach(
        (name, json) -> {
          JsonObject field =
              reader.resolve(SchemaReader.object(json).orElse(JsonObject.builder().build()));
          fields.add(field(name, field, required.contains(name), example));
        });
    return new InputForm(fields);
  }

  private static Field whole(JsonObject schema, Optional<JsonObject> example) {
    return new Field(
        "",
        new RawJson("object"),
        true,
        true,
        SchemaReader.text(schema, "description").orElse(""),
        Optional.of(example.orElse(JsonObject.builder().build())));
  }

  private static Field field(
      String name, JsonObject schema, boolean inRequired, Optional<JsonObject> example) {
    Optional<Json> standard = schema.get("default");
    boolean required = inRequired && standard.isEmpty();
    Optional<Json> shown = example.flatMap(whole -> whole.get(name)).filter(InputForm::isShort);
    Optional<Json> sample =
        SchemaReader.elements(schema, "examples")
            .findFirst()
            .filter(value -> required && isShort(value));
    return new Field(
        name,
        SchemaReader.control(name, schema),
        required,
        isImportant(schema),
        SchemaReader.text(schema, "description").orElse(""),
        shown.or(() -> standard).or(() -> sample));
  }

  /** fal's hint to forms. */
  private static boolean isImportant(JsonObject schema) {
    return schema
        .get("ui")
        .flatMap(SchemaReader::object)
        .flatMap(ui -> ui.get("important"))
        .filter(Json.of(true)::equals)
        .isPresent();
  }

  private static boolean isShort(Json value) {
    return value.print().length() <= LONGEST_EXAMPLE;
  }

  /**
   * An input that shows how to call: what the form starts with, and a stand-in for every required
   * field that starts empty.
   */
  public JsonObject sample() {
    var values = new LinkedHashMap<String, Json>();
    for (Field field : fields) {
      field
          .initial()
          .or(() -> field.required() ? Optional.of(field.control().standIn()) : Optional.empty())
          .ifPresent(value -> values.put(field.name(), value));
    }
    return input(values);
  }

  /** The form before anyone filled it in. */
  public Filled blank() {
    return new Filled(
        fields.stream().map(f -> FieldView.of(f, f.initialText(), "")).toList(), Optional.empty());
  }

  /** Reads a sent form; parameters by name, as the browser sent them. */
  public Filled read(Map<String, String> parameters) {
    return read(parameters, Map.of());
  }

  /**
   * Reads a sent form.
   *
   * @param known faults by field name that were found before, such as a failed upload
   */
  public Filled read(Map<String, String> parameters, Map<String, String> known) {
    var values = new LinkedHashMap<String, Json>();
    Map<String, String> errors = new HashMap<>(known);
    for (Field field : fields) {
      try {
        read(field, parameters).ifPresent(value -> values.put(field.name(), value));
      } catch (FieldProblem e) {
        errors.putIfAbsent(field.name(), e.sentence());
      }
    }
    List<FieldView> views =
        fields.stream()
            .map(
                field ->
                    FieldView.of(
                        field,
                        parameters.getOrDefault(field.parameter(), ""),
                        errors.getOrDefault(field.name(), "")))
            .toList();
    return new Filled(views, errors.isEmpty() ? Optional.of(input(values)) : Optional.empty());
  }

  private static Optional<Json> read(Field field, Map<String, String> parameters)
      throws FieldProblem {
    String text = parameters.getOrDefault(field.parameter(), "");
    if (!text.isBlank() || field.control() instanceof Control.Flag) {
      return Optional.of(field.control().read(text));
    }
    if (field.required()) {
      throw new FieldProblem("Needed.");
    }
    return Optional.empty();
  }

  private static JsonObject input(Map<String, Json> values) {
    return values.get("") instanceof JsonObject whole ? whole : new JsonObject(values);
  }

  /**
   * A form with what was typed.
   *
   * @param input the input it means; empty when a field is at fault
   */
  public record Filled(List<FieldView> fields, Optional<JsonObject> input) {
    public Filled {
      fields = List.copyOf(fields);
    }
  }
}
