package dev.hearth.runtime.media;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hearth.sdk.error.CallException;
import dev.hearth.sdk.error.ErrorCode;
import dev.hearth.sdk.media.ContentTypes;
import dev.hearth.sdk.media.ImageHeader;
import dev.hearth.sdk.protocol.ResultPayload;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Keeps the files of a call's output and writes their URLs, sizes and types into it, as measured
 * here and not as the worker told. Blocking.
 */
@ApplicationScoped
public class OutputMedia {
  private final MediaStore store;
  private final ObjectMapper json;

  OutputMedia(MediaStore store, ObjectMapper json) {
    this.store = store;
    this.json = json;
  }

  /**
   * An output for the caller.
   *
   * @param body JSON in UTF-8
   */
  @SuppressWarnings("ArrayRecordComponent") // passed on, never compared
  public record Published(byte[] body) {}

  /** Headers of the output files that are pictures. */
  public List<ImageHeader> headers(List<Path> files) throws IOException {
    var headers = new ArrayList<ImageHeader>();
    for (Path file : files) {
      ImageHeader.of(file).ifPresent(headers::add);
    }
    return headers;
  }

  /**
   * Keeps the files and completes the output.
   *
   * @throws CallException with {@code OUTPUT_INVALID} when the output isn't JSON or names a file
   *     that wasn't sent
   */
  public Published publish(byte[] output, List<Path> files)
      throws IOException, InterruptedException {
    if (files.isEmpty()) {
      return new Published(output);
    }
    JsonNode tree;
    try {
      tree = json.readTree(output);
    } catch (IOException e) {
      throw new CallException(ErrorCode.OUTPUT_INVALID, "the function's output isn't JSON", e);
    }
    complete(tree, files, new HashMap<>());
    return new Published(json.writeValueAsBytes(tree));
  }

  private void complete(JsonNode node, List<Path> files, Map<Integer, ObjectNode> kept)
      throws IOException, InterruptedException {
    if (node instanceof ObjectNode object
        && object.path("url").asText().startsWith(ResultPayload.FILE_SCHEME)) {
      publish(object, files, kept);
      return;
    }
    for (JsonNode child : node) {
      complete(child, files, kept);
    }
  }

  /** A file that stands in the output twice is kept once. */
  private void publish(ObjectNode media, List<Path> files, Map<Integer, ObjectNode> kept)
      throws IOException, InterruptedException {
    int number = number(media.get("url").asText(), files.size());
    ObjectNode earlier = kept.get(number);
    if (earlier != null) {
      media.setAll(earlier);
      return;
    }
    kept.put(number, keep(media, files.get(number)));
  }

  private ObjectNode keep(ObjectNode media, Path file) throws IOException, InterruptedException {
    String type = ContentTypes.of(file, media.path("content_type").asText(ContentTypes.UNKNOWN));
    String name = MediaStore.plain(media.path("file_name").asText("file"));
    Optional<ImageHeader> header = ImageHeader.of(file);
    long bytes = Files.size(file);
    media.put("url", store.keep(file, type, name));
    media.put("content_type", type).put("file_name", name).put("file_size", bytes);
    header.ifPresent(found -> media.put("width", found.width()).put("height", found.height()));
    return media;
  }

  private static int number(String url, int files) {
    try {
      int number = Integer.parseInt(url.substring(ResultPayload.FILE_SCHEME.length()));
      if (number >= 0 && number < files) {
        return number;
      }
    } catch (NumberFormatException e) {
      throw new CallException(ErrorCode.OUTPUT_INVALID, "the output names no file: " + url, e);
    }
    throw new CallException(ErrorCode.OUTPUT_INVALID, "the output names a file not sent: " + url);
  }
}
