package dev.hearth.runtime.gateway;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/** What a request of fal's protocol asks for. */
sealed interface FalRoute {
  /** What clients put behind an endpoint's path. */
  String STREAM = "/stream";

  /** fal's hosts; each speaks a part of the protocol. */
  enum Surface {
    RUN,
    QUEUE,
    REST;

    /** The surface of one of fal's host names. */
    static Optional<Surface> ofHost(String host) {
      return switch (host.toLowerCase(Locale.ROOT)) {
        case "fal.run" -> Optional.of(RUN);
        case "queue.fal.run" -> Optional.of(QUEUE);
        case "rest.fal.ai", "rest.alpha.fal.ai" -> Optional.of(REST);
        default -> Optional.empty();
      };
    }
  }

  /**
   * A function's endpoint.
   *
   * @param path {@code "/"} or what stands behind owner and name
   */
  record Target(String owner, String name, String path) {
    String id() {
      return owner + "/" + name;
    }
  }

  /** Direct run. */
  record Run(Target target) implements FalRoute {}

  /** Direct run whose outputs come as server-sent events. */
  record Stream(Target target) implements FalRoute {}

  /** Queue submit. */
  record Submit(Target target) implements FalRoute {}

  /** Status of a request. */
  record Status(UUID requestId) implements FalRoute {}

  /** Status of a request as server-sent events. */
  record StatusStream(UUID requestId) implements FalRoute {}

  /** Result of a request. */
  record Result(UUID requestId) implements FalRoute {}

  /** Withdrawal of a request. */
  record Cancel(UUID requestId) implements FalRoute {}

  /** Announcement of an upload. */
  record InitiateUpload() implements FalRoute {}

  /** A request id that is none: it names no request. */
  record NoRequest() implements FalRoute {}

  /** Nothing of the protocol that is served here. */
  record Unknown() implements FalRoute {}

  /** Reads method and path (undecoded, without query, beginning with a slash). */
  static FalRoute parse(Surface surface, String method, String path) {
    List<String> segments = Arrays.stream(path.split("/")).filter(s -> !s.isEmpty()).toList();
    return switch (surface) {
      case RUN ->
          method.equals("POST")
              ? target(segments).map(FalRoute::direct).orElse(new Unknown())
              : new Unknown();
      case QUEUE -> queue(method, segments);
      case REST ->
          method.equals("POST") && segments.equals(List.of("storage", "upload", "initiate"))
              ? new InitiateUpload()
              : new Unknown();
    };
  }

  /** No endpoint can have a path that ends so: a caller couldn't say which is meant. */
  private static FalRoute direct(Target target) {
    String path = target.path();
    if (!path.endsWith(STREAM)) {
      return new Run(target);
    }
    String endpoint = path.substring(0, path.length() - STREAM.length());
    return new Stream(
        new Target(target.owner(), target.name(), endpoint.isEmpty() ? "/" : endpoint));
  }

  private static FalRoute queue(String method, List<String> segments) {
    int requests = segments.indexOf("requests");
    if (requests >= 2 && segments.size() > requests + 1) {
      return request(method, segments.subList(requests + 1, segments.size()));
    }
    return method.equals("POST")
        ? target(segments).<FalRoute>map(Submit::new).orElse(new Unknown())
        : new Unknown();
  }

  private static FalRoute request(String method, List<String> rest) {
    UUID id;
    try {
      id = UUID.fromString(rest.getFirst());
    } catch (IllegalArgumentException e) {
      return new NoRequest();
    }
    return switch (method + " " + String.join("/", rest.subList(1, rest.size()))) {
      case "GET ", "GET response" -> new Result(id);
      case "GET status" -> new Status(id);
      case "GET status/stream" -> new StatusStream(id);
      case "PUT cancel" -> new Cancel(id);
      default -> new Unknown();
    };
  }

  private static Optional<Target> target(List<String> segments) {
    if (segments.size() < 2) {
      return Optional.empty();
    }
    String rest = String.join("/", segments.subList(2, segments.size()));
    return Optional.of(new Target(segments.get(0), segments.get(1), "/" + rest));
  }
}
