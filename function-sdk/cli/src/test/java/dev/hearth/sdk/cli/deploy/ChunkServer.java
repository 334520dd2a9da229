package dev.hearth.sdk.cli.deploy;

import dev.hearth.sdk.blob.BlobDigest;
import dev.hearth.sdk.blob.BlobTree;
import dev.hearth.sdk.cli.TestServer;
import dev.hearth.sdk.cli.TestServer.Reply;
import dev.hearth.sdk.cli.TestServer.Request;
import dev.hearth.sdk.json.Json;
import dev.hearth.sdk.json.Json.JsonArray;
import dev.hearth.sdk.json.Json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;

/** The server's side of one blob that comes in chunks. */
final class ChunkServer {
  private final BlobTree tree;
  private final ConcurrentSkipListMap<Integer, byte[]> chunks = new ConcurrentSkipListMap<>();
  private final AtomicInteger puts = new AtomicInteger();
  private volatile boolean stored;
  volatile TestServer.Route instead = _ -> Reply.of(0, "");

  ChunkServer(TestServer server, BlobTree tree) {
    this.tree = tree;
    String path = "/v1/blobs/" + tree.digest() + "/upload";
    server.on("POST " + path, this::begin).on("POST " + path + "/complete", this::complete);
    for (int index = 0; index < tree.chunkCount(); index++) {
      int chunk = index;
      server.on("PUT " + path + "/" + index, request -> put(request, chunk));
    }
  }

  private Reply begin(Request request) {
    if (!BlobTree.parse(request.body()).digest().equals(tree.digest())) {
      return Reply.of(422, "{\"error\":{\"message\":\"another tree\"}}");
    }
    List<Json> missing = new ArrayList<>();
    for (int index = 0; index < tree.chunkCount(); index++) {
      if (!stored && !chunks.containsKey(index)) {
        missing.add(Json.of(index));
      }
    }
    return Reply.of(
        200,
        JsonObject.builder()
            .put("missing", new JsonArray(missing))
            .put("stored", stored)
            .build()
            .print());
  }

  private Reply put(Request request, int index) throws java.io.IOException {
    puts.incrementAndGet();
    Reply other = instead.answer(request);
    if (other.status() != 0) {
      return other;
    }
    var leaf = BlobTree.beginLeaf();
    leaf.update(request.body());
    if (!tree.hasLeaf(index, leaf.digest())) {
      return Reply.of(422, "{\"error\":{\"message\":\"damaged\"}}");
    }
    chunks.put(index, request.body());
    return Reply.of(204, "");
  }

  private Reply complete(Request request) {
    stored = chunks.size() == tree.chunkCount();
    return stored ? Reply.of(201, "") : Reply.of(409, "{\"error\":{\"message\":\"lacks some\"}}");
  }

  BlobDigest digest() {
    return tree.digest();
  }

  boolean stored() {
    return stored;
  }

  int present() {
    return chunks.size();
  }

  /** Chunks that came, well or not, since the last time. */
  int puts() {
    return puts.getAndSet(0);
  }
}
