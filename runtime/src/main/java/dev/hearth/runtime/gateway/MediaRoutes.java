package dev.hearth.runtime.gateway;

import dev.hearth.runtime.media.MediaFile;
import dev.hearth.runtime.media.MediaStore;
import dev.hearth.sdk.error.CallException;
import dev.hearth.sdk.error.ErrorCode;
import io.quarkus.logging.Log;
import io.quarkus.virtual.threads.VirtualThreads;
import io.vertx.core.Vertx;
import io.vertx.core.file.OpenOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Serves media under their capability URLs and takes uploads. What a browser could run as a page is
 * served for saving only.
 */
@ApplicationScoped
class MediaRoutes {
  private static final Pattern RANGE = Pattern.compile("bytes=(\\d{0,18})-(\\d{0,18})");

  private final MediaStore media;
  private final Vertx vertx;
  private final ExecutorService threads;

  MediaRoutes(MediaStore media, Vertx vertx, @VirtualThreads ExecutorService threads) {
    this.media = media;
    this.vertx = vertx;
    this.threads = threads;
  }

  void register(@Observes Router router) {
    router.get("/media/:token/:name").handler(this::download);
    router.head("/media/:token/:name").handler(this::download);
    router.put("/upload/:token").handler(this::upload);
  }

  private void download(RoutingContext context) {
    threads.execute(
        () -> {
          try {
            Optional<MediaFile> file = media.find(token(context));
            if (file.isPresent()) {
              send(context, file.get());
            } else {
              refuse(context, ErrorCode.NOT_FOUND, "no such file, or it has expired");
            }
          } catch (RuntimeException e) {
            Log.error("a file can't be served", e);
            refuse(context, ErrorCode.INTERNAL, "internal error");
          }
        });
  }

  private static String token(RoutingContext context) {
    return Objects.requireNonNullElse(context.pathParam("token"), "");
  }

  private static void send(RoutingContext context, MediaFile file) {
    HttpServerResponse response = context.response();
    response.putHeader("content-type", file.contentType());
    response.putHeader("x-content-type-options", "nosniff");
    response.putHeader("content-security-policy", "sandbox; default-src 'none'");
    response.putHeader("cross-origin-resource-policy", "cross-origin");
    response.putHeader("cache-control", "private, max-age=86400, immutable");
    response.putHeader("accept-ranges", "bytes");
    String disposition = file.inline() ? "inline" : "attachment";
    response.putHeader(
        "content-disposition", disposition + "; filename=\"" + file.fileName() + "\"");
    Span span = span(context.request().getHeader("range"), file.bytes());
    if (span == null) {
      response.putHeader("content-range", "bytes */" + file.bytes());
      refuse(context, 416);
      return;
    }
    if (span.partial) {
      response.setStatusCode(206);
      response.putHeader(
          "content-range",
          "bytes %d-%d/%d".formatted(span.start, span.start + span.length - 1, file.bytes()));
    }
    if (context.request().method().equals(HttpMethod.HEAD)) {
      response.putHeader("content-length", String.valueOf(span.length)).end();
    } else {
      response
          .sendFile(file.path().toString(), span.start, span.length)
          .onFailure(e -> Log.debugf("download ended early: %s", e.getMessage()));
    }
  }

  private record Span(long start, long length, boolean partial) {}

  /** The bytes asked for (RFC 9110 §14.2, one range); null when there are none. */
  private static @Nullable Span span(@Nullable String range, long bytes) {
    Matcher match = range == null ? null : RANGE.matcher(range);
    if (match == null || !match.matches() || (match.group(1) + match.group(2)).isEmpty()) {
      return new Span(0, bytes, false);
    }
    long start;
    long end = bytes - 1;
    if (match.group(1).isEmpty()) {
      start = Math.max(0, bytes - Long.parseLong(match.group(2)));
    } else {
      start = Long.parseLong(match.group(1));
      end = match.group(2).isEmpty() ? end : Math.min(end, Long.parseLong(match.group(2)));
    }
    return start > end ? null : new Span(start, end - start + 1, true);
  }

  private void upload(RoutingContext context) {
    long bytes = contentLength(context);
    if (bytes < 0) {
      refuse(context, 411);
      return;
    }
    if (bytes > media.maxUploadBytes()) {
      refuse(
          context,
          ErrorCode.PAYLOAD_TOO_LARGE,
          "an upload has at most " + (media.maxUploadBytes() >> 20) + " MiB");
      return;
    }
    context.request().pause();
    threads.execute(
        () -> {
          if (media.awaited(token(context))) {
            receive(context, media.incoming());
          } else {
            refuse(context, ErrorCode.NOT_FOUND, "no such upload, or it is done already");
          }
        });
  }

  private static long contentLength(RoutingContext context) {
    String header = context.request().getHeader("content-length");
    try {
      return header == null ? -1 : Long.parseLong(header);
    } catch (NumberFormatException e) {
      return -1;
    }
  }

  private void receive(RoutingContext context, Path target) {
    vertx
        .fileSystem()
        .open(target.toString(), new OpenOptions().setCreateNew(true).setWrite(true))
        .compose(file -> context.request().pipeTo(file))
        .onSuccess(_ -> threads.execute(() -> keep(context, target)))
        .onFailure(
            e ->
                threads.execute(
                    () -> {
                      MediaStore.discard(target);
                      Log.infof("upload ended early: %s", e.getMessage());
                      refuse(context, ErrorCode.BAD_REQUEST, "the upload ended early");
                    }));
  }

  private void keep(RoutingContext context, Path target) {
    try {
      String type = context.request().getHeader("content-type");
      if (media.upload(token(context), target, type)) {
        context.response().setStatusCode(200).end();
      } else {
        refuse(context, ErrorCode.NOT_FOUND, "no such upload, or it is done already");
      }
    } catch (IOException | RuntimeException e) {
      Log.error("an upload can't be kept", e);
      refuse(context, ErrorCode.INTERNAL, "internal error");
    } finally {
      MediaStore.discard(target);
    }
  }

  private static void refuse(RoutingContext context, ErrorCode code, String message) {
    Reply.error(new CallException(code, message)).send(context.response());
  }

  private static void refuse(RoutingContext context, int status) {
    context.response().setStatusCode(status).end();
  }
}
