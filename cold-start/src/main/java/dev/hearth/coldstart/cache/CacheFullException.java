package dev.hearth.coldstart.cache;

import dev.hearth.sdk.blob.BlobDigest;
import java.io.IOException;
import java.io.Serial;

/** A blob for which there is no room beside those in use. */
public final class CacheFullException extends IOException {
  @Serial private static final long serialVersionUID = 1L;

  CacheFullException(BlobDigest digest, long bytes, long pinnedBytes, long quotaBytes) {
    super(
        "blob %s of %d bytes doesn't fit into the cache: %d of its %d bytes are in use"
            .formatted(digest, bytes, pinnedBytes, quotaBytes));
  }
}
