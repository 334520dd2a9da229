package dev.hearth.marketplace.blob;

import dev.hearth.coldstart.blobstore.BlobTooLargeException;
import dev.hearth.coldstart.blobstore.DigestMismatchException;
import dev.hearth.marketplace.account.Account;
import dev.hearth.marketplace.account.Caller;
import dev.hearth.sdk.blob.BlobDigest;
import dev.hearth.sdk.error.CallException;
import dev.hearth.sdk.error.ErrorCode;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Set;
import org.jboss.resteasy.reactive.ResponseStatus;

/** Upload of the blobs that manifests name. */
@Path("/v1/blobs")
@RunOnVirtualThread
final class BlobResource {
  private final OwnedBlobs blobs;
  private final Caller caller;

  BlobResource(OwnedBlobs blobs, Caller caller) {
    this.blobs = blobs;
    this.caller = caller;
  }

  /** Digests of a manifest's files. */
  record Digests(@NotNull @Size(max = 2_000) List<String> digests) {}

  /** Those to upload, in the order of the question. */
  record Missing(List<String> missing) {}

  @POST
  @Path("missing")
  @Consumes(MediaType.APPLICATION_JSON)
  public Missing missing(@Valid @NotNull Digests wanted) throws IOException {
    Account owner = caller.creator();
    List<BlobDigest> digests =
        wanted.digests().stream().map(BlobResource::digest).distinct().toList();
    Set<BlobDigest> present = blobs.lengths(owner, digests).keySet();
    return new Missing(
        digests.stream().filter(digest -> !present.contains(digest)).map(BlobDigest::hex).toList());
  }

  @PUT
  @Path("{digest}")
  @Consumes(MediaType.WILDCARD)
  @ResponseStatus(201)
  public void put(@PathParam("digest") String digest, InputStream content) throws IOException {
    Account owner = caller.creator();
    try {
      blobs.put(owner, digest(digest), content);
    } catch (DigestMismatchException | BlobTooLargeException e) {
      throw refusal(e);
    }
  }

  /** What is wrong with content, in the API's words. */
  static CallException refusal(IOException wrong) {
    ErrorCode code =
        wrong instanceof BlobTooLargeException
            ? ErrorCode.PAYLOAD_TOO_LARGE
            : ErrorCode.INVALID_INPUT;
    return new CallException(code, String.valueOf(wrong.getMessage()), wrong);
  }

  static BlobDigest digest(String hex) {
    try {
      return new BlobDigest(hex);
    } catch (IllegalArgumentException noDigest) {
      throw new CallException(
          ErrorCode.INVALID_INPUT, "\"" + hex + "\" is no blob digest: " + noDigest.getMessage());
    }
  }
}
