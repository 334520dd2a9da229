package dev.hearth.sdk.worker;

import dev.hearth.sdk.json.Json;
import dev.hearth.sdk.json.Json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * What inputs must agree on to share a step.
 *
 * @param fields wire names of input fields
 */
record StepKey(List<String> fields) {
  String of(byte[] input) {
    if (fields.isEmpty()) {
      return "";
    }
    JsonObject object = Json.parseObject(new String(input, StandardCharsets.UTF_8));
    var text = new StringBuilder();
    for (String field : fields) {
      text.append(object.get(field).map(Json::print).orElse("")).append('\n');
    }
    return text.toString();
  }
}
