package dev.hearth.sdk.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hearth.sdk.demo.BatchCodec;
import dev.hearth.sdk.json.Json;
import dev.hearth.sdk.json.Json.JsonObject;
import dev.hearth.sdk.protocol.FrameType;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Batches: each call has its own answer, whatever comes of the others. */
@Timeout(120)
class BatchCallsTest {
  @TempDir Path folder;

  private TestNode batches() throws IOException {
    return TestNode.ready(folder, BatchCodec.class, "batch", 3);
  }

  private static void run(TestNode node, String first) throws IOException {
    node.runBatch("/", new String[] {word(first), word("b"), word("c")}, 1, 2, 3);
  }

  private static String word(String word) {
    return "{\"word\":\"" + word + "\"}";
  }

  @Test
  void answersStandAtTheirIndex() throws IOException {
    try (TestNode node = batches()) {
      run(node, "a");
      assertEquals(Json.of("a of 3"), node.expectResult(1));
      assertEquals(Json.of("b of 3"), node.expectResult(2));
      assertEquals(Json.of("c of 3"), node.expectResult(3));
      node.runBatch("/", new String[] {word("d")}, 1);
      assertEquals(Json.of("d of 1"), node.expectResult(1));
    }
  }

  @ParameterizedTest
  @CsvSource({"short,2", "long,4", "no list,no list of"})
  void listOfAnotherSizeFailsTheBatch(String word, String size) throws IOException {
    try (TestNode node = batches()) {
      run(node, word);
      for (int id = 1; id <= 3; id++) {
        JsonObject error = node.expectError(id);
        assertEquals("invalid_output", error.string("type"));
        assertEquals(
            "the function returned " + size + " outputs for 3 calls", error.string("message"));
      }
      run(node, "a");
      assertEquals(Json.of("a of 3"), node.expectResult(1));
    }
  }

  @Test
  void missingEntryFailsItsCallOnly() throws IOException {
    try (TestNode node = batches()) {
      run(node, "no entry");
      assertEquals("invalid_output", node.expectError(1).string("type"));
      assertEquals(Json.of("b of 3"), node.expectResult(2));
      assertEquals(Json.of("c of 3"), node.expectResult(3));
    }
  }

  @Test
  void failedCallLeavesTheRestAlone() throws IOException {
    try (TestNode node = batches()) {
      run(node, "fail first");
      JsonObject error = node.expectError(1);
      assertEquals("image_too_small", error.string("type"));
      assertEquals("this one", error.string("message"));
      assertEquals(Json.of("b of 3"), node.expectResult(2));
      assertEquals(Json.of("c of 3"), node.expectResult(3));
    }
  }

  @Test
  void exceptionFailsTheCallsThatHaveNotEnded() throws IOException {
    try (TestNode node = batches()) {
      run(node, "throw");
      for (int id = 1; id <= 3; id++) {
        assertEquals("IllegalStateException: whole batch", node.expectError(id).string("message"));
      }
      run(node, "fail first and throw");
      assertEquals("this one", node.expectError(1).string("message"));
      assertEquals("IllegalStateException: the rest", node.expectError(2).string("message"));
      assertEquals("IllegalStateException: the rest", node.expectError(3).string("message"));
    }
  }

  @Test
  void inputThatCannotBeReadLeavesTheBatch() throws IOException {
    try (TestNode node = batches()) {
      node.runBatch("/", new String[] {word("a"), "{\"word\":7}", word("c")}, 1, 2, 3);
      assertEquals(422, node.expectError(2).integer("status"));
      assertEquals(Json.of("a of 2"), node.expectResult(1));
      assertEquals(Json.of("c of 2"), node.expectResult(3));
      node.runBatch("/", new String[] {"{}", "]"}, 1, 2);
      assertEquals(422, node.expectError(1).integer("status"));
      assertEquals(422, node.expectError(2).integer("status"));
      run(node, "a");
      assertEquals(Json.of("a of 3"), node.expectResult(1));
    }
  }

  @Test
  void oneThreadDoesItAll() throws Exception {
    try (TestNode node = batches()) {
      node.runBatch("/", new String[] {word("thread")}, 1);
      assertEquals(Json.of(true), node.expectResult(1));
      node.send(FrameType.DRAIN, 0, "");
      assertEquals(0, node.exitCode());
      assertTrue(node.logs().contains("0 STDOUT same thread: true"), node.logs().toString());
    }
  }
}
