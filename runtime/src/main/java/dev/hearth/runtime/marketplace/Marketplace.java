package dev.hearth.runtime.marketplace;

import dev.hearth.runtime.marketplace.api.CallableFunction;
import dev.hearth.runtime.marketplace.api.DeploymentList;
import dev.hearth.runtime.marketplace.api.FunctionSecrets;
import dev.hearth.runtime.marketplace.api.KeyOwner;
import dev.hearth.runtime.marketplace.api.KeyQuery;
import dev.hearth.runtime.marketplace.api.LeaseClose;
import dev.hearth.runtime.marketplace.api.LeaseGrant;
import dev.hearth.runtime.marketplace.api.LeaseRefusal;
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
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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
  private static final int CONFLICT = 409;
  private static final int UNPROCESSABLE = 422;

  /** Failures that are answers; all others mean that it doesn't work at the moment. */
  private static final Set<Integer> ANSWERS =
      Set.of(PAYMENT_REQUIRED, NOT_FOUND, CONFLICT, UNPROCESSABLE);

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

  /** The secrets that a version is given; empty if there is no such version. */
  public Optional<FunctionSecrets> secrets(String owner, String name, String version) {
    return unless(NOT_FOUND, () -> api.versionSecrets(owner, name, version));
  }

  /** What was deployed, and which secrets changed, since then, oldest first. */
  public DeploymentList deployments(OffsetDateTime since) {
    return reach(() -> api.deployments(since));
  }

  /** Asks for a lease of at least the minimum; the same id again gets the same lease. */
  public LeaseAnswer openLease(UUID leaseId, UUID accountId, long minimumNanos, long wantedNanos) {
    var request = new LeaseRequest();
    request.setLeaseId(leaseId);
    request.setAccountId(accountId);
    request.setMinimumNanos(minimumNanos);
    request.setWantedNanos(wantedNanos);
    try {
      LeaseGrant grant = reach(() -> api.openLease(request));
      return new LeaseAnswer.Granted(grant.getGrantedNanos(), grant.getTermSeconds());
    } catch (WebApplicationException e) {
      if (e.getResponse().getStatus() == PAYMENT_REQUIRED) {
        LeaseRefusal refusal = e.getResponse().readEntity(LeaseRefusal.class);
        return new LeaseAnswer.Refused(refusal.getAvailableNanos());
      }
      throw e;
    }
  }

  /** Returns what a lease neither spent nor holds. */
  public CloseAnswer closeLease(UUID leaseId, long spentNanos, long heldNanos) {
    var close = new LeaseClose();
    close.setSpentNanos(spentNanos);
    close.setHeldNanos(heldNanos);
    try {
      reach(
          () -> {
            api.closeLease(leaseId, close);
            return leaseId;
          });
      return CloseAnswer.CLOSED;
    } catch (WebApplicationException e) {
      return switch (e.getResponse().getStatus()) {
        case NOT_FOUND -> CloseAnswer.UNKNOWN;
        case CONFLICT -> CloseAnswer.CONTRADICTED;
        default -> throw e;
      };
    }
  }

  /** Posts usage events, all or none; false when one contradicts what is known there. */
  public boolean recordUsage(List<UsageEvent> events) {
    var batch = new UsageBatch();
    batch.setEvents(events);
    try {
      reach(
          () -> {
            api.recordUsage(batch);
            return batch;
          });
      return true;
    } catch (WebApplicationException e) {
      if (e.getResponse().getStatus() == UNPROCESSABLE) {
        return false;
      }
      throw e;
    }
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
    } catch (WebApplicationException e) {
      if (ANSWERS.contains(e.getResponse().getStatus())) {
        throw e;
      }
      throw unreachable(e);
    } catch (ProcessingException e) {
      throw unreachable(e);
    }
  }

  private static CallException unreachable(Exception cause) {
    return new CallException(
        ErrorCode.RUNNER_SCHEDULING_FAILURE, "the marketplace can't be reached; try again", cause);
  }
}
