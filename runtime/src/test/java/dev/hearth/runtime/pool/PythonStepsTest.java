package dev.hearth.runtime.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hearth.sdk.error.ErrorCode;
import dev.hearth.sdk.json.Json;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** An iterative function in Python, in a real sandbox: calls join and leave the running batch. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PythonStepsTest {
  private static final int PLACES = 4;

  private TestNode node;
  private ProgramFunction walks;

  @BeforeAll
  void start() throws IOException {
    node = new TestNode(Map.of("hearth.pool.max-workers-per-version", "1"));
    walks =
        ProgramFunction.pythonInSteps(node, ProgramFunction.resource("/programs/steps.py"), PLACES);
  }

  @AfterAll
  void stop() throws IOException {
    node.close();
  }

  private Heard call(int steps, int company) {
    return walks.call("{\"steps\":%d,\"company\":%d}".formatted(steps, company));
  }

  /** All four are in one step before any counts; from then on each leaves when it has its own. */
  @Test
  void callsOfDifferentLengthsShareTheirSteps() {
    int[] lengths = {6, 1, 9, 3};
    List<Heard> calls = Arrays.stream(lengths).mapToObj(n -> call(n, PLACES)).toList();
    List<String> outputs = calls.stream().map(heard -> heard.output().print()).toList();
    int first = place(outputs.get(1));
    assertEquals(
        List.of(
            output(first + 2, "4,3,3,2,2,2"),
            output(first, "4"),
            output(first + 3, "4,3,3,2,2,2,1,1,1"),
            output(first + 1, "4,3,3")),
        outputs);
    assertEquals(1, node.pools().workers().size());
  }

  private static int place(String output) {
    return (int) Json.parseObject(output).integer("place");
  }

  private static String output(int place, String beside) {
    return "{\"place\":" + place + ",\"beside\":[" + beside + "]}";
  }

  @Test
  void progressAndPartialOutputsAreThoseOfItsOwnSteps() {
    Heard heard = call(3, 1);
    var _ = heard.output();
    assertEquals(
        List.of(
            "started",
            "0/3",
            "partial 1 of []",
            "1/3",
            "partial 2 of []",
            "2/3",
            "partial 3 of []",
            "3/3",
            "ended"),
        heard.events());
  }

  @Test
  void callThatFindsNoPlaceJoinsWhenOneHasLeft() {
    List<Heard> full = IntStream.range(0, PLACES).mapToObj(_ -> call(50, PLACES)).toList();
    Heard waiting = call(2, 1);
    for (Heard heard : full) {
      assertTrue(heard.output().print().contains("\"beside\":[4,4,"), heard.output().print());
    }
    assertTrue(waiting.output().print().endsWith(",\"beside\":[1,1]}"), waiting.output().print());
  }

  @Test
  void cancelledCallEndsBetweenTwoStepsAndARefusedOneAlone() {
    Heard endless = call(1, 99);
    endless.awaitStart();
    assertEquals(ErrorCode.INVALID_INPUT, call(-1, 1).failure().code());
    assertTrue(call(2, 2).output().print().endsWith(",\"beside\":[2,2]}"));
    node.cancel(endless);
    assertEquals(new WorkOutcome.Cancelled(), endless.outcome());
    assertTrue(call(2, 1).output().print().endsWith(",\"beside\":[1,1]}"));
    assertEquals(1, node.pools().workers().size(), "its worker lives on");
  }
}
