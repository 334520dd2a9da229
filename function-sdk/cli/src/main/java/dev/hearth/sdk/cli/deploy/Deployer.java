package dev.hearth.sdk.cli.deploy;

import dev.hearth.sdk.blob.BlobDigest;
import dev.hearth.sdk.cli.connection.Answer;
import dev.hearth.sdk.cli.connection.Client;
import dev.hearth.sdk.cli.connection.CommandFailure;
import dev.hearth.sdk.json.Json;
import dev.hearth.sdk.json.Json.JsonArray;
import dev.hearth.sdk.json.Json.JsonObject;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;

/** Publishes functions through the console's {@code /v1}: only what the server lacks is sent. */
public final class Deployer {
  /** A manifest has at most 2,000 files; the question for them is asked in parts of this size. */
  private static final int DIGESTS_PER_QUESTION = 1_000;

  private final Client client;
  private final UploadProgress progress;

  public Deployer(Client client, UploadProgress progress) {
    this.client = client;
    this.progress = progress;
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
    Map<BlobDigest, Path> missing = missing(folder);
    long total = 0;
    for (Path file : missing.values()) {
      total += Files.size(file);
    }
    var sent = new AtomicLong();
    for (var blob : missing.entrySet()) {
      upload(blob.getKey(), blob.getValue(), sent, total);
    }
    return register(folder, total, allowBreaking);
  }

  /** Lists a function at a price per unit, in dollars. */
  public Answer list(String function, String unitPrice) throws InterruptedException {
    return client
        .send(
            "PUT",
            client.console("/v1/functions/" + function + "/listing"),
            JsonObject.builder().put("unit_price", unitPrice).build())
        .orFail("listing " + function);
  }

  private Map<BlobDigest, Path> missing(FunctionFolder folder) throws InterruptedException {
    List<String> digests =
        folder.content().keySet().stream().sorted().map(BlobDigest::hex).toList();
    var missing = new TreeMap<BlobDigest, Path>();
    for (int from = 0; from < digests.size(); from += DIGESTS_PER_QUESTION) {
      int to = Math.min(digests.size(), from + DIGESTS_PER_QUESTION);
      JsonObject question =
          JsonObject.builder()
              .put("digests", JsonArray.ofStrings(digests.subList(from, to)))
              .build();
      Answer answer =
          client
              .send("POST", client.console("/v1/blobs/missing"), question)
              .orFail("asking which files the server lacks");
      for (Json digest : answer.json().asObject().array("missing")) {
        var name = new BlobDigest(digest.asString());
        Path file = folder.content().get(name);
        if (file != null) {
          missing.put(name, file);
        }
      }
    }
    return missing;
  }

  private void upload(BlobDigest digest, Path file, AtomicLong sent, long total)
      throws IOException, InterruptedException {
    progress.sent(sent.get(), total);
    client
        .send(
            "PUT",
            client.console("/v1/blobs/" + digest.hex()),
            "application/octet-stream",
            body(file, sent, total))
        .orFail("uploading " + file);
  }

  private BodyPublisher body(Path file, AtomicLong sent, long total) throws IOException {
    BodyPublisher stream =
        BodyPublishers.ofInputStream(
            () -> {
              try {
                return new CountedStream(Files.newInputStream(file), sent, total);
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
    long bytes = Files.size(file);
    return bytes == 0 ? BodyPublishers.noBody() : BodyPublishers.fromPublisher(stream, bytes);
  }

  private Deployed register(FunctionFolder folder, long uploaded, boolean allowBreaking)
      throws InterruptedException {
    String name = folder.manifest().descriptor().name();
    String versions = "/v1/functions/" + name + "/versions";
    Answer answer =
        client
            .send(
                "POST",
                client.console(versions + (allowBreaking ? "?allow_breaking=true" : "")),
                "application/json",
                BodyPublishers.ofByteArray(folder.manifest().canonicalBytes()))
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

  private final class CountedStream extends FilterInputStream {
    private final AtomicLong sent;
    private final long total;

    CountedStream(InputStream in, AtomicLong sent, long total) {
      super(in);
      this.sent = sent;
      this.total = total;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      int read = super.read(bytes, offset, length);
      if (read > 0) {
        progress.sent(sent.addAndGet(read), total);
      }
      return read;
    }
  }
}
