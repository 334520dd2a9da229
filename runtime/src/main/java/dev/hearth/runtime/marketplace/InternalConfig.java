package dev.hearth.runtime.marketplace;

import io.smallrye.config.ConfigMapping;

/** The trust between the services of one installation. */
@ConfigMapping(prefix = "hearth.internal")
public interface InternalConfig {
  /** Service token, new at every start. */
  String token();
}
