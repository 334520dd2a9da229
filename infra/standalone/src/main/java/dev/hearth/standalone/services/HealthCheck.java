package dev.hearth.standalone.services;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waits until a service says that it is well. */
public final class HealthCheck implements AutoCloseable {
  private static final Duration BETWEEN_TRIES = Duration.ofMillis(50);
  private static final Duration ONE_TRY = Duration.ofSeconds(5);

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(ONE_TRY).build();

  /**
   * Waits until the origin's {@code /q/health} answers 200.
   *
   * @param alive whether the service's process lives; when it doesn't, waiting is in vain
   */
  public void await(URI origin, BooleanSupplier alive, Duration longest)
      throws IOException, InterruptedException {
    long deadline = System.nanoTime() + longest.toNanos();
    var request = HttpRequest.newBuilder(origin.resolve("/q/health")).timeout(ONE_TRY).build();
    String last = "no answer";
    while (alive.getAsBoolean() && System.nanoTime() < deadline) {
      try {
        int status = http.send(request, BodyHandlers.discarding()).statusCode();
        if (status == 200) {
          return;
        }
        last = "HTTP " + status;
      } catch (IOException e) {
        last = String.valueOf(e.getMessage());
      }
      Thread.sleep(BETWEEN_TRIES);
    }
    throw new IOException(
        alive.getAsBoolean()
            ? "%s is not well after %d s (%s)".formatted(origin, longest.toSeconds(), last)
            : "its process ended");
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
