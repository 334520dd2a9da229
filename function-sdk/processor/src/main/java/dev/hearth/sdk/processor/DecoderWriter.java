package dev.hearth.sdk.processor;

import dev.hearth.sdk.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Writes the half of a codec that reads JSON. Plain statements, no lambdas: they start faster. */
final class DecoderWriter {
  private static final String JSON = "dev.hearth.sdk.json.Json";

  private final SourceText out;
  private final Helpers helpers = new Helpers("decode");
  private final List<String> fallbacks = new ArrayList<>();

  DecoderWriter(SourceText out) {
    this.out = out;
  }

  /** An expression that reads the type from the JSON expression. */
  String expression(ValueType type, String json) {
    return switch (type) {
      case ValueType.Text _ -> json + ".asString()";
      case ValueType.Truth _ -> json + ".asBoolean()";
      case ValueType.Whole(boolean wide) -> json + (wide ? ".asLong()" : ".asInt()");
      case ValueType.Real(boolean single) ->
          single ? "(float) " + json + ".asDouble()" : json + ".asDouble()";
      case ValueType.AnyJson(boolean object) -> object ? json + ".asObject()" : json;
      case ValueType.MediaFile(ValueType.MediaKind kind) ->
          "dev.hearth.sdk.media.MediaCodec." + kind.word() + "(" + json + ")";
      case ValueType.Choice _,
          ValueType.ListOf _,
          ValueType.MapOf _,
          ValueType.Union _,
          ValueType.Fields _ ->
          helpers.method(type) + "(" + json + ")";
    };
  }

  void writeHelpers() {
    for (ValueType type = helpers.next(); type != null; type = helpers.next()) {
      out.line("")
          .line(
              "private static %s %s(%s json) {"
                  .formatted(type.boxedName(), helpers.method(type), JSON));
      switch (type) {
        case ValueType.Choice choice -> writeChoice(choice);
        case ValueType.ListOf list -> writeList(list);
        case ValueType.MapOf map -> writeMap(map);
        case ValueType.Union union -> writeUnion(union);
        case ValueType.Fields fields -> writeRecord(fields);
        default -> throw new IllegalStateException("no helper for " + type);
      }
      out.line("}");
    }
    if (!fallbacks.isEmpty()) {
      out.line("");
    }
    fallbacks.forEach(out::line);
  }

  private void writeChoice(ValueType.Choice type) {
    out.line("return switch (json.asString()) {");
    for (ValueType.Constant constant : type.constants()) {
      out.line(
          "case %s -> %s.%s;"
              .formatted(SourceText.literal(constant.wireName()), type.name(), constant.name()));
    }
    out.line(
            "default -> throw new dev.hearth.sdk.json.JsonException(%s);"
                .formatted(SourceText.literal("expected one of " + type.wireNames())))
        .line("};");
  }

  private void writeList(ValueType.ListOf type) {
    String element = type.element().boxedName();
    out.line("var list = new java.util.ArrayList<" + element + ">();")
        .line("for (" + JSON + " element : json.asArray()) {")
        .line("list.add(" + expression(type.element(), "element") + ");")
        .line("}")
        .line("return java.util.List.copyOf(list);");
  }

  private void writeMap(ValueType.MapOf type) {
    String value = type.value().boxedName();
    out.line("var map = new java.util.LinkedHashMap<java.lang.String, " + value + ">();")
        .line("for (var member : json.asObject().members().entrySet()) {")
        .line("map.put(member.getKey(), " + expression(type.value(), "member.getValue()") + ");")
        .line("}")
        .line("return java.util.Collections.unmodifiableMap(map);");
  }

  private void writeUnion(ValueType.Union type) {
    ValueType.Choice words = type.words();
    if (words != null) {
      out.line("if (json instanceof " + JSON + ".JsonString) {")
          .line("return " + expression(words, "json") + ";")
          .line("}");
    }
    if (type.tag().isEmpty()) {
      out.line("return " + expression(type.variants().getFirst().fields(), "json") + ";");
      return;
    }
    out.line("return switch (json.asObject().string(" + SourceText.literal(type.tag()) + ")) {");
    for (ValueType.Variant variant : type.variants()) {
      out.line(
          "case %s -> %s;"
              .formatted(SourceText.literal(variant.tag()), expression(variant.fields(), "json")));
    }
    out.line("default -> throw " + expected(type.tag(), tags(type)) + ";").line("};");
  }

  private static List<String> tags(ValueType.Union type) {
    return type.variants().stream().map(ValueType.Variant::tag).toList();
  }

  private static String expected(String what, List<String> words) {
    String message = what + ": expected one of " + words;
    return "new dev.hearth.sdk.json.JsonException(" + SourceText.literal(message) + ")";
  }

  private void writeRecord(ValueType.Fields type) {
    out.line("var object = json.asObject();");
    String arguments =
        type.fields().stream().map(this::argument).collect(Collectors.joining(",\n        "));
    out.line("return new " + type.name() + "(" + arguments + ");");
  }

  private String argument(Field field) {
    String name = SourceText.literal(field.wireName());
    String required = expression(field.type(), "object.require(" + name + ")");
    return switch (field.presence()) {
      case OPTIONAL -> {
        String optional = "java.util.Optional.<" + field.type().boxedName() + ">";
        yield "object.get(%s).isPresent() ? %sof(%s) : %sempty()"
            .formatted(name, optional, required, optional);
      }
      case NULLABLE -> "object.get(%s).isPresent() ? %s : null".formatted(name, required);
      case REQUIRED -> {
        Json fallback = field.standIn();
        yield fallback == null
            ? required
            : expression(
                field.type(), "object.get(%s).orElse(%s)".formatted(name, constant(fallback)));
      }
    };
  }

  private String constant(Json value) {
    String constant = "DEFAULT_" + (fallbacks.size() + 1);
    fallbacks.add(
        "private static final %s %s = %s.parse(%s);"
            .formatted(JSON, constant, JSON, SourceText.literal(value.print())));
    return constant;
  }
}
