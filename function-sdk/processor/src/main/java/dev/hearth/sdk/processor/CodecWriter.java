package dev.hearth.sdk.processor;

import java.util.List;

/** Writes the source of a function's codec. */
final class CodecWriter {
  private static final String API = "dev.hearth.sdk.";

  private final CodecName name;
  private final ShapeFinder.Found found;
  private final List<Entrance> entrances;
  private final boolean nullUnmarked;

  /**
   * @param entrances the root first
   */
  CodecWriter(
      CodecName name, ShapeFinder.Found found, List<Entrance> entrances, boolean nullUnmarked) {
    this.name = name;
    this.found = found;
    this.entrances = List.copyOf(entrances);
    this.nullUnmarked = nullUnmarked;
  }

  private Entrance root() {
    return entrances.getFirst();
  }

  private List<Entrance> further() {
    return entrances.subList(1, entrances.size());
  }

  String write() {
    var out = new SourceText();
    if (!name.packageName().isEmpty()) {
      out.line("package " + name.packageName() + ";").line("");
    }
    writeHead(out);
    var decoders = new DecoderWriter(out);
    var encoders = new EncoderWriter(out);
    writeCreate(out, root(), "new " + name.function() + "()");
    writeTranslation(out, root(), decoders, encoders);
    if (!further().isEmpty()) {
      var endpoints = new EndpointWriter(out, name.function(), found);
      endpoints.writeMap(root(), further());
      for (int i = 0; i < further().size(); i++) {
        Entrance each = further().get(i);
        endpoints.writeClass(i, each, () -> writeTranslation(out, each, decoders, encoders));
      }
    }
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
                .formatted(API, root().input().boxedName(), root().output().boxedName()))
        .line("/** Made once per worker. */")
        .line("public " + name.simpleName() + "() {")
        .line("}");
  }

  /** The method that makes the function, by an expression. */
  static void writeCreate(SourceText out, Entrance entrance, String made) {
    out.line("")
        .line("@Override")
        .line(
            "public %sfunction.FunctionShape<%s, %s> create() {"
                .formatted(API, entrance.input().boxedName(), entrance.output().boxedName()))
        .line("return " + made + ";")
        .line("}");
  }

  private static void writeTranslation(
      SourceText out, Entrance entrance, DecoderWriter decoders, EncoderWriter encoders) {
    String json = API + "json.Json";
    out.line("")
        .line("@Override")
        .line("public %s decode(%s input) {".formatted(entrance.input().boxedName(), json))
        .line("return " + decoders.expression(entrance.input(), "input") + ";")
        .line("}")
        .line("")
        .line("@Override")
        .line("public %s encode(%s output) {".formatted(json, entrance.output().boxedName()))
        .line("return " + encoders.expression(entrance.output(), "output") + ";")
        .line("}");
  }
}
