package dev.hearth.sdk.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hearth.sdk.demo.ContractCodec;
import dev.hearth.sdk.protocol.FrameType;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What {@code IterativeFunction} promises. A call to hold makes each step wait until it is
 * withdrawn, so that what the node sends meanwhile is settled at the one boundary after that step,
 * on any machine.
 */
@Timeout(120)
class ShapeContractStepsTest {
  private static final long FIRST_HOLD = 10;
  private static final String WITHDRAWN = "the call was cancelled";

  @TempDir Path folder;

  private long hold = FIRST_HOLD;

  private TestNode steps(int maxSize) throws IOException {
    return TestNode.ready(folder, ContractCodec.Iterative.class, "iterative", maxSize);
  }

  private static void run(TestNode node, long id, String act, int steps) throws IOException {
    node.run(id, "{\"act\":\"%s\",\"steps\":%d}".formatted(act, steps));
  }

  private static void go(TestNode node, long id, int steps) throws IOException {
    run(node, id, "go", steps);
  }

  /** Has the function wait in a step. */
  private void hold(TestNode node) throws IOException {
    run(node, hold, "hold", 100);
    awaitHeld(node);
  }

  private void awaitHeld(TestNode node) throws IOException {
    String step = ".* " + hold + "@0";
    ShapeContractTest.awaitPrinted(
        node, lines -> lines.stream().anyMatch(line -> line.matches(step)));
  }

  /** Lets the step end that waits and has the function wait in the next. */
  private void boundary(TestNode node) throws IOException {
    hold++;
    run(node, hold, "hold", 100);
    node.send(FrameType.CANCEL, hold - 1, "");
    awaitHeld(node);
  }

  /** Lets the function run on. */
  private void release(TestNode node) throws IOException {
    node.send(FrameType.CANCEL, hold, "");
  }

  /** What was printed, without the thread, which is always the same. */
  private static List<String> printed(TestNode node) {
    return ShapeContractTest.printed(node).stream().map(ShapeContractStepsTest::onTheOne).toList();
  }

  private static String onTheOne(String line) {
    assertTrue(line.startsWith("t0 "), line);
    return line.substring(3);
  }

  private static List<String> drained(TestNode node) throws IOException, InterruptedException {
    return ShapeContractTest.drained(node).stream().map(ShapeContractStepsTest::onTheOne).toList();
  }

  /** What calls ended with that hold nothing. */
  private static Map<Long, String> ends(TestNode node, int count) throws IOException {
    var ends = new TreeMap<Long, String>();
    while (ends.size() < count) {
      ends.putAll(ShapeContractTest.ends(node, 1));
      ends.tailMap(FIRST_HOLD, true).clear();
    }
    return ends;
  }

  /** The part from the first such line on. */
  private static List<String> from(List<String> lines, String first) {
    return lines.subList(lines.indexOf(first), lines.size());
  }

  /** What was done between the last step and the one before. */
  private static List<String> lastBoundary(TestNode node) {
    List<String> lines = printed(node);
    int before = lines.size() - 2;
    while (!lines.get(before).startsWith("step")) {
      before--;
    }
    return lines.subList(before + 1, lines.size() - 1);
  }

  @Test
  void oneThreadRunsEverythingInOrder() throws Exception {
    try (TestNode node = steps(3)) {
      go(node, 1, 2);
      assertEquals(Map.of(1L, "2"), ends(node, 1));
      assertEquals(
          List.of(
              "new",
              "setUp",
              "warmUp",
              "begin 1",
              "step 1@0",
              "step 1@1",
              "finish 1",
              "release 1",
              "tearDown"),
          drained(node));
    }
  }

  @Test
  void callWithoutStepsIsFinishedWithoutOne() throws Exception {
    try (TestNode node = steps(3)) {
      go(node, 1, 0);
      ends(node, 1);
      assertEquals(
          List.of("begin 1", "finish 1", "release 1"),
          from(drained(node), "begin 1").subList(0, 3));
    }
  }

  @Test
  void callIsFinishedWhileOthersAreOnTheirWay() throws Exception {
    try (TestNode node = steps(3)) {
      hold(node);
      go(node, 1, 1);
      go(node, 2, 2);
      release(node);
      assertEquals(Map.of(1L, "1", 2L, "2"), ends(node, 2));
      assertEquals(
          List.of(
              "release 10",
              "begin 1",
              "begin 2",
              "step 1@0 2@0",
              "finish 1",
              "release 1",
              "step 2@1",
              "finish 2",
              "release 2",
              "tearDown"),
          from(drained(node), "release 10"));
    }
  }

  @Test
  void numberOfStepsMayChangeOnTheWay() throws Exception {
    try (TestNode node = steps(3)) {
      run(node, 1, "grow", 3);
      assertEquals(1, node.expectJson(FrameType.PROGRESS, 1).integer("total"));
      assertEquals(Map.of(1L, "3"), ends(node, 1));
    }
  }

  @Test
  void betweenTwoStepsCallsEndThenParkThenResumeThenBegin() throws Exception {
    try (TestNode node = steps(5)) {
      hold(node);
      go(node, 1, 9);
      go(node, 2, 9);
      go(node, 4, 9);
      boundary(node);
      node.send(FrameType.PARK, 2, "");
      boundary(node);
      assertEquals(List.of("release 11", "park 2", "begin 12"), lastBoundary(node));
      go(node, 3, 9);
      node.send(FrameType.PARK, 1, "");
      node.send(FrameType.RESUME, 2, "");
      node.send(FrameType.CANCEL, 4, "");
      boundary(node);
      assertEquals(
          List.of("release 4", "release 12", "park 1", "resume 2", "begin 3", "begin 13"),
          lastBoundary(node));
      assertEquals("step 2@1 3@0 13@0", printed(node).getLast());
    }
  }

  @Test
  void callWithdrawnBeforeItsBeginningNeverBegins() throws Exception {
    try (TestNode node = steps(3)) {
      hold(node);
      go(node, 1, 1);
      node.send(FrameType.CANCEL, 1, "");
      release(node);
      assertEquals(Map.of(1L, WITHDRAWN, hold, WITHDRAWN), ShapeContractTest.ends(node, 2));
      assertEquals(List.of("release 10", "tearDown"), from(drained(node), "release 10"));
    }
  }

  @Test
  void parkedCallMakesRoomAtOnceAndIsNotStepped() throws Exception {
    try (TestNode node = steps(3)) {
      hold(node);
      go(node, 1, 9);
      boundary(node);
      node.send(FrameType.PARK, 1, "");
      go(node, 2, 1); // beside the call to hold and the next one to hold
      boundary(node);
      assertEquals(List.of("release 11", "park 1", "begin 2", "begin 12"), lastBoundary(node));
      assertEquals("step 2@0 12@0", printed(node).getLast());
    }
  }

  @Test
  void resumedCallGoesOnWhereItStood() throws Exception {
    try (TestNode node = steps(3)) {
      hold(node);
      go(node, 1, 9);
      boundary(node);
      node.send(FrameType.PARK, 1, "");
      boundary(node);
      boundary(node);
      assertEquals("step 13@0", printed(node).getLast());
      node.send(FrameType.RESUME, 1, "");
      boundary(node);
      assertEquals(List.of("release 13", "resume 1", "begin 14"), lastBoundary(node));
      assertEquals("step 1@1 14@0", printed(node).getLast());
    }
  }

  @Test
  void idleFunctionParksAndResumesToo() throws Exception {
    try (TestNode node = steps(3)) {
      hold(node);
      go(node, 1, 3);
      boundary(node);
      node.send(FrameType.PARK, 1, "");
      release(node);
      go(node, 2, 1);
      assertEquals(Map.of(2L, "1"), ends(node, 1));
      node.send(FrameType.RESUME, 1, "");
      assertEquals(Map.of(1L, "3"), ends(node, 1));
    }
  }

  @Test
  void callThatIsParkedBeforeItsBeginningWaitsWithIt() throws Exception {
    try (TestNode node = steps(3)) {
      hold(node);
      go(node, 1, 1);
      node.send(FrameType.PARK, 1, "");
      boundary(node);
      assertEquals(List.of("release 10", "begin 11"), lastBoundary(node));
      node.send(FrameType.RESUME, 1, "");
      boundary(node);
      assertEquals(List.of("release 11", "begin 1", "begin 12"), lastBoundary(node));
    }
  }

  @Test
  void withdrawnParkedCallIsReleasedWithoutResuming() throws Exception {
    try (TestNode node = steps(3)) {
      hold(node);
      go(node, 1, 9);
      boundary(node);
      node.send(FrameType.PARK, 1, "");
      release(node);
      go(node, 2, 1);
      assertEquals(Map.of(2L, "1"), ends(node, 1)); // from here on nothing is stepped
      node.send(FrameType.CANCEL, 1, "");
      assertEquals(Map.of(1L, WITHDRAWN), ends(node, 1));
      List<String> all = drained(node);
      assertEquals(List.of("release 1", "tearDown"), from(all, "release 1"));
      assertFalse(all.contains("resume 1"), all.toString());
    }
  }

  @Test
  void drainFinishesParkedCallsThenTearsDown() throws Exception {
    try (TestNode node = steps(4)) {
      hold(node);
      go(node, 1, 3);
      go(node, 2, 3);
      boundary(node);
      for (long id : new long[] {1, 2}) {
        node.send(FrameType.PARK, id, "");
      }
      for (long id : new long[] {3, 4, 5}) {
        go(node, id, 3);
        node.send(FrameType.PARK, id, "");
      }
      boundary(node);
      node.send(FrameType.DRAIN, 0, "");
      release(node);
      assertEquals(Map.of(1L, "3", 2L, "3", 3L, "3", 4L, "3", 5L, "3"), ends(node, 5));
      assertEquals(0, node.exitCode());
      List<String> all = printed(node);
      assertEquals("tearDown", all.getLast());
      assertEquals(
          List.of("resume 1", "resume 2", "begin 3", "begin 4", "step 1@1 2@1 3@0 4@0"),
          from(all, "resume 1").subList(0, 5));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"no park", "no resume"})
  void failureOfParkOrResumeIsOfThatCallAlone(String act) throws Exception {
    try (TestNode node = steps(4)) {
      hold(node);
      run(node, 1, act, 9);
      go(node, 2, 9);
      boundary(node);
      node.send(FrameType.PARK, 1, "");
      boundary(node);
      node.send(FrameType.RESUME, 1, "");
      release(node);
      assertEquals(Map.of(1L, "IllegalStateException: " + act, 2L, "9"), ends(node, 2));
      assertEquals(1, drained(node).stream().filter("release 1"::equals).count());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"no begin", "no finish"})
  void failureOfBeginOrFinishIsOfThatCallAlone(String act) throws Exception {
    try (TestNode node = steps(3)) {
      hold(node);
      run(node, 1, act, 1);
      go(node, 2, 2);
      release(node);
      assertEquals(Map.of(1L, "IllegalStateException: " + act, 2L, "2"), ends(node, 2));
      long released = act.equals("no begin") ? 0 : 1;
      assertEquals(released, drained(node).stream().filter("release 1"::equals).count());
    }
  }

  @Test
  void failureOfAStepIsOfAllThatWereNotFailedBefore() throws Exception {
    try (TestNode node = steps(3)) {
      hold(node);
      run(node, 1, "fail and throw", 3);
      go(node, 2, 3);
      release(node);
      assertEquals(Map.of(1L, "this one", 2L, "IllegalStateException: the rest"), ends(node, 2));
      assertEquals(
          List.of("step 1@0 2@0", "release 1", "release 2", "tearDown"),
          from(drained(node), "step 1@0 2@0"));
    }
  }

  @ParameterizedTest
  @CsvSource({"fail,this one", "stand still,a step left the call at 0 of 3"})
  void stateThatFailsAloneIsOnlyReleased(String act, String message) throws Exception {
    try (TestNode node = steps(3)) {
      hold(node);
      run(node, 1, act, 3);
      go(node, 2, 2);
      release(node);
      assertEquals(Map.of(1L, message, 2L, "2"), ends(node, 2));
      assertEquals(
          List.of("step 1@0 2@0", "release 1", "step 2@1", "finish 2", "release 2", "tearDown"),
          from(drained(node), "step 1@0 2@0"));
    }
  }

  @Test
  void failureOfReleaseFailsNothing() throws Exception {
    try (TestNode node = steps(3)) {
      run(node, 1, "no release", 1);
      assertEquals(Map.of(1L, "1"), ends(node, 1));
      go(node, 2, 1);
      assertEquals(Map.of(2L, "1"), ends(node, 1));
      drained(node);
      assertTrue(node.logs().stream().anyMatch(line -> line.startsWith("0 INFO release failed: ")));
    }
  }

  @Test
  void resumingBeyondTheBatchBreaksTheProtocol() throws Exception {
    try (TestNode node = steps(2)) {
      hold(node);
      go(node, 1, 9);
      node.send(FrameType.PARK, 1, "");
      go(node, 2, 9);
      node.send(FrameType.RESUME, 1, "");
      assertEquals(ExitCode.NODE_GONE.status(), node.process().waitFor());
      assertTrue(node.output().contains("RESUME beyond 2 open calls"), node.output());
    }
  }

  @Test
  void parkAndResumeOfCallsThatAreGoneOrSoAlreadySayNothing() throws Exception {
    try (TestNode node = steps(3)) {
      for (FrameType type : List.of(FrameType.PARK, FrameType.RESUME)) {
        node.send(type, 77, "");
      }
      hold(node);
      go(node, 1, 1);
      node.send(FrameType.RESUME, 1, "");
      node.send(FrameType.PARK, 1, "");
      node.send(FrameType.PARK, 1, "");
      node.send(FrameType.RESUME, 1, "");
      release(node);
      assertEquals(Map.of(1L, "1"), ends(node, 1));
    }
  }
}
