package dev.hearth.sdk.cli.call;

import dev.hearth.sdk.cli.connection.Client;
import dev.hearth.sdk.error.CallException;
import dev.hearth.sdk.json.Json;
import dev.hearth.sdk.json.Json.JsonArray;
import dev.hearth.sdk.json.Json.JsonObject;
import dev.hearth.sdk.json.Json.JsonString;
import dev.hearth.sdk.media.DataUri;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Saves the media of a result: every object with a {@code url} and a {@code content_type}. */
final class SavedMedia {
  private final Client client;
  private final Path directory;
  private final List<Path> saved = new ArrayList<>();

  SavedMedia(Client client, Path directory) {
    this.client = client;
    this.directory = directory;
  }

  List<Path> save(Json result) throws IOException, InterruptedException {
    Files.createDirectories(directory);
    visit(result);
    return List.copyOf(saved);
  }

  private void visit(Json value) throws IOException, InterruptedException {
    switch (value) {
      case JsonObject object -> {
        if (object.get("url").orElse(null) instanceof JsonString(var url)
            && object.get("content_type").isPresent()) {
          saveOne(object, url);
        }
        for (Json member : object.members().values()) {
          visit(member);
        }
      }
      case JsonArray(var elements) -> {
        for (Json element : elements) {
          visit(element);
        }
      }
      default -> {}
    }
  }

  private void saveOne(JsonObject media, String url) throws IOException, InterruptedException {
    String name = media.get("file_name").map(Json::asString).orElse("");
    if (DataUri.is(url)) {
      saved.add(Files.write(free(plain(name)), content(url)));
    } else if (url.startsWith("http")) {
      URI address = URI.create(url);
      Path file = free(plain(name.isEmpty() ? lastSegment(address.getPath()) : name));
      client.download(address, file);
      saved.add(file);
    }
  }

  private static byte[] content(String dataUri) throws IOException {
    try {
      return DataUri.parse(dataUri).bytes();
    } catch (CallException e) {
      throw new IOException("a file of the result can't be read: " + e.reason(), e);
    }
  }

  private static String lastSegment(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  /** The name without anything that could lead out of the folder: a function chose it. */
  private static String plain(String name) {
    String plain = lastSegment(name.replace('\\', '/')).replaceAll("[^A-Za-z0-9._-]", "_");
    return plain.isEmpty() || plain.startsWith(".") ? "file" + plain : plain;
  }

  private Path free(String name) {
    Path file = directory.resolve(name);
    for (int copy = 2; Files.exists(file); copy++) {
      int dot = name.lastIndexOf('.');
      String numbered =
          dot < 0 ? name + "-" + copy : name.substring(0, dot) + "-" + copy + name.substring(dot);
      file = directory.resolve(numbered);
    }
    return file;
  }
}
