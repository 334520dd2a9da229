package dev.hearth.runtime.media;

import dev.hearth.runtime.fetch.Fetched;
import dev.hearth.runtime.fetch.GuardedFetcher;
import dev.hearth.runtime.pool.Work;
import dev.hearth.sdk.descriptor.MediaChecks;
import dev.hearth.sdk.descriptor.MediaPlaces;
import dev.hearth.sdk.descriptor.MediaPlaces.Place;
import dev.hearth.sdk.error.CallException;
import dev.hearth.sdk.error.ErrorCode;
import dev.hearth.sdk.json.Json;
import dev.hearth.sdk.json.Json.JsonObject;
import dev.hearth.sdk.media.ContentTypes;
import dev.hearth.sdk.media.DataUri;
import dev.hearth.sdk.media.ImageHeader;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
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
  private final MediaConfig config;

  InputMedia(MediaStore store, GuardedFetcher fetcher, MediaConfig config) {
    this.store = store;
    this.fetcher = fetcher;
    this.config = config;
  }

  /**
   * An input whose media are local.
   *
   * @param input JSON in UTF-8, with an object {@code {"url":"hearth-media:n",…}} in place of each
   *     media URL
   * @param files by number
   * @param temporary those of the files that are deleted after the call
   * @param headers of pictures, by {@link Place#pointer()}
   */
  @SuppressWarnings("ArrayRecordComponent") // passed on, never compared
  public record Resolved(
      byte[] input, List<Path> files, List<Path> temporary, Map<String, ImageHeader> headers) {
    /** Deletes what was fetched for this call only. */
    public void discard() {
      temporary.forEach(MediaStore::discard);
    }
  }

  /**
   * Brings the media of an input here, however deep they stand in it.
   *
   * @param input JSON in UTF-8
   * @throws CallException naming the place that can't be resolved
   */
  public Resolved resolve(byte[] input, MediaPlaces places) {
    var bringing = new Bringing();
    try {
      Json local =
          places.rewrite(Json.parse(new String(input, StandardCharsets.UTF_8)), bringing::bring);
      return bringing.resolved(local.print().getBytes(StandardCharsets.UTF_8));
    } catch (RuntimeException e) {
      bringing.resolved(input).discard();
      throw e;
    }
  }

  /** The media of one call on their way here. */
  private final class Bringing {
    private final List<Path> files = new ArrayList<>();
    private final List<Path> temporary = new ArrayList<>();
    private final Map<String, ImageHeader> headers = new HashMap<>();
    private long bytes;

    Resolved resolved(byte[] input) {
      return new Resolved(input, files, temporary, headers);
    }

    Json bring(Place place, String url) {
      try {
        if (files.size() == config.maxInputs()) {
          throw new CallException(
              ErrorCode.INVALID_INPUT,
              "an input has at most %d media".formatted(config.maxInputs()));
        }
        MediaFile file = local(url, temporary);
        count(file);
        Optional<ImageHeader> header = ImageHeader.of(file.path());
        MediaChecks.check(place.limits(), file.bytes(), header);
        header.ifPresent(found -> headers.put(place.pointer(), found));
        files.add(file.path());
        return reference(file, header, files.size() - 1);
      } catch (CallException e) {
        throw CallException.at(e.code(), place.path(), e.reason());
      } catch (IOException e) {
        throw new IllegalStateException("can't keep the file of " + place.pointer(), e);
      }
    }

    private void count(MediaFile file) {
      bytes += file.bytes();
      long most = config.maxInputSize().asLongValue();
      if (bytes > most) {
        throw new CallException(
            ErrorCode.FILE_TOO_LARGE,
            "the input's media have more than %d bytes together".formatted(most));
      }
    }
  }

  private MediaFile local(String url, List<Path> temporary) throws IOException {
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
    temporary.add(target);
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

  private static Json reference(MediaFile file, Optional<ImageHeader> header, int number) {
    var reference =
        JsonObject.builder()
            .put("url", Work.MEDIA_SCHEME + number)
            .put("content_type", file.contentType())
            .put("file_name", file.fileName())
            .put("file_size", file.bytes());
    header.ifPresent(found -> reference.put("width", found.width()).put("height", found.height()));
    return reference.build();
  }
}
