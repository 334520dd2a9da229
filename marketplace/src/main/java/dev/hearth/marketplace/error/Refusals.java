package dev.hearth.marketplace.error;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.util.UUID;

/** Answers requests that are refused before JAX-RS sees them, in the same shape. */
@Singleton
public final class Refusals {
  private final ObjectMapper mapper;

  Refusals(ObjectMapper mapper) {
    this.mapper = mapper;
  }

  /** Answers and ends the request. */
  public void refuse(RoutingContext context, int status, String message) {
    context
        .response()
        .setStatusCode(status)
        .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
        .end(json(status, message))
        .onFailure(context::fail);
  }

  private String json(int status, String message) {
    try {
      return mapper.writeValueAsString(ErrorBody.of(status, message, UUID.randomUUID().toString()));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a record of strings can always be written", e);
    }
  }
}
