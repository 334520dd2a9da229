package dev.hearth.marketplace.console.form;

import dev.hearth.sdk.json.Json;
import dev.hearth.sdk.json.Json.JsonArray;
import dev.hearth.sdk.json.Json.JsonObject;
import java.util.Iterator;

/** JSON for people: two spaces of indent, one member a line. */
public final class PrettyJson {
  private PrettyJson() {}

  /** This value over several lines. */
  public static String print(Json value) {
    var out = new StringBuilder();
    print(value, "\n", out);
    return out.toString();
  }

  private static void print(Json value, String lineBreak, StringBuilder out) {
    switch (value) {
      case JsonObject(var members) when !members.isEmpty() -> {
        String separator = "{";
        for (var member : members.entrySet()) {
          out.append(separator).append(lineBreak).append("  ");
          out.append(Json.of(member.getKey()).print()).append(": ");
          print(member.getValue(), lineBreak + "  ", out);
          separator = ",";
        }
        out.append(lineBreak).append('}');
      }
      case JsonArray(var elements) when !elements.isEmpty() ->
          array(elements.iterator(), lineBreak, out);
      default -> out.append(value.print());
    }
  }

  private static void array(Iterator<Json> elements, String lineBreak, StringBuilder out) {
    String separator = "[";
    while (elements.hasNext()) {
      out.append(separator).append(lineBreak).append("  ");
      print(elements.next(), lineBreak + "  ", out);
      separator = ",";
    }
    out.append(lineBreak).append(']');
  }
}
