package dev.hearth.runtime.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.hearth.sdk.json.Json;
import dev.hearth.sdk.json.Json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Single calls, through a real sandbox. */
class CallTest {
  private TestNode node;

  @BeforeEach
  void start() throws IOException {
    node = new TestNode(Map.of());
  }

  @AfterEach
  void stop() throws IOException {
    node.close();
  }

  @Test
  void callIsAnsweredFromWithinTheSandbox() throws IOException {
    var heard = new Heard();
    JsonObject input = JsonObject.builder().put("do", "echo").put("x", 1).build();
    Function function = Function.unary();
    node.pools().submit(function.work(function.manifest(node), input, heard));
    var answered = assertInstanceOf(WorkOutcome.Answered.class, heard.outcome());
    JsonObject output = Json.parseObject(new String(answered.output(), StandardCharsets.UTF_8));
    assertEquals(input, output.object("echo"));
    assertEquals("/", output.string("endpoint"));
    assertEquals(List.of("started", "ended"), heard.events());
  }
}
