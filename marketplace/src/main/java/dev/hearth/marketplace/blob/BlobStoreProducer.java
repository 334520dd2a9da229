package dev.hearth.marketplace.blob;

import dev.hearth.coldstart.blobstore.BlobStore;
import dev.hearth.coldstart.blobstore.BlobStores;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.IOException;

/** Opens the blob store that the configuration names. */
final class BlobStoreProducer {
  @Startup
  @Produces
  @Singleton
  BlobStore blobStore(BlobsConfig config) throws IOException {
    return BlobStores.open(config);
  }

  void close(@Disposes BlobStore store) {
    store.close();
  }
}
