package dev.hearth.marketplace.function;

import dev.hearth.marketplace.account.Account;
import dev.hearth.marketplace.blob.OwnedBlobs;
import dev.hearth.marketplace.function.Functions.Deployment;
import dev.hearth.sdk.blob.BlobDigest;
import dev.hearth.sdk.error.CallException;
import dev.hearth.sdk.error.ErrorCode;
import dev.hearth.sdk.json.Json;
import dev.hearth.sdk.json.JsonException;
import dev.hearth.sdk.manifest.Manifest;
import dev.hearth.sdk.manifest.ManifestFile;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jboss.logging.Logger;

/** Checks manifests and registers the versions they describe. */
@Singleton
final class Deployments {
  private static final Logger LOG = Logger.getLogger(Deployments.class);

  private final Functions functions;
  private final OwnedBlobs blobs;

  Deployments(Functions functions, OwnedBlobs blobs) {
    this.functions = functions;
    this.blobs = blobs;
  }

  /**
   * Stores a version and makes it live.
   *
   * @param keyId the key that deploys
   * @param allowBreaking whether it may break callers of a listed function
   */
  Deployment deploy(
      Account owner, UUID keyId, String name, String manifestText, boolean allowBreaking)
      throws IOException {
    Manifest manifest = parse(manifestText);
    if (!manifest.descriptor().name().equals(name)) {
      throw refusal(
          "the descriptor names the function \"%s\", the path \"%s\""
              .formatted(manifest.descriptor().name(), name));
    }
    requireBlobs(owner, manifest.files());
    Deployment deployment = functions.deploy(owner, keyId, manifest, allowBreaking);
    LOG.infof(
        "deployed, function=%s version=%s new=%b breaks=%d",
        deployment.function().fullName(),
        deployment.function().liveVersion(),
        deployment.isNew(),
        deployment.breaks().size());
    return deployment;
  }

  private static Manifest parse(String text) {
    Json json;
    try {
      json = Json.parse(text);
    } catch (JsonException malformed) {
      throw new CallException(
          ErrorCode.BAD_REQUEST, "the manifest is no JSON: " + malformed.getMessage(), malformed);
    }
    try {
      return Manifest.fromJson(json);
    } catch (JsonException | IllegalArgumentException invalid) {
      throw refusal("the manifest is invalid: " + invalid.getMessage());
    }
  }

  private void requireBlobs(Account owner, List<ManifestFile> files) throws IOException {
    Map<BlobDigest, Long> lengths =
        blobs.lengths(owner, files.stream().map(ManifestFile::digest).distinct().toList());
    for (ManifestFile file : files) {
      Long bytes = lengths.get(file.digest());
      if (bytes == null) {
        throw refusal(
            "blob %s of file \"%s\" was not uploaded".formatted(file.digest(), file.path()));
      }
      if (bytes != file.bytes()) {
        throw refusal(
            "file \"%s\" has %d bytes in the manifest, its blob %s has %d"
                .formatted(file.path(), file.bytes(), file.digest(), bytes));
      }
    }
  }

  private static CallException refusal(String message) {
    return new CallException(ErrorCode.INVALID_INPUT, message);
  }
}
