package dev.hearth.sdk.cli.call;

import dev.hearth.sdk.json.Json;
import dev.hearth.sdk.json.Json.JsonArray;
import dev.hearth.sdk.json.Json.JsonObject;

/** Prints JSON for people: one member or element a line. */
final class IndentedJson {
  private IndentedJson() {}

  static String print(Json value) {
    var out = new StringBuilder();
    print(value, "\n", out);
    return out.toString();
  }

  private static void print(Json value, String newLine, StringBuilder out) {
    switch (value) {
      case JsonObject object when !object.members().isEmpty() -> {
        String separator = "{";
        for (var member : object.members().entrySet()) {
          out.append(separator).append(newLine).append("  ");
          out.append(Json.of(member.getKey()).print()).append(": ");
          print(member.getValue(), newLine + "  ", out);
          separator = ",";
        }
        out.append(newLine).append('}');
      }
      case JsonArray(var elements) when !elements.isEmpty() -> {
        String separator = "[";
        for (Json element : elements) {
          out.append(separator).append(newLine).append("  ");
          print(element, newLine + "  ", out);
          separator = ",";
        }
        out.append(newLine).append(']');
      }
      default -> out.append(value.print());
    }
  }
}
