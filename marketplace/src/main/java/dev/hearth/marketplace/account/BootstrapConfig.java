package dev.hearth.marketplace.account;

import io.smallrye.config.ConfigMapping;
import java.nio.file.Path;
import java.util.Optional;

/** What is ensured at every start. */
@ConfigMapping(prefix = "hearth.bootstrap")
interface BootstrapConfig {
  /** JSON file of accounts, their keys and their starting credit; none by default. */
  Optional<Path> file();
}
