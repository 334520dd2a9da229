package dev.hearth.marketplace.function;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;

/** Where blobs are and how large one may be. */
@ConfigMapping(prefix = "hearth.blobs")
interface BlobsConfig {
  /** Folder of the blob store. */
  Path directory();

  /** Largest blob. */
  @WithDefault("8G")
  MemorySize maxBytes();
}
