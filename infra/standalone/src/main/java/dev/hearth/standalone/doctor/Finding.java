package dev.hearth.standalone.doctor;

import dev.hearth.sdk.json.Json.JsonObject;
import java.util.Locale;

/**
 * What was found out about one thing.
 *
 * @param name a word or two
 * @param says what was seen
 * @param advice what to do about it; empty where there is nothing to do
 */
record Finding(String name, State state, String says, String advice) {
  /** How good that is. */
  enum State {
    /** As it should be. */
    OK,
    /** Hearth works, but is worse protected or served than it could be. */
    WEAK,
    /** Something doesn't work. */
    BROKEN;

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  static Finding ok(String name, String says) {
    return new Finding(name, State.OK, says, "");
  }

  static Finding weak(String name, String says, String advice) {
    return new Finding(name, State.WEAK, says, advice);
  }

  static Finding broken(String name, String says, String advice) {
    return new Finding(name, State.BROKEN, says, advice);
  }

  static Finding fromJson(JsonObject json) {
    return new Finding(
        json.string("name"),
        State.valueOf(json.string("state").toUpperCase(Locale.ROOT)),
        json.string("says"),
        json.string("advice"));
  }

  JsonObject toJson() {
    return JsonObject.builder()
        .put("name", name)
        .put("state", state.word())
        .put("says", says)
        .put("advice", advice)
        .build();
  }
}
