package dev.hearth.sdk.compat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hearth.sdk.json.Json;
import dev.hearth.sdk.json.Json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Over random schemas: a schema never breaks itself, widening never breaks, and where no break is
 * found, each value of the one is a value of the other, as a plain validator sees it.
 */
class SubsumptionPropertyTest {
  static LongStream seeds() {
    return LongStream.range(0, 400);
  }

  private static List<Break> breaks(Side side, JsonObject wide, JsonObject narrow) {
    var found = new ArrayList<Break>();
    new Subsumption(side, "/", wide, narrow, found).check();
    return found;
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void schemaNeverBreaksItself(long seed) {
    JsonObject schema = new Schemas(new SplittableRandom(seed)).record(3);
    // Members in another order, and one that says nothing: not the very same text.
    JsonObject again = JsonObject.builder().put("title", "again").putAll(schema).build();
    for (Side side : Side.values()) {
      assertEquals(List.of(), breaks(side, again, schema), schema::print);
      assertEquals(List.of(), breaks(side, schema, again), schema::print);
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void wideningNeverBreaks(long seed) {
    var schemas = new Schemas(new SplittableRandom(seed));
    JsonObject narrow = schemas.record(3);
    JsonObject wide = schemas.widened(narrow);
    assertEquals(
        List.of(),
        breaks(Side.INPUT, wide, narrow),
        () -> narrow.print() + "\nto\n" + wide.print());
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void noBreakGoesUnnoticed(long seed) {
    var random = new SplittableRandom(seed);
    var schemas = new Schemas(random);
    JsonObject live = schemas.record(2);
    JsonObject next = schemas.changed(live);
    if (!breaks(Side.INPUT, next, live).isEmpty()) {
      return;
    }
    for (int i = 0; i < 40; i++) {
      Json value = schemas.value(live);
      assertTrue(Schemas.accepts(live, value), () -> "the generator is wrong: " + value.print());
      assertTrue(
          Schemas.accepts(next, value),
          () -> value.print() + " of\n" + live.print() + "\nisn't of\n" + next.print());
    }
  }
}
