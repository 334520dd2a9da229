package dev.hearth.runtime.queue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hearth.runtime.call.CallSpec;
import dev.hearth.runtime.catalog.Function;
import dev.hearth.runtime.catalog.Functions;
import dev.hearth.runtime.harness.FakeMarketplace.Member;
import dev.hearth.runtime.harness.TestFunction;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;
import java.util.UUID;

/** Makes valid calls. */
@Singleton
class Calls {
  private final Functions functions;
  private final ObjectMapper json;

  Calls(Functions functions, ObjectMapper json) {
    this.functions = functions;
    this.json = json;
  }

  CallSpec call(Member caller, TestFunction function, String input) {
    return call(caller, function, input, Duration.ofHours(1), OptionalLong.empty());
  }

  CallSpec hinted(Member caller, TestFunction function, String input, String hint) {
    CallSpec plain = call(caller, function, input);
    return new CallSpec(
        plain.requestId(),
        plain.accountId(),
        plain.function(),
        plain.endpoint(),
        plain.input(),
        plain.text(),
        plain.startBy(),
        plain.maxCostNanos(),
        hint);
  }

  CallSpec call(
      Member caller,
      TestFunction function,
      String input,
      Duration startWithin,
      OptionalLong maxCostNanos) {
    Function found = functions.find(function.owner(), function.name(), caller.id()).orElseThrow();
    try {
      return new CallSpec(
          UUID.randomUUID(),
          caller.id(),
          found,
          found.endpoint("/").orElseThrow(),
          (ObjectNode) json.readTree(input),
          input.getBytes(StandardCharsets.UTF_8),
          Instant.now().plus(startWithin),
          maxCostNanos,
          "");
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
