package dev.hearth.runtime.sandbox;

import dev.hearth.coldstart.blobstore.BlobStore;
import dev.hearth.coldstart.blobstore.BlobStores;
import java.io.IOException;

/** The blob store of a node's configuration, for tests that put functions into it. */
public final class OpenedStore {
  private OpenedStore() {}

  /** Opens it as the node does. */
  public static BlobStore of(BlobsConfig config) throws IOException {
    return BlobStores.open(config);
  }
}
