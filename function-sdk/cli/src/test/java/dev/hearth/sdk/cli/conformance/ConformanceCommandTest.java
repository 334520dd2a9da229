package dev.hearth.sdk.cli.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hearth.sdk.cli.Ran;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConformanceCommandTest {
  private static Ran conformance(String words) {
    return Ran.hearth(("conformance " + words).split(" ", -1));
  }

  @Test
  void keptRulesAreATableAndZero() {
    Ran kept = Ran.hearth("conformance", "--rule=start.no-socket", "--", "sh", "-c", "exit 64");
    assertEquals(0, kept.status(), kept.err());
    assertTrue(
        kept.out().matches("PASS  start\\.no-socket +exits with 64 .*\n1 of 1 rules are kept\\.\n"),
        kept.out());
  }

  @Test
  void brokenRulesAreToldWithTheReason() {
    Ran ran =
        Ran.hearth("conformance", "--rule=start", "--", "sh", "-c", "echo no luck today; exit 9");
    assertEquals(1, ran.status(), ran.err());
    assertTrue(ran.out().contains("FAIL  start.no-socket "), ran.out());
    String reason = "      the exit status is 9, expected 64; it wrote: no luck today\n";
    assertTrue(ran.out().contains(reason), ran.out());
    assertTrue(ran.out().endsWith("0 of 2 rules are kept.\n"), ran.out());
  }

  @Test
  void workerThatNeverConnectsIsToldAsSuch() {
    Ran ran =
        Ran.hearth(
            "conformance", "--rule=handshake.hello", "--patience=1", "--", "sh", "-c", "sleep 60");
    assertEquals(1, ran.status(), ran.err());
    assertTrue(ran.out().contains("the worker didn't connect within 1 s"), ran.out());
    Ran ended = Ran.hearth("conformance", "--rule=handshake.hello", "--", "sh", "-c", "exit 3");
    String reason = "the worker exited with status 3 before it connected";
    assertTrue(ended.out().contains(reason), ended.out());
  }

  @Test
  void shapeChoosesTheRules() {
    Ran ran =
        Ran.hearth(
            "conformance",
            "--shape=iterative",
            "--rule=step.joins",
            "--patience=1",
            "--",
            "sh",
            "-c",
            "exit 3");
    assertTrue(ran.out().startsWith("FAIL  step.joins "), ran.out());
    assertEquals(2, conformance("--shape batch --rule step.joins -- sh").status());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--",
        "--shape round -- sh",
        "--patience 0 -- sh",
        "--patience x -- sh",
        "--member a -- sh",
        "--member a={ -- sh",
        "--rule no-such-rule -- sh"
      })
  void wrongUseIsTwo(String words) {
    Ran ran = conformance(words);
    assertEquals(2, ran.status(), words + ": " + ran.err());
  }

  @Test
  void programThatIsMissingIsASentence() {
    Ran ran = conformance("-- no-such-program --x");
    assertEquals(1, ran.status());
    assertEquals("hearth: there is no program no-such-program.\n", ran.err());
  }
}
