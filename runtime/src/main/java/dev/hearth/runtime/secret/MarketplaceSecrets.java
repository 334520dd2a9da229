package dev.hearth.runtime.secret;

import dev.hearth.runtime.marketplace.Marketplace;
import dev.hearth.runtime.marketplace.api.FunctionSecrets;
import dev.hearth.runtime.pool.VersionSecrets;
import dev.hearth.sdk.error.CallException;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Asks the marketplace at each start of a worker, and keeps nothing. Which secrets a version is
 * given the marketplace decides; a node can't ask for others.
 */
@ApplicationScoped
class MarketplaceSecrets implements VersionSecrets {
  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final int ATTEMPTS = 60;

  private final Marketplace marketplace;

  MarketplaceSecrets(Marketplace marketplace) {
    this.marketplace = marketplace;
  }

  @Override
  public Map<String, String> of(String function, String version) throws IOException {
    int slash = function.indexOf('/');
    Optional<FunctionSecrets> found =
        ask(function.substring(0, slash), function.substring(slash + 1), version);
    if (found.isEmpty()) {
      throw new IOException("the marketplace doesn't know this version");
    }
    List<String> missing = found.get().getMissing();
    if (!missing.isEmpty()) {
      throw new IOException(
          "secret %s isn't set; set it with: hearth secrets set %s"
              .formatted(String.join(", ", missing), missing.getFirst()));
    }
    return Map.copyOf(found.get().getSecrets());
  }

  /** A marketplace that restarts must not count as a function that fails to start. */
  private Optional<FunctionSecrets> ask(String owner, String name, String version)
      throws IOException {
    for (int attempt = 1; ; attempt++) {
      try {
        return marketplace.secrets(owner, name, version);
      } catch (CallException e) {
        if (attempt == ATTEMPTS) {
          throw new IOException("its secrets can't be read: " + e.reason(), e);
        }
      }
      pause();
    }
  }

  private static void pause() throws InterruptedIOException {
    try {
      Thread.sleep(PAUSE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while asking for secrets");
    }
  }
}
