package dev.hearth.sdk.client;

import dev.hearth.sdk.json.Json;
import dev.hearth.sdk.json.Json.JsonArray;
import dev.hearth.sdk.json.Json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;
import java.util.function.Supplier;

/**
 * fal's two ways to upload: a file is announced and put at the URL that is answered; a large one
 * goes there in parts. A server that knows no parts gets large files whole. The key goes with the
 * announcement only.
 */
final class Uploads {
  /** From here on fal's clients upload in parts. */
  private static final long LARGE = 90L << 20;

  private static final int PART = 10 << 20;
  private static final int TRIES = 3;
  private static final int NOT_FOUND = 404;
  private static final String TYPE = "?storage_type=fal-cdn-v3";
  private static final Duration TRANSFER = Duration.ofHours(1);

  private final Transport transport;

  Uploads(Transport transport) {
    this.transport = transport;
  }

  URI upload(InputFile file, UploadListener listener, Deadline deadline) {
    try {
      return switch (file) {
        case FileElsewhere(URI url) -> url;
        case FileOnDisk _, FileInMemory _ -> {
          try (var source = UploadSource.open(file)) {
            yield new Upload(source, listener, deadline).send();
          }
        }
      };
    } catch (IOException e) {
      throw new UncheckedIOException(file + " can't be read", e);
    }
  }

  /** One file on its way. */
  private final class Upload {
    private final UploadSource source;
    private final UploadListener listener;
    private final Deadline deadline;
    private final String what;

    Upload(UploadSource source, UploadListener listener, Deadline deadline) {
      this.source = source;
      this.listener = listener;
      this.deadline = deadline;
      this.what = "uploading " + source.name();
    }

    URI send() throws IOException {
      if (source.length() > LARGE) {
        try {
          return inParts(announce("initiate-multipart"));
        } catch (ApiException e) {
          if (e.status() != NOT_FOUND) {
            throw e;
          }
        }
      }
      // A URL serves for one attempt only: a repetition begins with a new one.
      return persistently(() -> whole(announce("initiate")));
    }

    private JsonObject announce(String how) {
      Json file =
          JsonObject.builder()
              .put("content_type", source.contentType())
              .put("file_name", source.name())
              .build();
      String path = "/rest/storage/upload/" + how + TYPE;
      ApiRequest request = ApiRequest.post(what, path, file, RetryRule.OTHER, deadline);
      return transport.send(request.repeatable(true)).json().asObject();
    }

    private URI whole(JsonObject place) {
      BodyPublisher body = counted(source.whole(), 0);
      HttpRequest.Builder put =
          to(place.string("upload_url")).header("Content-Type", source.contentType()).PUT(body);
      var _ = finish(put);
      return URI.create(place.string("file_url"));
    }

    private URI inParts(JsonObject place) throws IOException {
      List<Json> parts = new ArrayList<>();
      for (long from = 0; from < source.length(); from += PART) {
        byte[] bytes = source.read(from, (int) Math.min(PART, source.length() - from));
        String url = below(place, String.valueOf(parts.size() + 1));
        BodyPublisher body = counted(BodyPublishers.ofByteArray(bytes), from);
        parts.add(persistently(() -> part(finish(to(url).PUT(body)))));
      }
      String all = JsonObject.builder().put("parts", new JsonArray(parts)).build().print();
      var _ =
          finish(
              to(below(place, "complete"))
                  .header("Content-Type", "application/json")
                  .POST(BodyPublishers.ofString(all)));
      return URI.create(place.string("file_url"));
    }

    private static Json part(Answer answer) {
      JsonObject part = answer.json().asObject();
      return JsonObject.builder()
          .put("partNumber", part.require("partNumber"))
          .put("etag", part.require("etag"))
          .build();
    }

    private static String below(JsonObject place, String step) {
      String url = place.string("upload_url");
      int query = url.indexOf('?');
      return query < 0
          ? url + "/" + step
          : url.substring(0, query) + "/" + step + url.substring(query);
    }

    private HttpRequest.Builder to(String url) {
      return HttpRequest.newBuilder(URI.create(url)).timeout(deadline.atMost(TRANSFER));
    }

    private BodyPublisher counted(BodyPublisher body, long from) {
      LongConsumer taken = bytes -> listener.sent(from + bytes, source.length());
      return new CountedBody(body, taken);
    }

    private Answer finish(HttpRequest.Builder request) {
      Answer answer = transport.exchange(request.build(), what, deadline);
      if (answer.ok()) {
        return answer;
      }
      throw Transport.refused(what, answer);
    }

    private <T> T persistently(Supplier<T> attempt) {
      for (int tried = 1; ; tried++) {
        try {
          return attempt.get();
        } catch (ConnectionException e) {
          pause(tried, e);
        } catch (ApiException e) {
          if (e.status() < 500 && !e.retryable()) {
            throw e;
          }
          pause(tried, e);
        }
      }
    }

    private void pause(int tried, HearthException failure) {
      if (tried == TRIES) {
        throw failure;
      }
      Backoff backoff = transport.backoff();
      backoff.sleep(deadline.atMost(backoff.after(tried - 1, RetryRule.OTHER, null)));
    }
  }
}
