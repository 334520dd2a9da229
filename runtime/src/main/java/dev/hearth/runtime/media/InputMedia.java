package dev.hearth.runtime.media;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hearth.runtime.fetch.Fetched;
import dev.hearth.runtime.fetch.GuardedFetcher;
import dev.hearth.runtime.pool.Work;
import dev.hearth.sdk.error.CallException;
import dev.hearth.sdk.error.ErrorCode;
import dev.hearth.sdk.media.ContentTypes;
import dev.hearth.sdk.media.DataUri;
import dev.hearth.sdk.media.ImageHeader;
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
 * Brings the media of a call's input to this node: own URLs from the store, {@code data:} URIs from
 * the text, all others through the guarded fetcher. Blocking.
 */
@ApplicationScoped
public class InputMedia {
  private final MediaStore store;
  private final GuardedFetcher fetcher;

  InputMedia(MediaStore store, GuardedFetcher fetcher) {
    this.store = store;
    this.fetcher = fetcher;
  }

  /**
   * An input whose media are local.
   *
   * @param input with an object {@code {"url":"hearth-media:n",…}} in place of each media URL
   * @param files by number
   * @param temporary those of the files that are deleted after the call
   * @param headers of pictures, by field
   */
  public record Resolved(
      ObjectNode input, List<Path> files, List<Path> temporary, Map<String, ImageHeader> headers) {
    /** Deletes what was fetched for this call only. */
    public void discard() {
      temporary.forEach(MediaStore::discard);
    }
  }

  /**
   * Resolves the media fields.
   *
   * @throws CallException naming the field that can't be resolved
   */
  public Resolved resolve(ObjectNode input, List<String> mediaFields) {
    var resolved =
        new Resolved(input.deepCopy(), new ArrayList<>(), new ArrayList<>(), new HashMap<>());
    try {
      for (String field : mediaFields) {
        JsonNode url = input.get(field);
        if (url != null && !url.isNull()) {
          resolve(field, url.asText(), resolved);
        }
      }
      return resolved;
    } catch (RuntimeException e) {
      resolved.discard();
      throw e;
    }
  }

  private void resolve(String field, String url, Resolved into) {
    try {
      MediaFile file = local(url, into);
      Optional<ImageHeader> header = ImageHeader.of(file.path());
      header.ifPresent(found -> into.headers.put(field, found));
      into.input.set(field, reference(file, header, into.files.size()));
      into.files.add(file.path());
    } catch (CallException e) {
      throw CallException.field(e.code(), field, e.reason());
    } catch (IOException e) {
      throw new IllegalStateException("can't keep the file of " + field, e);
    }
  }

  private MediaFile local(String url, Resolved into) throws IOException {
    if (store.owns(url)) {
      return store
          .ofUrl(url)
          .orElseThrow(
              () ->
                  new CallException(
                      ErrorCode.FILE_DOWNLOAD_ERROR,
                      "can't fetch the file: there is no such file here, or it has expired"));
    }
    Path target = store.incoming();
    into.temporary.add(target);
    if (DataUri.is(url)) {
      return fromDataUri(url, target);
    }
    Fetched fetched = fetcher.fetch(url, target);
    return new MediaFile(
        target, ContentTypes.of(target, fetched.contentType()), name(url), fetched.bytes());
  }

  private static MediaFile fromDataUri(String uri, Path target) throws IOException {
    DataUri data = DataUri.parse(uri);
    Files.write(target, data.bytes());
    return new MediaFile(
        target, ContentTypes.of(target, data.contentType()), "file", data.bytes().length);
  }

  private static String name(String url) {
    int end = url.indexOf('?') < 0 ? url.length() : url.indexOf('?');
    return MediaStore.plain(url.substring(url.lastIndexOf('/', end - 1) + 1, end));
  }

  private static ObjectNode reference(MediaFile file, Optional<ImageHeader> header, int number) {
    ObjectNode reference =
        JsonNodeFactory.instance
            .objectNode()
            .put("url", Work.MEDIA_SCHEME + number)
            .put("content_type", file.contentType())
            .put("file_name", file.fileName())
            .put("file_size", file.bytes());
    header.ifPresent(found -> reference.put("width", found.width()).put("height", found.height()));
    return reference;
  }
}
