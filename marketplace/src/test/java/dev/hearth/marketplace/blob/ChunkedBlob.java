package dev.hearth.marketplace.blob;

import static io.restassured.RestAssured.given;

import dev.hearth.marketplace.installation.TestKey;
import dev.hearth.sdk.blob.BlobDigest;
import dev.hearth.sdk.blob.BlobHasher;
import dev.hearth.sdk.blob.BlobTree;
import io.restassured.response.ValidatableResponse;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;

/** A blob that a creator uploads chunk by chunk. */
@SuppressWarnings("ArrayRecordComponent") // never compared
record ChunkedBlob(TestKey owner, byte[] bytes, BlobTree tree) {
  static ChunkedBlob random(TestKey owner, int length, long seed) {
    byte[] bytes = new byte[length];
    new Random(seed).nextBytes(bytes);
    var hasher = new BlobHasher();
    hasher.update(ByteBuffer.wrap(bytes));
    return new ChunkedBlob(owner, bytes, hasher.tree());
  }

  ChunkedBlob of(TestKey another) {
    return new ChunkedBlob(another, bytes, tree);
  }

  BlobDigest digest() {
    return tree.digest();
  }

  ValidatableResponse begin() {
    return begin(tree.encode());
  }

  ValidatableResponse begin(byte[] body) {
    return given()
        .header("Authorization", owner.header())
        .contentType("application/octet-stream")
        .body(body)
        .post("/v1/blobs/{digest}/upload", digest().hex())
        .then();
  }

  ValidatableResponse put(int index) {
    int from = (int) BlobTree.chunkStart(index);
    return put("" + index, Arrays.copyOfRange(bytes, from, from + tree.chunkBytes(index)));
  }

  ValidatableResponse put(String index, byte[] chunk) {
    return given()
        .header("Authorization", owner.header())
        .contentType("application/octet-stream")
        .body(chunk)
        .put("/v1/blobs/{digest}/upload/{index}", digest().hex(), index)
        .then();
  }

  ValidatableResponse complete() {
    return given()
        .header("Authorization", owner.header())
        .contentType("application/octet-stream")
        .post("/v1/blobs/{digest}/upload/complete", digest().hex())
        .then();
  }
}
