package dev.hearth.marketplace.function;

import dev.hearth.coldstart.blobstore.BlobStore;
import dev.hearth.coldstart.blobstore.FolderBlobStore;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.IOException;

/** Opens the blob store that the configuration names. */
final class BlobStoreProducer {
  @Produces
  @Singleton
  BlobStore blobStore(BlobsConfig config) throws IOException {
    return new FolderBlobStore(config.directory());
  }
}
