package dev.hearth.sdk.client;

import dev.hearth.sdk.json.Json;
import dev.hearth.sdk.json.JsonException;
import java.math.BigDecimal;
import java.net.http.HttpHeaders;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What came back. */
record Answer(int status, HttpHeaders headers, String text) {
  boolean ok() {
    return status / 100 == 2;
  }

  /** The JSON of an answer of the protocol itself. */
  Json json() {
    try {
      return Json.parse(text);
    } catch (JsonException e) {
      throw new UnexpectedOutputException(requestId(), text, e);
    }
  }

  String requestId() {
    return headers.firstValue("x-fal-request-id").orElse("");
  }

  /** What the worker that answered advertises. */
  List<String> hints() {
    return headers.firstValue("x-fal-runner-hints").stream()
        .flatMap(text -> Arrays.stream(text.split(",")))
        .map(String::strip)
        .filter(word -> !word.isEmpty())
        .toList();
  }

  /** Absent, or none of the amounts that we know how to read, from servers other than Hearth. */
  Optional<BigDecimal> cost() {
    return headers.firstValue("x-hearth-cost").flatMap(Answer::dollars);
  }

  /** An amount, if that is one. */
  static Optional<BigDecimal> dollars(String text) {
    return text.matches("[0-9]{1,12}([.][0-9]{1,12})?")
        ? Optional.of(new BigDecimal(text))
        : Optional.empty();
  }
}
