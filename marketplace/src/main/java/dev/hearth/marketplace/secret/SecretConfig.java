package dev.hearth.marketplace.secret;

import io.smallrye.config.ConfigMapping;
import java.nio.file.Path;
import java.util.Optional;

/** Where the keys are that seal secrets. */
@ConfigMapping(prefix = "hearth.secret")
public interface SecretConfig {
  /**
   * File of keys, one a line: an id, a space, 64 hexadecimal digits. The first seals; all open.
   * Made with one key when absent. Without it this installation keeps no secrets.
   */
  Optional<Path> keyFile();
}
