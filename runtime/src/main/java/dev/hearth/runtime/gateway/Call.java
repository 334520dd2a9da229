package dev.hearth.runtime.gateway;

import dev.hearth.runtime.gateway.FalRoute.Surface;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP request after routing.
 *
 * @param query undecoded, empty for none
 * @param body empty for none
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Call(
    Surface surface,
    FalRoute route,
    String query,
    HttpServerRequest http,
    HttpServerResponse response,
    byte[] body) {
  @Nullable String header(String name) {
    return http.getHeader(name);
  }

  /** Whether the status shall carry logs. */
  boolean wantsLogs() {
    return wants("logs");
  }

  /** Whether the status shall carry the latest partial output. */
  boolean wantsPartial() {
    return wants("partial");
  }

  private boolean wants(String what) {
    return query.matches("(.*&)?" + what + "=(1|true|True)(&.*)?");
  }
}
