package dev.hearth.runtime.gateway;

import dev.hearth.runtime.gateway.FalRoute.Surface;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.HostAndPort;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;

/**
 * The host that a request is for: {@code Host} in HTTP/1.1, {@code :authority} in HTTP/2. Where the
 * request's target is a whole URL, its host counts instead (RFC 9112 §3.2.2). Forwarding headers
 * count only where {@code quarkus.http.proxy} says so.
 */
final class RequestedHost {
  private RequestedHost() {}

  /** The surface, if the host is one of fal's; its port doesn't matter. */
  static Optional<Surface> surface(HttpServerRequest request) {
    String target = request.uri();
    return (target.startsWith("/") ? named(request) : ofUrl(target)).flatMap(Surface::ofHost);
  }

  private static Optional<String> named(HttpServerRequest request) {
    // Null when it is absent or malformed.
    return Optional.ofNullable(request.authority()).map(HostAndPort::host);
  }

  private static Optional<String> ofUrl(String target) {
    try {
      return Optional.ofNullable(new URI(target).getHost());
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }
}
