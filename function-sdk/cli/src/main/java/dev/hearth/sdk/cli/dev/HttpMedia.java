package dev.hearth.sdk.cli.dev;

import dev.hearth.sdk.error.CallException;
import dev.hearth.sdk.error.ErrorCode;
import dev.hearth.sdk.testkit.node.MediaSource;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** Fetches media by HTTP. Never files of this machine: whoever reaches the page could read them. */
final class HttpMedia implements MediaSource {
  private static final long MAX_BYTES = 1L << 30;
  private static final Duration TIMEOUT = Duration.ofSeconds(60);

  private final HttpClient http =
      HttpClient.newBuilder()
          .connectTimeout(Duration.ofSeconds(10))
          .followRedirects(HttpClient.Redirect.NORMAL)
          .build();

  @Override
  public Path file(String url, Path into) {
    HttpRequest request;
    try {
      request = HttpRequest.newBuilder(URI.create(url)).timeout(TIMEOUT).build();
    } catch (IllegalArgumentException e) {
      throw new CallException(
          ErrorCode.FILE_DOWNLOAD_ERROR, "expected an http: or https: URL or a data: URI", e);
    }
    try {
      HttpResponse<InputStream> answer =
          http.send(request, HttpResponse.BodyHandlers.ofInputStream());
      try (InputStream body = answer.body()) {
        if (answer.statusCode() != 200) {
          throw new CallException(
              ErrorCode.FILE_DOWNLOAD_ERROR, url + " answers " + answer.statusCode());
        }
        keep(body, into);
      }
      return into;
    } catch (IOException e) {
      throw new CallException(
          ErrorCode.FILE_DOWNLOAD_ERROR, url + " can't be fetched: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CallException(ErrorCode.FILE_DOWNLOAD_ERROR, url + " was given up", e);
    }
  }

  private static void keep(InputStream body, Path into) throws IOException {
    try (OutputStream out = Files.newOutputStream(into)) {
      byte[] buffer = new byte[1 << 16];
      long bytes = 0;
      for (int read = body.read(buffer); read >= 0; read = body.read(buffer)) {
        bytes += read;
        if (bytes > MAX_BYTES) {
          throw new CallException(
              ErrorCode.FILE_TOO_LARGE, "the file has more than " + MAX_BYTES + " bytes");
        }
        out.write(buffer, 0, read);
      }
    }
  }
}
