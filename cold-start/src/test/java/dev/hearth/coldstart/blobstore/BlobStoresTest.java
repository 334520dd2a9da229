package dev.hearth.coldstart.blobstore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BlobStoresTest {
  private static final Map<String, String> BUCKET =
      Map.of(
          "hearth.blobs.s3.bucket", "some",
          "hearth.blobs.s3.endpoint", "http://127.0.0.1:1",
          "hearth.blobs.s3.access-key", "a",
          "hearth.blobs.s3.secret-key", "b");

  @TempDir private Path folder;

  @Test
  void opensWhatIsConfigured() throws IOException {
    BlobStoreKeys directory = keys(Map.of("hearth.blobs.directory", folder.toString()));
    assertTrue(BlobStores.configured(directory));
    try (BlobStore store = BlobStores.open(directory)) {
      assertInstanceOf(FolderBlobStore.class, store);
    }
    assertTrue(BlobStores.configured(keys(BUCKET)));
    try (BlobStore store = BlobStores.open(keys(BUCKET))) {
      assertInstanceOf(S3BlobStore.class, store);
    }
  }

  @Test
  void refusesNoStoreAndTwo() {
    BlobStoreKeys none = keys(Map.of());
    assertFalse(BlobStores.configured(none));
    assertEquals(
        "neither hearth.blobs.directory nor hearth.blobs.s3.bucket is set",
        assertThrows(IllegalStateException.class, () -> BlobStores.open(none)).getMessage());
    var both = new HashMap<>(BUCKET);
    both.put("hearth.blobs.directory", folder.toString());
    assertEquals(
        "hearth.blobs.directory and hearth.blobs.s3.bucket are both set",
        assertThrows(IllegalStateException.class, () -> BlobStores.open(keys(both))).getMessage());
  }

  @Test
  void aBucketNeedsItsKeyPair() {
    for (String key : new String[] {"hearth.blobs.s3.access-key", "hearth.blobs.s3.secret-key"}) {
      var lacking = new HashMap<>(BUCKET);
      lacking.remove(key);
      assertEquals(
          "hearth.blobs.s3.bucket is set, so " + key + " must be",
          assertThrows(IllegalStateException.class, () -> BlobStores.open(keys(lacking)))
              .getMessage());
    }
  }

  private static BlobStoreKeys keys(Map<String, String> settings) {
    return new SmallRyeConfigBuilder()
        .addDiscoveredConverters()
        // The services write durations as Quarkus reads them.
        .withDefaultValue("hearth.blobs.s3.stall-timeout", "PT10S")
        .withDefaultValues(settings)
        .withMapping(BlobStoreKeys.class, "hearth.blobs")
        .build()
        .getConfigMapping(BlobStoreKeys.class, "hearth.blobs");
  }
}
