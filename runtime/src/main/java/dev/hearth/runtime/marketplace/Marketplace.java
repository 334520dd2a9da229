package dev.hearth.runtime.marketplace;

import dev.hearth.runtime.marketplace.api.CallableFunction;
import dev.hearth.runtime.marketplace.api.KeyOwner;
import dev.hearth.runtime.marketplace.api.KeyQuery;
import dev.hearth.runtime.marketplace.api.LeaseClose;
import dev.hearth.runtime.marketplace.api.LeaseGrant;
import dev.hearth.runtime.marketplace.api.LeaseRequest;
import dev.hearth.runtime.marketplace.api.MarketplaceApi;
import dev.hearth.runtime.marketplace.api.UsageBatch;
import dev.hearth.runtime.marketplace.api.UsageEvent;
import dev.hearth.sdk.error.CallException;
import dev.hearth.sdk.error.ErrorCode;
import io.quarkus.rest.client.reactive.QuarkusRestClientBuilder;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.client.ClientRequestFilter;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * The marketplace's internal interface, in this node's words. Blocking; every method throws {@code
 * RUNNER_SCHEDULING_FAILURE} (503) when the marketplace doesn't answer.
 */
@ApplicationScoped
public class Marketplace {
  private static final int PAYMENT_REQUIRED = 402;
  private static final int NOT_FOUND = 404;

  private final MarketplaceApi api;

  Marketplace(MarketplaceConfig config, InternalConfig internal) {
    String bearer = "Bearer " + internal.token();
    ClientRequestFilter authorize =
        request -> request.getHeaders().putSingle("Authorization", bearer);
    this.api =
        QuarkusRestClientBuilder.newBuilder()
            .baseUri(config.url())
            .connectTimeout(config.timeout().toMillis(), TimeUnit.MILLISECONDS)
            .readTimeout(config.timeout().toMillis(), TimeUnit.MILLISECONDS)
            .register(authorize)
            .build(MarketplaceApi.class);
  }

  /** The owner of a key; empty when there is none. */
  public Optional<KeyOwner> keyOwner(String keyId, String secretSha256) {
    var query = new KeyQuery();
    query.setKeyId(keyId);
    query.setSecretSha256(secretSha256);
    return unless(NOT_FOUND, () -> api.resolveKey(query));
  }

  /** A function as the account may call it; empty when it may not. */
  public Optional<CallableFunction> function(String owner, String name, UUID accountId) {
    return unless(NOT_FOUND, () -> api.resolveFunction(owner, name, accountId));
  }

  /** A new lease of at least the minimum; empty when the account's funds don't cover that. */
  public Optional<LeaseGrant> openLease(
      UUID leaseId, UUID accountId, long minimumNanos, long wantedNanos) {
    var request = new LeaseRequest();
    request.setLeaseId(leaseId);
    request.setAccountId(accountId);
    request.setMinimumNanos(minimumNanos);
    request.setWantedNanos(wantedNanos);
    return unless(PAYMENT_REQUIRED, () -> api.openLease(request));
  }

  /** Returns what a lease neither spent nor holds. */
  public void closeLease(UUID leaseId, long spentNanos, long heldNanos) {
    var close = new LeaseClose();
    close.setSpentNanos(spentNanos);
    close.setHeldNanos(heldNanos);
    reach(
        () -> {
          api.closeLease(leaseId, close);
          return leaseId;
        });
  }

  /** Posts usage events, all or none. */
  public void recordUsage(List<UsageEvent> events) {
    var batch = new UsageBatch();
    batch.setEvents(events);
    reach(
        () -> {
          api.recordUsage(batch);
          return batch;
        });
  }

  private static <T> Optional<T> unless(int status, Supplier<T> call) {
    try {
      return Optional.of(reach(call));
    } catch (WebApplicationException e) {
      if (e.getResponse().getStatus() == status) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private static <T> T reach(Supplier<T> call) {
    try {
      return call.get();
    } catch (ProcessingException e) {
      throw new CallException(
          ErrorCode.RUNNER_SCHEDULING_FAILURE, "the marketplace can't be reached; try again", e);
    }
  }
}
