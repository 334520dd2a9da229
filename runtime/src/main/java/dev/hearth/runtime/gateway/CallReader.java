package dev.hearth.runtime.gateway;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hearth.runtime.account.Caller;
import dev.hearth.runtime.call.CallConfig;
import dev.hearth.runtime.call.CallSpec;
import dev.hearth.runtime.catalog.EndpointSchema;
import dev.hearth.runtime.catalog.Function;
import dev.hearth.runtime.catalog.Functions;
import dev.hearth.runtime.gateway.FalRoute.Target;
import dev.hearth.runtime.metering.Price;
import dev.hearth.runtime.pool.Pools;
import dev.hearth.sdk.error.CallException;
import dev.hearth.sdk.error.ErrorCode;
import dev.hearth.sdk.error.FieldError;
import dev.hearth.sdk.protocol.Hints;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** Turns an HTTP request for a function into a valid call. */
@ApplicationScoped
class CallReader {
  private static final byte[] EMPTY_OBJECT = "{}".getBytes(StandardCharsets.UTF_8);

  private final Functions functions;
  private final Pools pools;
  private final CallConfig config;
  private final ObjectReader json;

  CallReader(Functions functions, Pools pools, CallConfig config, ObjectMapper mapper) {
    this.functions = functions;
    this.pools = pools;
    this.config = config;
    this.json = mapper.reader().with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
  }

  CallSpec read(Call call, Target target, Caller caller) {
    Function function =
        functions
            .find(target.owner(), target.name(), caller.accountId())
            .orElseThrow(() -> notFound(target));
    EndpointSchema endpoint = function.endpoint(target.path()).orElseThrow(() -> notFound(target));
    pools.live(function.id(), function.version(), function.manifest());
    byte[] text = call.body().length == 0 ? EMPTY_OBJECT : call.body();
    ObjectNode input = object(text);
    endpoint.validate(input, new String(text, StandardCharsets.UTF_8));
    return new CallSpec(
        newId(),
        caller.accountId(),
        function,
        endpoint,
        input,
        text,
        Instant.now().plus(startWithin(call)),
        maxCost(call.header("x-hearth-max-cost")),
        hint(call.header("x-fal-runner-hint")));
  }

  private static CallException notFound(Target target) {
    String path = target.path().equals("/") ? "" : target.path();
    return new CallException(
        ErrorCode.NOT_FOUND, "Application '" + target.id() + path + "' not found");
  }

  private ObjectNode object(byte[] text) {
    try {
      JsonNode parsed = json.readTree(text);
      if (parsed instanceof ObjectNode object) {
        return object;
      }
      throw malformed("the input must be a JSON object", "dict_type");
    } catch (JsonProcessingException e) {
      throw malformed("the body is not JSON: " + e.getOriginalMessage(), "json_invalid");
    } catch (IOException e) {
      throw malformed("the body is not JSON", "json_invalid");
    }
  }

  private static CallException malformed(String message, String type) {
    return new CallException(
        ErrorCode.INVALID_INPUT, message, List.of(new FieldError(List.of("body"), message, type)));
  }

  private Duration startWithin(Call call) {
    String given = call.header("x-fal-request-timeout");
    if (given == null) {
      given = call.header("x-fal-request-start-timeout");
    }
    if (given == null) {
      return config.startWithin();
    }
    try {
      double seconds = Double.parseDouble(given.trim());
      if (seconds > 0.1 && seconds <= 7 * 24 * 3600) {
        return Duration.ofMillis((long) (seconds * 1000));
      }
    } catch (NumberFormatException e) {
      throw badHeader("x-fal-request-timeout", given, "seconds above 0.1", e);
    }
    throw badHeader("x-fal-request-timeout", given, "seconds above 0.1", null);
  }

  private static OptionalLong maxCost(@Nullable String dollars) {
    if (dollars == null) {
      return OptionalLong.empty();
    }
    try {
      return OptionalLong.of(Price.nanos(dollars));
    } catch (IllegalArgumentException e) {
      throw badHeader("x-hearth-max-cost", dollars, "an amount in dollars such as 0.05", e);
    }
  }

  private static String hint(@Nullable String given) {
    String hint = given == null ? "" : given.strip();
    if (!hint.isEmpty() && !Hints.isWord(hint)) {
      throw badHeader("x-fal-runner-hint", hint, Hints.rule(), null);
    }
    return hint;
  }

  private static CallException badHeader(
      String name, String value, String expected, @Nullable Throwable cause) {
    String shown = value.length() > 40 ? value.substring(0, 40) + "…" : value;
    String message = name + " is \"" + shown + "\", expected are " + expected;
    return cause == null
        ? new CallException(ErrorCode.BAD_REQUEST, message)
        : new CallException(ErrorCode.BAD_REQUEST, message, cause);
  }

  /** A UUID of version 7 (RFC 9562 §5.7), so that rows are inserted in order of their keys. */
  private static UUID newId() {
    long millis = System.currentTimeMillis();
    var random = ThreadLocalRandom.current();
    long high = millis << 16 | 0x7000 | random.nextInt(1 << 12);
    long low = random.nextLong() >>> 2 | 0x8000_0000_0000_0000L;
    return new UUID(high, low);
  }
}
