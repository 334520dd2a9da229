package dev.hearth.marketplace.console;

import dev.hearth.marketplace.limit.HttpLimitsConfig;
import io.quarkus.logging.Log;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/** Gives errors on the console's paths the look of the console. */
@Singleton
class ErrorPages {
  private static final int NOT_FOUND = 404;
  private static final int TOO_LARGE = 413;
  private static final int BEFORE_LIMIT = 1_100;
  private static final int BEFORE_ALL = -10_000;
  // After the resources and files of every module, before Quarkus' own answer.
  private static final int AFTER_ALL = 1_000_000;

  private final long maxBodyBytes;

  ErrorPages(HttpLimitsConfig limits) {
    this.maxBodyBytes = limits.maxBodySize().asLongValue();
  }

  /** Says in a page what the limit of bodies would say to programs. */
  void limit(@Observes Filters filters) {
    filters.register(this::tooLarge, BEFORE_LIMIT);
  }

  private void tooLarge(RoutingContext request) {
    String length = request.request().getHeader(HttpHeaders.CONTENT_LENGTH);
    boolean tooLarge = length != null && Long.parseLong(length) > maxBodyBytes;
    if (tooLarge && ConsolePaths.contains(request.normalizedPath())) {
      request.response().putHeader("Connection", "close");
      answer(request, TOO_LARGE);
    } else {
      request.next();
    }
  }

  /** Fills answers that refuse without saying anything, such as an unknown path. */
  @ServerResponseFilter
  void fill(ContainerRequestContext request, ContainerResponseContext response) {
    String path = request.getUriInfo().getRequestUri().getPath();
    if (!ConsolePaths.contains(path)) {
      return;
    }
    response.getHeaders().putSingle(HttpHeaders.CACHE_CONTROL, "no-store");
    response.getHeaders().putSingle(HttpHeaders.VARY, "HX-Request, Cookie");
    if (response.getStatus() >= 400 && !speaks(response)) {
      boolean htmx = request.getHeaderString("HX-Request") != null;
      // The form filter refuses with 400; to people it is a refusal like any other.
      int status = response.getStatus() == 400 ? 403 : response.getStatus();
      response.setStatus(status);
      response.setEntity(page(status, htmx), null, MediaType.TEXT_HTML_TYPE);
    }
  }

  /** Whether the answer is a page of the console already, or leads to one. */
  private static boolean speaks(ContainerResponseContext response) {
    Object entity = response.getEntity();
    MediaType type = response.getMediaType();
    boolean page =
        entity instanceof TemplateInstance
            || (entity != null && type != null && MediaType.TEXT_HTML_TYPE.isCompatible(type));
    return page || response.getHeaders().containsKey("HX-Redirect");
  }

  /** Shows failures of the console's own code. */
  void route(@Observes Router router) {
    router.route().order(BEFORE_ALL).failureHandler(this::fail);
    router.route().order(AFTER_ALL).handler(this::notFound);
  }

  private void notFound(RoutingContext request) {
    if (ConsolePaths.contains(request.normalizedPath())) {
      answer(request, NOT_FOUND);
    } else {
      request.next();
    }
  }

  private void fail(RoutingContext request) {
    String path = request.normalizedPath();
    if (!ConsolePaths.contains(path) || request.response().headWritten()) {
      request.next();
      return;
    }
    int status = request.statusCode() >= 400 ? request.statusCode() : 500;
    if (status >= 500) {
      Log.errorf(request.failure(), "console page failed path=%s", path);
    }
    answer(request, status);
  }

  private static void answer(RoutingContext request, int status) {
    boolean htmx = request.request().getHeader("HX-Request") != null;
    request
        .response()
        .setStatusCode(status)
        .putHeader(HttpHeaders.CONTENT_TYPE, "text/html;charset=UTF-8")
        .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
        .end(page(status, htmx))
        .onFailure(e -> Log.debugf(e, "the visitor left path=%s", request.normalizedPath()));
  }

  private static String page(int status, boolean htmx) {
    ErrorView error = ErrorView.of(status);
    return htmx ? Pages.notice(error).render() : Pages.error(Chrome.neutral(), error).render();
  }
}
