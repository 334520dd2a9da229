package dev.hearth.sdk.cli.deploy;

import dev.hearth.sdk.blob.BlobDigest;
import dev.hearth.sdk.cli.connection.Answer;
import dev.hearth.sdk.cli.connection.Client;
import dev.hearth.sdk.cli.connection.CommandFailure;
import dev.hearth.sdk.json.Json;
import dev.hearth.sdk.json.Json.JsonArray;
import dev.hearth.sdk.json.Json.JsonObject;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Publishes functions through the console's {@code /v1}: only what the server lacks is sent. */
public final class Deployer {
  /** A manifest has at most 2,000 files; the question for them is asked in parts of this size. */
  private static final int DIGESTS_PER_QUESTION = 1_000;

  /** Requests that are under way at once, unless told otherwise. */
  static final int PARALLEL = 4;

  private final Client client;
  private final Attempts attempts;
  private final Uploader uploader;

  public Deployer(Client client, UploadProgress progress) {
    this(client, progress, PARALLEL);
  }

  Deployer(Client client, UploadProgress progress, int parallel) {
    this.client = client;
    this.attempts = new Attempts(Thread::sleep, progress::retrying);
    this.uploader = new Uploader(client, progress, attempts, parallel);
  }

  /**
   * A version that the server has now.
   *
   * @param function {@code owner/name}
   * @param created false when it had it before
   * @param breaking what callers of the version before may notice, as sentences
   */
  public record Deployed(
      String function,
      String version,
      String visibility,
      boolean created,
      long uploadedBytes,
      List<String> breaking) {
    public Deployed {
      breaking = List.copyOf(breaking);
    }
  }

  /**
   * Uploads what is missing and registers the version.
   *
   * @param allowBreaking whether a version that breaks callers of a listed function may go live
   */
  public Deployed deploy(FunctionFolder folder, boolean allowBreaking)
      throws IOException, InterruptedException {
    long uploaded = uploader.upload(missing(folder).values());
    return register(folder, uploaded, allowBreaking);
  }

  private SortedMap<BlobDigest, LocalBlob> missing(FunctionFolder folder)
      throws InterruptedException {
    List<String> digests =
        folder.content().keySet().stream().sorted().map(BlobDigest::hex).toList();
    var missing = new TreeMap<BlobDigest, LocalBlob>();
    for (int from = 0; from < digests.size(); from += DIGESTS_PER_QUESTION) {
      int to = Math.min(digests.size(), from + DIGESTS_PER_QUESTION);
      JsonObject question =
          JsonObject.builder()
              .put("digests", JsonArray.ofStrings(digests.subList(from, to)))
              .build();
      Answer answer =
          attempts
              .send(0, () -> client.send("POST", client.console("/v1/blobs/missing"), question))
              .orFail("asking which files the server lacks");
      for (Json digest : answer.json().asObject().array("missing")) {
        var name = new BlobDigest(digest.asString());
        LocalBlob blob = folder.content().get(name);
        if (blob != null) {
          missing.put(name, blob);
        }
      }
    }
    return missing;
  }

  private Deployed register(FunctionFolder folder, long uploaded, boolean allowBreaking)
      throws InterruptedException {
    String name = folder.manifest().descriptor().name();
    String versions = "/v1/functions/" + name + "/versions";
    Answer answer =
        attempts
            .send(
                0,
                () ->
                    client.send(
                        "POST",
                        client.console(versions + (allowBreaking ? "?allow_breaking=true" : "")),
                        "application/json",
                        BodyPublishers.ofByteArray(folder.manifest().canonicalBytes())))
            .orFail("registering " + name);
    JsonObject registered = answer.json().asObject();
    String version = registered.string("version");
    if (!version.equals(folder.manifest().version().hex())) {
      throw new CommandFailure(
          "the server calls this version %s, but its digest is %s."
              .formatted(version, folder.manifest().version()));
    }
    return new Deployed(
        registered.string("function"),
        version,
        registered.string("visibility"),
        answer.status() == 201,
        uploaded,
        registered.get("breaking").map(Json::asArray).orElse(List.of()).stream()
            .map(Json::asString)
            .toList());
  }
}
