package dev.hearth.marketplace.internal;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;

/** The listener for runtime nodes. */
@ConfigMapping(prefix = "hearth.internal")
interface InternalConfig {
  /** Address that the listener binds to. */
  @WithDefault("127.0.0.1")
  String host();

  /** Port of the listener; 0 takes a free one. */
  @WithDefault("8082")
  @Min(0) @Max(65_535) int port();

  /** Service token that every internal call carries. */
  @Size(min = 32) String token();
}
