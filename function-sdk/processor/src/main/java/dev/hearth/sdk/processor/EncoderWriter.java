package dev.hearth.sdk.processor;

/** Writes the half of a codec that writes JSON. Fields without a value are left out. */
final class EncoderWriter {
  private static final String JSON = "dev.hearth.sdk.json.Json";

  private final SourceText out;
  private final Helpers helpers = new Helpers("encode");

  EncoderWriter(SourceText out) {
    this.out = out;
  }

  /** An expression that makes JSON of the Java expression. */
  String expression(ValueType type, String value) {
    return switch (type) {
      case ValueType.Text _, ValueType.Truth _, ValueType.Whole _ -> JSON + ".of(" + value + ")";
      case ValueType.Real(boolean single) -> single ? ofFloat(value) : JSON + ".of(" + value + ")";
      case ValueType.AnyJson _ -> value;
      case ValueType.MediaFile _ -> "dev.hearth.sdk.media.MediaCodec.encode(" + value + ")";
      case ValueType.Choice _,
          ValueType.ListOf _,
          ValueType.MapOf _,
          ValueType.Union _,
          ValueType.Fields _ ->
          helpers.method(type) + "(" + value + ")";
    };
  }

  /** By its shortest decimal form: 0.1f is 0.1 and not 0.10000000149011612. */
  private static String ofFloat(String value) {
    return JSON + ".of(java.lang.Double.parseDouble(java.lang.Float.toString(" + value + ")))";
  }

  void writeHelpers() {
    for (ValueType type = helpers.next(); type != null; type = helpers.next()) {
      out.line("")
          .line(
              "private static %s %s(%s value) {"
                  .formatted(JSON, helpers.method(type), type.boxedName()));
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
  }

  private void writeChoice(ValueType.Choice type) {
    out.line("return switch (value) {");
    for (ValueType.Constant constant : type.constants()) {
      out.line(
          "case %s -> %s.of(%s);"
              .formatted(constant.name(), JSON, SourceText.literal(constant.wireName())));
    }
    out.line("};");
  }

  private void writeList(ValueType.ListOf type) {
    out.line("var list = new java.util.ArrayList<" + JSON + ">(value.size());")
        .line("for (" + type.element().boxedName() + " element : value) {")
        .line("list.add(" + expression(type.element(), "element") + ");")
        .line("}")
        .line("return new " + JSON + ".JsonArray(list);");
  }

  private void writeMap(ValueType.MapOf type) {
    out.line("var object = " + JSON + ".JsonObject.builder();")
        .line("for (var entry : value.entrySet()) {")
        .line("object.put(entry.getKey(), " + expression(type.value(), "entry.getValue()") + ");")
        .line("}")
        .line("return object.build();");
  }

  /** Not by a pattern switch, whose first use takes tens of milliseconds of a worker's start. */
  private void writeUnion(ValueType.Union type) {
    for (ValueType.Variant variant : type.variants()) {
      String encoded = expression(variant.fields(), "form");
      out.line("if (value instanceof " + variant.fields().name() + " form) {")
          .line("return " + (type.tag().isEmpty() ? encoded : tagged(type, variant, encoded)) + ";")
          .line("}");
    }
    ValueType.Choice words = type.words();
    if (words != null) {
      out.line("if (value instanceof " + words.name() + " form) {")
          .line("return " + expression(words, "form") + ";")
          .line("}");
    }
    out.line("throw new java.lang.IllegalArgumentException(\"no form of the union: \" + value);");
  }

  private static String tagged(ValueType.Union type, ValueType.Variant variant, String encoded) {
    return "%s.JsonObject.builder().put(%s, %s).putAll(%s.asObject()).build()"
        .formatted(
            JSON, SourceText.literal(type.tag()), SourceText.literal(variant.tag()), encoded);
  }

  private void writeRecord(ValueType.Fields type) {
    out.line("var object = " + JSON + ".JsonObject.builder();");
    type.fields().forEach(this::writeField);
    out.line("return object.build();");
  }

  private void writeField(Field field) {
    String accessor = "value." + field.javaName() + "()";
    switch (field.presence()) {
      case REQUIRED -> putField(field, present(field, accessor));
      case NULLABLE -> {
        out.line("if (" + accessor + " != null) {");
        putField(field, accessor);
        out.line("}");
      }
      case OPTIONAL -> {
        out.line("if (" + accessor + ".isPresent()) {");
        putField(field, accessor + ".get()");
        out.line("}");
      }
    }
  }

  private static String present(Field field, String accessor) {
    boolean number =
        field.type() instanceof ValueType.Truth
            || field.type() instanceof ValueType.Whole
            || field.type() instanceof ValueType.Real;
    String message = SourceText.literal("output field \"" + field.wireName() + "\" is null");
    return number
        ? accessor
        : "java.util.Objects.requireNonNull(" + accessor + ", " + message + ")";
  }

  private void putField(Field field, String value) {
    out.line(
        "object.put(%s, %s);"
            .formatted(SourceText.literal(field.wireName()), expression(field.type(), value)));
  }
}
