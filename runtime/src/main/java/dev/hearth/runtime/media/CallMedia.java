package dev.hearth.runtime.media;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hearth.sdk.error.CallException;
import dev.hearth.sdk.error.ErrorCode;
import dev.hearth.sdk.media.ContentTypes;
import dev.hearth.sdk.media.DataUri;
import dev.hearth.sdk.media.ImageHeader;
import dev.hearth.sdk.protocol.ResultPayload;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The files of one attempt's outputs, partial ones and the whole one. Keeps each that an output
 * names, once, and writes its URL, size and type into the output, as measured here and not as the
 * worker told. Instead of keeping it, it can write a small file into the output itself.
 * Thread-safe; blocking.
 */
public final class CallMedia {
  private final MediaStore store;
  private final ObjectMapper json;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<Path, Kept> kept = new HashMap<>();
  private long inlineBytes;

  private record Kept(ObjectNode media, Optional<ImageHeader> header) {}

  /**
   * @param inlineBytes of all files that may stand in outputs as {@code data:} URIs
   */
  CallMedia(MediaStore store, ObjectMapper json, long inlineBytes) {
    this.store = store;
    this.json = json;
    this.inlineBytes = inlineBytes;
  }

  /**
   * Reads an output.
   *
   * @param output JSON in UTF-8
   * @param files by number
   * @throws CallException with {@code OUTPUT_INVALID} when the output isn't JSON or names a file
   *     that wasn't sent
   */
  public Output read(byte[] output, List<Path> files) {
    return files.isEmpty() ? new Output(output, null, List.of()) : readNaming(output, files);
  }

  private Output readNaming(byte[] output, List<Path> files) {
    try {
      JsonNode tree = json.readTree(output);
      var named = new ArrayList<Named>();
      collect(tree, files, named);
      return new Output(output, tree, named);
    } catch (IOException e) {
      throw new CallException(ErrorCode.OUTPUT_INVALID, "the function's output isn't JSON", e);
    }
  }

  private static void collect(JsonNode node, List<Path> files, List<Named> named) {
    if (node instanceof ObjectNode object
        && object.path("url").asText().startsWith(ResultPayload.FILE_SCHEME)) {
      named.add(new Named(object, files.get(number(object.get("url").asText(), files.size()))));
      return;
    }
    for (JsonNode child : node) {
      collect(child, files, named);
    }
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

  private record Named(ObjectNode media, Path file) {}

  /** An output and the files that it names. For one thread. */
  public final class Output {
    private final byte[] text;
    private final @Nullable JsonNode tree;
    private final List<Named> named;

    private Output(byte[] text, @Nullable JsonNode tree, List<Named> named) {
      this.text = text;
      this.tree = tree;
      this.named = named;
    }

    /** Headers of the pictures among the files, each once. */
    public List<ImageHeader> headers() throws IOException {
      var headers = new ArrayList<ImageHeader>();
      lock.lock();
      try {
        for (Path file : named.stream().map(Named::file).distinct().toList()) {
          Kept earlier = kept.get(file);
          (earlier == null ? ImageHeader.of(file) : earlier.header).ifPresent(headers::add);
        }
        return headers;
      } finally {
        lock.unlock();
      }
    }

    /** Keeps the files and completes the output: JSON in UTF-8 for the caller. */
    public byte[] publish() throws IOException, InterruptedException {
      lock.lock();
      try {
        for (Named each : named) {
          Kept earlier = kept.get(each.file);
          if (earlier == null) {
            kept.put(each.file, keep(each.media, each.file));
          } else {
            each.media.setAll(earlier.media);
          }
        }
        return named.isEmpty() ? text : json.writeValueAsBytes(tree);
      } finally {
        lock.unlock();
      }
    }
  }

  private Kept keep(ObjectNode media, Path file) throws IOException, InterruptedException {
    String type = ContentTypes.of(file, media.path("content_type").asText(ContentTypes.UNKNOWN));
    String name = MediaStore.plain(media.path("file_name").asText("file"));
    Optional<ImageHeader> header = ImageHeader.of(file);
    long bytes = Files.size(file);
    if (bytes <= inlineBytes) {
      inlineBytes -= bytes;
      media.put("url", new DataUri(type, Files.readAllBytes(file)).text());
    } else {
      media.put("url", store.keep(file, type, name));
    }
    media.put("content_type", type).put("file_name", name).put("file_size", bytes);
    header.ifPresent(found -> media.put("width", found.width()).put("height", found.height()));
    return new Kept(media, header);
  }
}
