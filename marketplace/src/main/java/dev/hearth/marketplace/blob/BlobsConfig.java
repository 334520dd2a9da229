package dev.hearth.marketplace.blob;

import dev.hearth.coldstart.blobstore.BlobStoreKeys;
import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;

/** Where blobs are and how large one may be. */
@ConfigMapping(prefix = "hearth.blobs")
public interface BlobsConfig extends BlobStoreKeys {
  /** Largest blob. */
  @WithDefault("8G")
  MemorySize maxBytes();

  /** Bytes of all unfinished uploads of one account, counted whole from their beginning. */
  @WithDefault("32G")
  MemorySize maxUnfinished();

  /** How long an upload that nothing comes for is kept. */
  @WithDefault("24h")
  Duration uploadRetention();

  /** How long a blob is kept that no version names and nobody asked after. */
  @WithDefault("7d")
  @DurationMin(hours = 1)
  Duration collectAfter();

  /** Chunks of uploads that are received at once, each with 8 MiB of memory. */
  @WithDefault("16")
  @Min(1) int chunksAtOnce();
}
