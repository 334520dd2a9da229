package dev.hearth.marketplace.internal;

import dev.hearth.marketplace.error.Refusals;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.smallrye.common.vertx.VertxContext;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Objects;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * A second HTTP server over the same routes. A filter tells the two apart by the port that a
 * request came in by: {@code /internal} exists only here, and only {@code /internal} and the health
 * checks do.
 */
@Singleton
public final class InternalListener {
  private static final Logger LOG = Logger.getLogger(InternalListener.class);
  private static final String INTERNAL = "/internal";
  private static final String HEALTH = "/q/health";

  /** Before every other filter. */
  private static final int PRIORITY = 10_000;

  private final InternalConfig config;
  private final Vertx vertx;
  private final Refusals refusals;
  private @Nullable Router router;
  private volatile @Nullable HttpServer server;

  InternalListener(InternalConfig config, Vertx vertx, Refusals refusals) {
    this.config = config;
    this.vertx = vertx;
    this.refusals = refusals;
  }

  void use(@Observes Router router) {
    this.router = router;
  }

  void separate(@Observes Filters filters) {
    filters.register(this::separate, PRIORITY);
  }

  void start(@Observes StartupEvent start) {
    Router routes = router;
    if (routes == null) {
      throw new IllegalStateException("the HTTP layer made no router");
    }
    var options = new HttpServerOptions().setHost(config.host()).setPort(config.port());
    HttpServer listening =
        vertx
            .createHttpServer(options)
            .requestHandler(request -> handle(vertx, routes, request))
            .listen()
            .toCompletionStage()
            .toCompletableFuture()
            .join();
    server = listening;
    LOG.infof("internal listener started, host=%s port=%d", config.host(), listening.actualPort());
  }

  void stop(@Observes ShutdownEvent stop) {
    HttpServer listening = server;
    if (listening != null) {
      listening.close().toCompletionStage().toCompletableFuture().join();
    }
  }

  /** The port that the listener is bound to. */
  public int port() {
    HttpServer listening = server;
    if (listening == null) {
      throw new IllegalStateException("the internal listener isn't started");
    }
    return listening.actualPort();
  }

  /** Each request gets a context of its own, as Quarkus' own server does it. */
  private static void handle(Vertx vertx, Router routes, HttpServerRequest request) {
    Context context =
        Objects.requireNonNull(VertxContext.createNewDuplicatedContext(vertx.getOrCreateContext()));
    request.pause();
    context.runOnContext(
        _ -> {
          request.resume();
          routes.handle(request);
        });
  }

  private void separate(RoutingContext context) {
    String path = context.normalizedPath();
    boolean forInternal = path.equals(INTERNAL) || path.startsWith(INTERNAL + "/");
    boolean allowed =
        isInternal(context.request())
            ? forInternal || path.equals(HEALTH) || path.startsWith(HEALTH + "/")
            : !forInternal;
    if (allowed) {
      context.next();
    } else {
      refusals.refuse(context, 404, "no such path");
    }
  }

  private boolean isInternal(HttpServerRequest request) {
    HttpServer listening = server;
    return listening != null && request.localAddress().port() == listening.actualPort();
  }
}
