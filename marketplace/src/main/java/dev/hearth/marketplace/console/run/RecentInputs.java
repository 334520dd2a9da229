package dev.hearth.marketplace.console.run;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.hearth.sdk.json.Json;
import dev.hearth.sdk.json.Json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.UUID;

/**
 * Remembers inputs of recent runs for the page that shows them beside their outputs. Losing one
 * costs only that. Thread-safe.
 */
@ApplicationScoped
public class RecentInputs {
  private record Run(UUID account, String requestId) {}

  private final Cache<Run, Kept> inputs;

  private record Kept(String endpoint, String input) {}

  /**
   * The input of a run.
   *
   * @param endpoint path of the endpoint that was called
   */
  public record Recalled(String endpoint, JsonObject input) {}

  RecentInputs(RunConfig config) {
    this.inputs =
        Caffeine.newBuilder()
            .maximumWeight(config.recentInputs().asLongValue())
            .<Run, Kept>weigher((_, kept) -> kept.input.length() + 256)
            .expireAfterWrite(config.recentInputsAge())
            .build();
  }

  /** Remembers the input of a run. */
  public void remember(UUID account, String requestId, String endpoint, JsonObject input) {
    inputs.put(new Run(account, requestId), new Kept(endpoint, input.print()));
  }

  /** The input of the account's own run, if it is still remembered. */
  public Optional<Recalled> recall(UUID account, String requestId) {
    return Optional.ofNullable(inputs.getIfPresent(new Run(account, requestId)))
        .map(kept -> new Recalled(kept.endpoint, Json.parseObject(kept.input)));
  }
}
