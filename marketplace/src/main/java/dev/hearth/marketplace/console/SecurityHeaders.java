package dev.hearth.marketplace.console;

import dev.hearth.marketplace.console.run.Origin;
import dev.hearth.marketplace.listing.PublicConfig;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** Headers that bind the browser: what pages may load, and who may frame them. */
@ApplicationScoped
class SecurityHeaders {
  private static final int EARLY = 1_200;

  private final String policy;

  SecurityHeaders(PublicConfig addresses) {
    String media = "'self' https: " + Origin.of(addresses.apiUrl());
    this.policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self';"
            + " img-src data: "
            + media
            + "; media-src "
            + media
            + "; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";
  }

  void register(@Observes Filters filters) {
    filters.register(this::apply, EARLY);
  }

  private void apply(RoutingContext request) {
    if (ConsolePaths.contains(request.normalizedPath())) {
      HttpServerResponse response = request.response();
      response
          .putHeader("Content-Security-Policy", policy)
          .putHeader("X-Frame-Options", "DENY")
          .putHeader("X-Content-Type-Options", "nosniff")
          .putHeader("Referrer-Policy", "same-origin")
          .putHeader("Cross-Origin-Opener-Policy", "same-origin")
          .putHeader("Permissions-Policy", "camera=(), geolocation=(), microphone=()");
    }
    request.next();
  }
}
