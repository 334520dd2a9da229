package dev.hearth.bench.echo;

import io.smallrye.config.ConfigMapping;
import java.nio.file.Path;
import java.util.Optional;

/** Where the other process of the echo listens. */
@ConfigMapping(prefix = "hearth.hop")
interface HopConfig {
  /** Its Unix domain socket; without it there is no hop. */
  Optional<Path> socket();
}
