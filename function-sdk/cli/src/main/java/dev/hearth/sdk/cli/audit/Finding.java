package dev.hearth.sdk.cli.audit;

import dev.hearth.sdk.json.Json;
import dev.hearth.sdk.json.Json.JsonArray;
import dev.hearth.sdk.json.Json.JsonObject;
import java.util.List;

/**
 * What a check found.
 *
 * @param place {@code marketplace}, {@code runtime} or {@code both}
 * @param name stable word of the check
 * @param rule what should hold
 * @param findings a sentence for each place where it doesn't, at most 100 of them
 * @param more whether there are others
 */
record Finding(String place, String name, String rule, List<String> findings, boolean more) {
  /** As a service tells it. */
  static Finding of(String place, JsonObject check) {
    return new Finding(
        place,
        check.string("name"),
        check.string("rule"),
        check.array("findings").stream().map(Json::asString).toList(),
        check.require("more").asBoolean());
  }

  boolean clean() {
    return findings.isEmpty();
  }

  JsonObject toJson() {
    return JsonObject.builder()
        .put("place", place)
        .put("name", name)
        .put("rule", rule)
        .put("findings", JsonArray.ofStrings(findings))
        .put("more", more)
        .build();
  }
}
