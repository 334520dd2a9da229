package dev.hearth.runtime.catalog;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import dev.hearth.runtime.marketplace.Marketplace;
import dev.hearth.runtime.marketplace.api.CallableFunction;
import dev.hearth.sdk.json.Json;
import dev.hearth.sdk.manifest.Manifest;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Finds functions. What the marketplace answers is remembered for two seconds, so a price change
 * takes effect no sooner; manifests never change and are kept longer.
 */
@ApplicationScoped
public class Functions {
  private static final Duration REMEMBERED = Duration.ofSeconds(2);
  private static final int MOST_REMEMBERED = 50_000;
  private static final int MOST_MANIFESTS = 2_000;

  private final LoadingCache<Query, Optional<Function>> known;
  private final Cache<String, Parsed> manifests =
      Caffeine.newBuilder().maximumSize(MOST_MANIFESTS).build();

  private record Query(String owner, String name, UUID accountId) {}

  private record Parsed(Manifest manifest, Map<String, EndpointSchema> endpoints) {}

  Functions(Marketplace marketplace) {
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
    Parsed parsed = parsed(found.getVersion(), found.getManifest());
    return new Function(
        found.getOwner() + "/" + found.getName(),
        found.getOwnerAccountId(),
        found.getVersion(),
        parsed.manifest,
        parsed.endpoints,
        found.getPriceVersion(),
        found.getUnitPriceNanos());
  }

  private Parsed parsed(String version, String text) {
    return manifests.get(version, _ -> parse(text));
  }

  private static Parsed parse(String text) {
    Manifest manifest = Manifest.fromJson(Json.parse(text));
    var endpoints = new LinkedHashMap<String, EndpointSchema>();
    manifest
        .descriptor()
        .endpoints()
        .forEach(endpoint -> endpoints.put(endpoint.path(), new EndpointSchema(endpoint)));
    return new Parsed(manifest, Map.copyOf(endpoints));
  }
}
