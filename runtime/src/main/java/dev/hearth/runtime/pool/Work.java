package dev.hearth.runtime.pool;

import dev.hearth.sdk.manifest.Manifest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/**
 * One attempt of a request, ready to run: input validated, media fetched.
 *
 * @param requestId the request
 * @param function {@code owner/name}
 * @param version digest of the manifest
 * @param endpoint path of the endpoint, e.g. {@code "/"}
 * @param input the input JSON in UTF-8, in which media field number {@code n} is an object whose
 *     {@code url} is {@code hearth-media:n}; the pool puts the path inside the sandbox there
 * @param media files of the media fields, by number; the pool only reads them
 * @param batchKey calls with equal keys may run as one batch
 * @param hint what a worker should have at hand that runs it, if one is free; empty for nothing
 * @param alone whether it must not share a batch, as after a crash of one it was in
 * @param startWithin longest time it may wait; then it ends with {@code REQUEST_TIMEOUT}
 */
@SuppressWarnings("ArrayRecordComponent") // passed on, never compared
public record Work(
    UUID requestId,
    String function,
    String version,
    Manifest manifest,
    String endpoint,
    byte[] input,
    List<Path> media,
    String batchKey,
    String hint,
    boolean alone,
    Duration startWithin,
    WorkListener listener) {
  /** Prefix of a media field's URL before the pool places the file. */
  public static final String MEDIA_SCHEME = "hearth-media:";

  public Work {
    media = List.copyOf(media);
  }

  /** Work for any worker. */
  public Work(
      UUID requestId,
      String function,
      String version,
      Manifest manifest,
      String endpoint,
      byte[] input,
      List<Path> media,
      String batchKey,
      boolean alone,
      Duration startWithin,
      WorkListener listener) {
    this(
        requestId,
        function,
        version,
        manifest,
        endpoint,
        input,
        media,
        batchKey,
        "",
        alone,
        startWithin,
        listener);
  }
}
