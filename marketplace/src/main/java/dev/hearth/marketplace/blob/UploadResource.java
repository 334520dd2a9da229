package dev.hearth.marketplace.blob;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.hearth.coldstart.blobstore.BlobTooLargeException;
import dev.hearth.coldstart.blobstore.DigestMismatchException;
import dev.hearth.marketplace.account.Account;
import dev.hearth.marketplace.account.Caller;
import dev.hearth.marketplace.blob.UploadRows.Upload;
import dev.hearth.sdk.blob.BlobDigest;
import dev.hearth.sdk.blob.BlobTree;
import dev.hearth.sdk.error.CallException;
import dev.hearth.sdk.error.ErrorCode;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.jboss.resteasy.reactive.ResponseStatus;

/**
 * Upload of a blob in chunks of 8 MiB. The tree comes first and tells what is missing; then the
 * chunks, in any order and several at once; then the end. Each step may be sent again.
 */
@Path("/v1/blobs/{digest}/upload")
@RunOnVirtualThread
final class UploadResource {
  private final Uploads uploads;
  private final ChunkReader chunks;
  private final Caller caller;

  UploadResource(Uploads uploads, ChunkReader chunks, Caller caller) {
    this.uploads = uploads;
    this.chunks = chunks;
    this.caller = caller;
  }

  /**
   * Where an upload stands.
   *
   * @param chunkBytes bytes of every chunk but the last
   * @param missing indexes of the chunks that are to be sent
   * @param stored whether the blob is whole
   */
  @JsonNaming(SnakeCaseStrategy.class)
  record UploadState(
      String digest,
      long bytes,
      int chunkBytes,
      int chunkCount,
      List<Integer> missing,
      boolean stored) {}

  @POST
  @Consumes(MediaType.APPLICATION_OCTET_STREAM)
  public UploadState begin(@PathParam("digest") String digest, byte[] tree) throws IOException {
    Account owner = caller.creator();
    try {
      Uploads.State state = uploads.begin(owner, tree(BlobResource.digest(digest), tree));
      return new UploadState(
          digest,
          state.tree().totalBytes(),
          BlobDigest.CHUNK_BYTES,
          state.tree().chunkCount(),
          state.missing(),
          state.stored());
    } catch (BlobTooLargeException tooLarge) {
      throw BlobResource.refusal(tooLarge);
    }
  }

  private static BlobTree tree(BlobDigest digest, byte[] encoded) {
    BlobTree tree;
    try {
      tree = BlobTree.parse(encoded);
    } catch (IllegalArgumentException e) {
      throw new CallException(ErrorCode.INVALID_INPUT, "the body is no tree: " + e.getMessage(), e);
    }
    if (!tree.digest().equals(digest)) {
      throw new CallException(
          ErrorCode.INVALID_INPUT, "the body is the tree of " + tree.digest() + ", not " + digest);
    }
    if (tree.chunkCount() == 0) {
      throw new CallException(ErrorCode.INVALID_INPUT, "an empty blob has no chunks; put it whole");
    }
    return tree;
  }

  @PUT
  @Path("{index}")
  @Consumes(MediaType.WILDCARD)
  public void put(
      @PathParam("digest") String digest, @PathParam("index") int index, InputStream content)
      throws IOException {
    Upload upload = uploads.find(caller.creator(), BlobResource.digest(digest));
    BlobTree tree = upload.blob().tree();
    if (index < 0 || index >= tree.chunkCount()) {
      throw new CallException(
          ErrorCode.INVALID_INPUT,
          "there is no chunk %d: blob %s has %d".formatted(index, digest, tree.chunkCount()));
    }
    try {
      chunks.read(content, tree.chunkBytes(index), chunk -> uploads.put(upload, index, chunk));
    } catch (DigestMismatchException mismatch) {
      throw BlobResource.refusal(mismatch);
    }
  }

  @POST
  @Path("complete")
  @ResponseStatus(201)
  public void complete(@PathParam("digest") String digest) throws IOException {
    uploads.complete(caller.creator(), BlobResource.digest(digest));
  }
}
