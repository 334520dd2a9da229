package dev.hearth.sdk.cli.call;

import dev.hearth.sdk.cli.connection.Client;
import dev.hearth.sdk.json.Json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.URLConnection;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;

/** Uploads a file to the installation's storage, as fal's clients do. */
final class StorageUpload implements CallInput.Uploads {
  private static final String TYPE = "?storage_type=fal-cdn-v3";

  private final Client client;

  StorageUpload(Client client) {
    this.client = client;
  }

  @Override
  public String upload(Path file) throws IOException, InterruptedException {
    String contentType = contentType(file);
    JsonObject place =
        client
            .send(
                "POST",
                client.api("/rest/storage/upload/initiate" + TYPE),
                JsonObject.builder()
                    .put("file_name", String.valueOf(file.getFileName()))
                    .put("content_type", contentType)
                    .build())
            .orFail("uploading " + file)
            .json()
            .asObject();
    var _ =
        client
            .putWithoutKey(
                URI.create(place.string("upload_url")), contentType, BodyPublishers.ofFile(file))
            .orFail("uploading " + file);
    return place.string("file_url");
  }

  private static String contentType(Path file) throws IOException {
    String probed = Files.probeContentType(file);
    if (probed != null) {
      return probed;
    }
    String guessed = URLConnection.guessContentTypeFromName(file.toString());
    if (guessed != null) {
      return guessed;
    }
    return file.toString().endsWith(".webp") ? "image/webp" : "application/octet-stream";
  }
}
