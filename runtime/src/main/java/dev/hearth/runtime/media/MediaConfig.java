package dev.hearth.runtime.media;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.nio.file.Path;
import java.time.Duration;

/** Where media lie and for how long. */
@ConfigMapping(prefix = "hearth.media")
public interface MediaConfig {
  /** Folder of uploads, fetched inputs and outputs. */
  Path directory();

  /** How long a media URL works. */
  @WithDefault("7d")
  Duration retention();

  /** Largest upload. */
  @WithDefault("256M")
  MemorySize maxUpload();

  /** Media in the input of one call. */
  @WithDefault("64")
  @Min(1) @Max(10_000) int maxInputs();

  /** Bytes of all files that a call's outputs carry as {@code data:} URIs. */
  @WithDefault("4M")
  MemorySize maxInline();

  /** Bytes of all media in the input of one call. */
  @WithDefault("1G")
  MemorySize maxInputSize();
}
