package dev.hearth.runtime.sandbox;

import dev.hearth.coldstart.blobstore.BlobStoreKeys;
import io.smallrye.config.ConfigMapping;

/** Where the files of functions are. Without a folder and a bucket, none runs here. */
@ConfigMapping(prefix = "hearth.blobs")
public interface BlobsConfig extends BlobStoreKeys {}
