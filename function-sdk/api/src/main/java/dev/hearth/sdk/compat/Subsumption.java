package dev.hearth.sdk.compat;

import dev.hearth.sdk.descriptor.MediaPlaces;
import dev.hearth.sdk.descriptor.Unions;
import dev.hearth.sdk.json.Json;
import dev.hearth.sdk.json.Json.JsonObject;
import dev.hearth.sdk.json.Json.JsonString;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Whether a wide schema allows all that a narrow one allows, and where it doesn't.
 *
 * <p>The schemas that the processor writes are decided exactly. Of others the common keywords are;
 * a keyword that isn't known must stand in both alike or be missing in the wide one. So what is
 * found may be no break in truth, but no break goes unnoticed. Properties that a schema doesn't
 * name count as never sent.
 */
final class Subsumption {
  /** Keywords that say nothing of which values are valid. */
  private static final Set<String> REMARKS =
      Set.of(
          "$defs",
          "$id",
          "$schema",
          "$comment",
          "$ref",
          "allOf",
          "title",
          "description",
          "default",
          "examples",
          "deprecated",
          "format",
          "ui",
          "x-fal-order-properties",
          "discriminator");

  private static final int DEEPEST = 64;

  private final Side side;
  private final String endpoint;
  private final JsonObject wideRoot;
  private final JsonObject narrowRoot;
  private final List<Break> breaks;

  /** Pairs on the way down: a pair within itself adds nothing. */
  private final Set<Pair> open = new HashSet<>();

  private record Pair(Json wide, Json narrow) {}

  Subsumption(Side side, String endpoint, JsonObject wide, JsonObject narrow, List<Break> breaks) {
    this.side = side;
    this.endpoint = endpoint;
    this.wideRoot = wide;
    this.narrowRoot = narrow;
    this.breaks = breaks;
  }

  /** Adds what the wide schema doesn't allow. */
  void check() {
    check(wideRoot, narrowRoot, side.word());
  }

  /** The same for a part, which stands at {@code place}. */
  void check(Json wide, Json narrow, String place) {
    if (wide.equals(narrow) && wideRoot.equals(narrowRoot)) {
      return;
    }
    if (open.size() == DEEPEST) {
      say(place, "has changed too deep within to say how");
      return;
    }
    Flat left = Flat.of(wideRoot, wide);
    Flat right = Flat.of(narrowRoot, narrow);
    var pair = new Pair(left.schema(), right.schema());
    if (open.add(pair)) {
      compare(left, right, place);
      open.remove(pair);
    }
  }

  private void compare(Flat wide, Flat narrow, String place) {
    boolean unions = true;
    if (!narrow.variants().isEmpty()) {
      for (Json variant : narrow.variants()) {
        variant(wide, variant, narrow.tag(), place);
      }
    } else if (!wide.variants().isEmpty()) {
      variant(wide, narrow.schema(), Optional.empty(), place);
    } else {
      unions = false;
    }
    // What a union says beside its forms holds for each of them.
    if (!unions || (!wide.variants().isEmpty() && constrains(wide.bare()))) {
      leaf(wide.bare(), narrow.bare(), place);
    }
  }

  private static boolean constrains(Flat schema) {
    return !REMARKS.containsAll(schema.members().keySet());
  }

  /** One form of the narrow schema must find its match among those of the wide one. */
  private void variant(Flat wide, Json variant, Optional<String> tag, String place) {
    if (wide.variants().isEmpty()) {
      check(wide.schema(), variant, place);
      return;
    }
    List<Json> candidates = wide.candidates(narrowRoot, variant, tag);
    if (candidates.size() == 1) {
      check(candidates.getFirst(), variant, place);
    } else if (candidates.stream().noneMatch(candidate -> holds(candidate, variant))) {
      String form = tag.flatMap(t -> Unions.tagOf(narrowRoot, variant, t)).orElse(form(variant));
      say(
          place,
          side == Side.INPUT
              ? "the form \"" + form + "\" isn't taken any more"
              : "the form \"" + form + "\" is new");
    }
  }

  private String form(Json variant) {
    return Unions.type(narrowRoot, variant).orElseGet(variant::print);
  }

  private boolean holds(Json wide, Json narrow) {
    var found = new ArrayList<Break>();
    new Subsumption(side, endpoint, wideRoot, narrowRoot, found).check(wide, narrow, "");
    return found.isEmpty();
  }

  private void leaf(Flat wide, Flat narrow, String place) {
    if (!Scalars.typesFit(wide, narrow)) {
      change(place, "the type", wide.typeText(), narrow.typeText());
      return;
    }
    media(wide, narrow, place);
    Scalars.faults(wide, narrow)
        .forEach(fault -> change(place, fault.what(), fault.wide(), fault.narrow()));
    if (narrow.allows("array")) {
      elements(wide, narrow, place);
    }
    if (narrow.allows("object")) {
      new Members(this, side, wide, narrow, place).check();
    }
    unknown(wide, narrow, place);
  }

  private void media(Flat wide, Flat narrow, String place) {
    String now = wide.text(MediaPlaces.MARK);
    String was = narrow.text(MediaPlaces.MARK);
    boolean wider = now.equals("file") && !was.isEmpty() && side == Side.INPUT;
    if (!now.equals(was) && !wider) {
      change(
          place, "the kind of media", now.isEmpty() ? "none" : now, was.isEmpty() ? "none" : was);
    }
  }

  private void elements(Flat wide, Flat narrow, String place) {
    Json each = wide.members().get("items");
    if (each != null) {
      check(each, narrow.members().getOrDefault("items", Json.of(true)), place + "[]");
    }
  }

  private void unknown(Flat wide, Flat narrow, String place) {
    for (Map.Entry<String, Json> keyword : wide.members().entrySet()) {
      String name = keyword.getKey();
      boolean known = REMARKS.contains(name) || Scalars.KNOWN.contains(name) || Members.knows(name);
      if (!known && !Objects.equals(keyword.getValue(), narrow.members().get(name))) {
        say(place, "\"" + name + "\" has changed");
      }
    }
  }

  /** Says what is so now, and what was. */
  void change(String place, String what, String wide, String narrow) {
    boolean input = side == Side.INPUT;
    say(
        place,
        "%s is %s now, was %s".formatted(what, input ? wide : narrow, input ? narrow : wide));
  }

  void say(String place, String reason) {
    breaks.add(new Break(endpoint, place, reason));
  }

  /** Whether the schema at a place of the narrow one was announced to go. */
  boolean deprecated(Json schema) {
    return Unions.resolved(narrowRoot, schema) instanceof JsonObject object
        && object.members().get("deprecated") instanceof Json.JsonBoolean(boolean is)
        && is;
  }

  static Optional<String> string(Json json) {
    return json instanceof JsonString(String text) ? Optional.of(text) : Optional.empty();
  }
}
