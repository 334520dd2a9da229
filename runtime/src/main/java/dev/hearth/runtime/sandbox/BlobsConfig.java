package dev.hearth.runtime.sandbox;

import io.smallrye.config.ConfigMapping;
import java.nio.file.Path;
import java.util.Optional;

/** Where the files of functions are. */
@ConfigMapping(prefix = "hearth.blobs")
public interface BlobsConfig {
  /** Folder of the blob store. Without it no function runs here. */
  Optional<Path> directory();
}
