package dev.hearth.runtime.catalog;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import dev.hearth.runtime.marketplace.Marketplace;
import dev.hearth.runtime.marketplace.api.CallableFunction;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/**
 * Finds functions. What the marketplace answers is remembered for two seconds, so a price change
 * takes effect no sooner.
 */
@ApplicationScoped
public class Functions {
  private static final Duration REMEMBERED = Duration.ofSeconds(2);
  private static final int MOST_REMEMBERED = 50_000;

  private final LoadingCache<Query, Optional<Function>> known;
  private final Manifests manifests;

  private record Query(String owner, String name, UUID accountId) {}

  Functions(Marketplace marketplace, Manifests manifests) {
    this.manifests = manifests;
    this.known =
        Caffeine.newBuilder()
            .expireAfterWrite(REMEMBERED)
            .maximumSize(MOST_REMEMBERED)
            .build(
                query ->
                    marketplace
                        .function(query.owner, query.name, query.accountId)
                        .map(this::function));
  }

  /** The function as this account may call it now; empty when it may not or there is none. */
  public Optional<Function> find(String owner, String name, UUID accountId) {
    return known.get(new Query(owner, name, accountId));
  }

  private Function function(CallableFunction found) {
    manifests.learn(found.getVersion(), found.getManifest());
    return manifests.function(
        found.getOwner() + "/" + found.getName(),
        found.getOwnerAccountId(),
        found.getVersion(),
        found.getPriceVersion(),
        found.getUnitPriceNanos());
  }
}
