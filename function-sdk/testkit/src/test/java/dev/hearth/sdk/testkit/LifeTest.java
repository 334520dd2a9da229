package dev.hearth.sdk.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hearth.sdk.function.Call;
import dev.hearth.sdk.function.UnaryFunction;
import dev.hearth.sdk.testkit.demo.SketchFunction;
import dev.hearth.sdk.testkit.demo.SketchInput;
import dev.hearth.sdk.testkit.demo.SketchOutput;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Setting functions up and tearing them down. */
@Timeout(60)
class LifeTest {
  private static final Path WEIGHTS = Path.of("src/test/weights");

  @TempDir private Path folder;

  private static FunctionUnderTest<SketchInput, SketchOutput> sketch() {
    return FunctionUnderTest.of(SketchFunction.class).secret("ARTIST", "Ada");
  }

  @Test
  void weightsOfABuiltFolderAreTaken() throws Exception {
    Path colours = Files.createDirectories(folder.resolve("weights/colours"));
    Files.writeString(colours.resolve("first"), "umber");
    Files.createDirectories(folder.resolve("native"));
    try (var sketch = sketch().built(folder).instance(() -> new SketchFunction("brush")).start()) {
      assertEquals("umber cat", sketch.call(SketchInput.of("cat", 1)).output().text());
      assertEquals("INFO colour umber by Ada with brush", sketch.log().getFirst().toString());
    }
    assertTrue(Files.exists(colours.resolve("first")), "only links are deleted");
  }

  @Test
  void hintsAreThoseOfSetUpAndThenOfTheLastResult() {
    try (var sketch = sketch().weights("colours", WEIGHTS.resolve("colours")).start()) {
      assertTrue(sketch.hints().contains("drawn:0"), sketch.hints()::toString);
      var _ = sketch.call(SketchInput.of("cat", 1));
      assertTrue(sketch.hints().contains("drawn:1"), sketch.hints()::toString);
    }
  }

  @Test
  void setUpThatFailsSaysWhy() {
    var sketch = sketch();
    UncheckedIOException failed = assertThrows(UncheckedIOException.class, sketch::start);
    assertTrue(
        String.valueOf(failed.getMessage())
            .contains("the function version has no weights \"colours\""),
        String.valueOf(failed.getMessage()));
    assertThrows(IllegalStateException.class, () -> sketch.call(SketchInput.of("cat", 1)));
  }

  @Test
  void closingFinishesWhatRunsAlsoWhatIsHeldOrParked() {
    FunctionUnderTest<SketchInput, SketchOutput> sketch =
        sketch().weights("colours", WEIGHTS.resolve("colours")).start();
    Held steps = sketch.hold();
    RunningCall<SketchOutput> parked = sketch.submit(SketchInput.of("parked", 4));
    steps.advance(1);
    parked.park();
    RunningCall<SketchOutput> held = sketch.submit(SketchInput.of("held", 3));
    steps.advance(1);
    assertFalse(held.hasEnded());
    sketch.close();
    assertEquals(List.of(0, 1, 2, 3), held.progress().stream().map(Progress::done).toList());
    assertEquals(List.of(0, 1, 2, 3, 4), parked.progress().stream().map(Progress::done).toList());
    assertThrows(IllegalStateException.class, () -> sketch.submit(SketchInput.of("cat", 1)));
  }

  @Test
  void whatIsPrintedIsALineOfTheLogAndOfTheTests() {
    PrintStream before = System.out;
    var console = new ByteArrayOutputStream();
    var shown = new PrintStream(console, true, StandardCharsets.UTF_8);
    System.setOut(shown);
    try {
      var sketch = sketch().weights("colours", WEIGHTS.resolve("colours")).start();
      try (sketch) {
        System.out.println("the test's own");
        var _ = sketch.call(SketchInput.of("cat", SketchInput.Act.PRINT));
        assertEquals(
            List.of("STDOUT drawing cat", "STDERR élan", "STDERR vital"),
            sketch.log().stream().map(LogLine::toString).skip(1).toList());
        assertNotEquals(shown, System.out);
      }
      assertEquals(
          "the test's own%ndrawing cat%nno end".formatted(),
          console.toString(StandardCharsets.UTF_8));
      assertEquals(shown, System.out, "what was there is back");
    } finally {
      System.setOut(before);
    }
  }

  @Test
  void eachFunctionHasItsOwnLines() {
    try (var one = sketch().weights("colours", WEIGHTS.resolve("colours")).start();
        var two = sketch().weights("colours", WEIGHTS.resolve("colours")).start()) {
      var _ = one.call(SketchInput.of("one", SketchInput.Act.PRINT));
      var _ = two.call(SketchInput.of("two", SketchInput.Act.PRINT));
      assertEquals("STDOUT drawing one", one.log().get(1).toString());
      assertEquals("STDOUT drawing two", two.log().get(1).toString());
      assertEquals(4, one.log().size());
    }
  }

  @Test
  void classThatIsNoFunctionIsSaidSo() {
    IllegalStateException none =
        assertThrows(IllegalStateException.class, () -> FunctionUnderTest.of(NoFunction.class));
    assertTrue(String.valueOf(none.getMessage()).contains("hearth-processor"));
  }

  private static final class NoFunction implements UnaryFunction<SketchInput, SketchOutput> {
    @Override
    public SketchOutput run(SketchInput input, Call call) {
      throw new AssertionError("never called");
    }
  }
}
