package dev.hearth.sdk.processor;

import dev.hearth.sdk.processor.ShapeFinder.Found;
import java.util.List;
import javax.lang.model.type.TypeMirror;

/** Writes the part of a codec that is about further endpoints. No lambdas: they start slowly. */
final class EndpointWriter {
  private static final String API = "dev.hearth.sdk.function.";
  private static final String THROWS = ") throws java.lang.Exception {";

  private final SourceText out;
  private final String function;
  private final Found found;

  /**
   * @param function name of the function's class
   */
  EndpointWriter(SourceText out, String function, Found found) {
    this.out = out;
    this.function = function;
    this.found = found;
  }

  /** The method that tells the endpoints. */
  void writeMap(Entrance root, List<Entrance> further) {
    String map = "<java.lang.String, " + API + "FunctionCodec<?, ?>>";
    out.line("")
        .line("@Override")
        .line(
            "public java.util.Map%s endpoints(%sFunctionShape<%s, %s> function) {"
                .formatted(map, API, root.input().boxedName(), root.output().boxedName()))
        .line("var own = (" + function + ") function;")
        .line("var endpoints = new java.util.LinkedHashMap" + map + "();");
    for (int i = 0; i < further.size(); i++) {
      out.line(
          "endpoints.put(%s, new %s(own));"
              .formatted(SourceText.literal(further.get(i).path()), name(i)));
    }
    out.line("return endpoints;").line("}");
  }

  private static String name(int index) {
    return "Endpoint" + (index + 1);
  }

  /** The codec of one endpoint. */
  void writeClass(int index, Entrance entrance, Runnable translation) {
    String types = "<" + entrance.input().boxedName() + ", " + entrance.output().boxedName() + ">";
    out.line("")
        .line(
            "private static final class %s implements %sFunctionCodec%s {"
                .formatted(name(index), API, types))
        .line("private final " + function + " own;")
        .line("")
        .line(name(index) + "(" + function + " own) {")
        .line("this.own = own;")
        .line("}")
        .line("")
        .line("@Override")
        .line("public " + API + "FunctionShape" + types + " create() {");
    switch (found.shape()) {
      case UNARY -> writeUnary(entrance, types);
      case BATCH -> writeBatch(entrance, types);
      case ITERATIVE -> writeIterative(entrance);
    }
    out.line("};").line("}");
    translation.run();
    out.line("}");
  }

  private void writeUnary(Entrance entrance, String types) {
    out.line("return new " + API + "UnaryFunction" + types + "() {");
    delegate(
        entrance.output().boxedName() + " run",
        entrance.input().boxedName() + " input, " + API + "Call call",
        entrance.method() + "(input, call)");
  }

  private void writeBatch(Entrance entrance, String types) {
    out.line("return new " + API + "BatchFunction" + types + "() {");
    delegate(
        list(entrance.output().boxedName()) + " run",
        "%s inputs, %s calls".formatted(list(entrance.input().boxedName()), list(API + "Call")),
        entrance.method() + "(inputs, calls)");
  }

  private void writeIterative(Entrance entrance) {
    String state = state();
    String input = entrance.input().boxedName();
    String output = entrance.output().boxedName();
    out.line("return new %sIterativeFunction<%s, %s, %s>() {".formatted(API, input, state, output));
    delegate(
        state + " begin",
        input + " input, " + API + "Call call",
        entrance.method() + "(input, call)");
    delegate("void step", list(state) + " batch", "step(batch)");
    delegate(output + " finish", state + " state, " + API + "Call call", "finish(state, call)");
    for (String hook : List.of("release", "park", "resume")) {
      delegate("void " + hook, state + " state", hook + "(state)");
    }
  }

  private void delegate(String head, String parameters, String call) {
    boolean nothing = head.startsWith("void ");
    out.line("@Override")
        .line("public " + head + "(" + parameters + THROWS)
        .line((nothing ? "" : "return ") + "own." + call + ";")
        .line("}");
  }

  private static String list(String element) {
    return "java.util.List<" + element + ">";
  }

  private String state() {
    TypeMirror state = found.state();
    return state.toString();
  }
}
