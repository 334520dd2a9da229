package dev.hearth.sdk.testkit.node;

import dev.hearth.sdk.descriptor.MediaChecks;
import dev.hearth.sdk.descriptor.MediaPlaces;
import dev.hearth.sdk.descriptor.MediaPlaces.Place;
import dev.hearth.sdk.error.CallException;
import dev.hearth.sdk.error.ErrorCode;
import dev.hearth.sdk.json.Json;
import dev.hearth.sdk.json.Json.JsonArray;
import dev.hearth.sdk.json.Json.JsonObject;
import dev.hearth.sdk.media.ContentTypes;
import dev.hearth.sdk.media.DataUri;
import dev.hearth.sdk.media.ImageHeader;
import dev.hearth.sdk.protocol.ResultPayload;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Media of inputs and outputs as files of this machine. */
final class LocalMedia {
  private final Path folder;
  private final MediaSource source;

  /**
   * @param folder takes the files of {@code data:} URIs, and what the source fetches
   */
  LocalMedia(Path folder, MediaSource source) {
    this.folder = folder;
    this.source = source;
  }

  /**
   * An input whose media are local files.
   *
   * @param headers of its pictures, by {@link Place#pointer}
   */
  record Resolved(JsonObject input, Map<String, ImageHeader> headers) {}

  /**
   * Brings the media of an input here, however deep they stand, as a node does before a call.
   *
   * @throws CallException naming the place that can't be resolved
   */
  Resolved resolve(JsonObject input, MediaPlaces places) {
    var headers = new HashMap<String, ImageHeader>();
    Json resolved = places.rewrite(input, (place, url) -> bring(place, url, headers));
    return new Resolved(resolved.asObject(), Map.copyOf(headers));
  }

  private Json bring(Place place, String url, Map<String, ImageHeader> headers) {
    try {
      Reference file = local(url);
      Optional<ImageHeader> header = header(file.path);
      MediaChecks.check(place.limits(), size(file.path), header);
      header.ifPresent(found -> headers.put(place.pointer(), found));
      return file.toJson();
    } catch (CallException e) {
      throw CallException.at(e.code(), place.path(), e.reason());
    }
  }

  /** A file of this machine as a function sees it. */
  private record Reference(Path path, String contentType, String fileName) {
    JsonObject toJson() {
      var json =
          JsonObject.builder()
              .put("url", path.toUri().toString())
              .put("content_type", type(path, contentType))
              .put("file_name", fileName)
              .put("file_size", size(path));
      header(path)
          .ifPresent(found -> json.put("width", found.width()).put("height", found.height()));
      return json.build();
    }
  }

  private Reference local(String url) {
    if (DataUri.is(url)) {
      DataUri data = DataUri.parse(url);
      return new Reference(write(data.bytes()), data.contentType(), "file");
    }
    Path path = source.file(url, newFile());
    return new Reference(path, ContentTypes.UNKNOWN, name(url));
  }

  /** What follows the last slash, without a query. */
  private static String name(String url) {
    int query = url.indexOf('?');
    String whole = query < 0 ? url : url.substring(0, query);
    String name = whole.substring(whole.lastIndexOf('/') + 1);
    return name.isEmpty() ? "file" : name;
  }

  private Path write(byte[] bytes) {
    try {
      return Files.write(newFile(), bytes);
    } catch (IOException e) {
      throw new UncheckedIOException("can't keep an input's file", e);
    }
  }

  private Path newFile() {
    try {
      Files.createDirectories(folder);
      return Files.createTempFile(folder, "media", "");
    } catch (IOException e) {
      throw new UncheckedIOException("can't keep an input's file", e);
    }
  }

  /** Headers of those files that are pictures. */
  static List<ImageHeader> headers(Collection<Path> files) {
    return files.stream().flatMap(file -> header(file).stream()).toList();
  }

  /**
   * An output with URLs, sizes and types of its files, as measured and not as the worker told.
   *
   * @param inline whether the files are to stand in the output itself, as {@code data:} URIs
   * @throws CallException with {@code OUTPUT_INVALID} when it names a file that wasn't sent
   */
  static Json complete(Json output, List<Path> files, boolean inline) {
    return switch (output) {
      case JsonArray(var elements) ->
          new JsonArray(elements.stream().map(each -> complete(each, files, inline)).toList());
      case JsonObject object -> completeObject(object, files, inline);
      default -> output;
    };
  }

  /**
   * The files that an output names, each once: what was only shown on the way isn't billed.
   *
   * @throws CallException with {@code OUTPUT_INVALID} when it names a file that wasn't sent
   */
  static Set<Path> named(Json output, List<Path> files) {
    return switch (output) {
      case JsonArray(var elements) -> named(elements, files);
      case JsonObject object when isSent(object) -> Set.of(sent(url(object), files));
      case JsonObject object -> named(object.members().values(), files);
      default -> Set.of();
    };
  }

  private static Set<Path> named(Collection<Json> parts, List<Path> files) {
    var named = new LinkedHashSet<Path>();
    parts.forEach(part -> named.addAll(named(part, files)));
    return named;
  }

  private static boolean isSent(JsonObject object) {
    return url(object).startsWith(ResultPayload.FILE_SCHEME);
  }

  private static String url(JsonObject object) {
    return object.members().get("url") instanceof Json.JsonString(var text) ? text : "";
  }

  private static Json completeObject(JsonObject object, List<Path> files, boolean inline) {
    if (isSent(object)) {
      Path file = sent(url(object), files);
      String told = object.get("content_type").map(Json::asString).orElse(ContentTypes.UNKNOWN);
      String name = object.get("file_name").map(Json::asString).orElse("file");
      var members = new LinkedHashMap<>(object.members());
      members.putAll(new Reference(file, told, name).toJson().members());
      if (inline) {
        members.put("url", Json.of(new DataUri(type(file, told), content(file)).text()));
      }
      return new JsonObject(members);
    }
    var members = new LinkedHashMap<String, Json>();
    object.members().forEach((name, value) -> members.put(name, complete(value, files, inline)));
    return new JsonObject(members);
  }

  private static Path sent(String url, List<Path> files) {
    String number = url.substring(ResultPayload.FILE_SCHEME.length());
    for (int n = 0; n < files.size(); n++) {
      if (number.equals(Integer.toString(n))) {
        return files.get(n);
      }
    }
    throw new CallException(ErrorCode.OUTPUT_INVALID, "the output names a file not sent: " + url);
  }

  private static Optional<ImageHeader> header(Path file) {
    try {
      return ImageHeader.of(file);
    } catch (IOException e) {
      throw new UncheckedIOException("can't read " + file, e);
    }
  }

  private static String type(Path file, String told) {
    try {
      return ContentTypes.of(file, told);
    } catch (IOException e) {
      throw new UncheckedIOException("can't read " + file, e);
    }
  }

  private static byte[] content(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException("can't read " + file, e);
    }
  }

  private static long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      throw new UncheckedIOException("can't read " + file, e);
    }
  }
}
