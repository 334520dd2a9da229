package dev.hearth.sdk.processor;

/** Writes the source of a function's codec. */
final class CodecWriter {
  private static final String API = "dev.hearth.sdk.";

  private final CodecName name;
  private final ValueType input;
  private final ValueType output;
  private final boolean nullUnmarked;

  CodecWriter(CodecName name, ValueType input, ValueType output, boolean nullUnmarked) {
    this.name = name;
    this.input = input;
    this.output = output;
    this.nullUnmarked = nullUnmarked;
  }

  String write() {
    var out = new SourceText();
    if (!name.packageName().isEmpty()) {
      out.line("package " + name.packageName() + ";").line("");
    }
    writeHead(out);
    var decoders = new DecoderWriter(out);
    var encoders = new EncoderWriter(out);
    writeMethods(out, decoders.expression(input, "input"), encoders.expression(output, "output"));
    decoders.writeHelpers();
    encoders.writeHelpers();
    return out.line("}").toString();
  }

  private void writeHead(SourceText out) {
    out.line("/** Translates the inputs and outputs of {@link " + name.function() + "}. */")
        .line(
            "@javax.annotation.processing.Generated(\""
                + FunctionProcessor.class.getName()
                + "\")");
    if (nullUnmarked) {
      out.line("@org.jspecify.annotations.NullUnmarked");
    }
    out.line("@SuppressWarnings({\"deprecation\", \"removal\"})")
        .line("public final class %s".formatted(name.simpleName()))
        .line(
            "    implements %sfunction.FunctionCodec<%s, %s> {"
                .formatted(API, input.boxedName(), output.boxedName()))
        .line("/** Made once per worker. */")
        .line("public " + name.simpleName() + "() {")
        .line("}");
  }

  private void writeMethods(SourceText out, String decoded, String encoded) {
    String json = API + "json.Json";
    out.line("")
        .line("@Override")
        .line(
            "public %sfunction.FunctionShape<%s, %s> create() {"
                .formatted(API, input.boxedName(), output.boxedName()))
        .line("return new " + name.function() + "();")
        .line("}")
        .line("")
        .line("@Override")
        .line("public %s decode(%s input) {".formatted(input.boxedName(), json))
        .line("return " + decoded + ";")
        .line("}")
        .line("")
        .line("@Override")
        .line("public %s encode(%s output) {".formatted(json, output.boxedName()))
        .line("return " + encoded + ";")
        .line("}");
  }
}
