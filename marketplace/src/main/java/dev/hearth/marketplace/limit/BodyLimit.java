package dev.hearth.marketplace.limit;

import dev.hearth.marketplace.error.Refusals;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/**
 * Refuses bodies that are too large before anything reads them. Only blobs are streamed; whatever
 * else has a body must say how long it is, because it will be held in memory.
 */
@Singleton
final class BodyLimit {
  private static final int PRIORITY = 1_000;
  private static final String BLOBS = "/v1/blobs/";

  private final long maxBytes;
  private final Refusals refusals;

  BodyLimit(HttpLimitsConfig config, Refusals refusals) {
    this.maxBytes = config.maxBodySize().asLongValue();
    this.refusals = refusals;
  }

  void register(@Observes Filters filters) {
    filters.register(this::check, PRIORITY);
  }

  private void check(RoutingContext context) {
    HttpServerRequest request = context.request();
    if (request.method().equals(HttpMethod.PUT) && context.normalizedPath().startsWith(BLOBS)) {
      context.next();
    } else if (request.headers().contains(HttpHeaders.TRANSFER_ENCODING)) {
      refuse(context, 411, "a body needs a Content-Length");
    } else if (declaredBytes(request) > maxBytes) {
      refuse(context, 413, "a body has at most " + maxBytes + " bytes");
    } else {
      context.next();
    }
  }

  private static long declaredBytes(HttpServerRequest request) {
    String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
    return length == null ? 0 : Long.parseLong(length);
  }

  /** The rest isn't read, so the connection can't be used again. */
  private void refuse(RoutingContext context, int status, String message) {
    context.response().putHeader(HttpHeaders.CONNECTION, "close");
    refusals.refuse(context, status, message);
  }
}
