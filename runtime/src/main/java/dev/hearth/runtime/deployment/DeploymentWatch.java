package dev.hearth.runtime.deployment;

import dev.hearth.runtime.marketplace.Marketplace;
import dev.hearth.runtime.marketplace.api.Deployment;
import dev.hearth.runtime.marketplace.api.DeploymentList;
import dev.hearth.runtime.marketplace.api.SecretChange;
import dev.hearth.runtime.pool.Pools;
import dev.hearth.sdk.error.CallException;
import dev.hearth.sdk.json.Json;
import dev.hearth.sdk.manifest.Manifest;
import io.quarkus.logging.Log;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Asks the marketplace what changed lately: what was deployed is prepared on this node, and workers
 * whose secrets changed are replaced. What is deployed while the node is down is prepared after its
 * first call.
 */
@ApplicationScoped
class DeploymentWatch {
  /** A deployment is dated by the begin of its transaction, which may end later. */
  private static final Duration OVERLAP = Duration.ofSeconds(10);

  private static final int FULL_LIST = 100;

  private final Marketplace marketplace;
  private final Pools pools;
  private final Duration interval;
  private OffsetDateTime since = OffsetDateTime.now(ZoneOffset.UTC);
  private Set<String> seen = Set.of();
  private Set<String> seenChanges = Set.of();
  private @Nullable Thread thread;

  DeploymentWatch(Marketplace marketplace, Pools pools, DeploymentConfig config) {
    this.marketplace = marketplace;
    this.pools = pools;
    this.interval = config.interval();
  }

  void start(@Observes StartupEvent event) {
    if (interval.isPositive()) {
      thread = Thread.ofVirtual().name("deployment-watch").start(this::loop);
    }
  }

  @PreDestroy
  void stop() {
    if (thread != null) {
      thread.interrupt();
    }
  }

  private void loop() {
    try {
      while (true) {
        try {
          look();
        } catch (CallException e) {
          Log.debugf("deployments are looked for again: %s", e.getMessage());
        } catch (RuntimeException e) {
          Log.warn("deployments are looked for again", e);
        }
        TimeUnit.NANOSECONDS.sleep(interval.toNanos());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Heeds what changed since the last look. */
  void look() {
    DeploymentList list = marketplace.deployments(since);
    prepareNew(list);
    renewChanged(list);
    since = next(list);
  }

  private void prepareNew(DeploymentList list) {
    for (Deployment deployment : list.getDeployments()) {
      if (!seen.contains(key(deployment))) {
        prepare(deployment);
      }
    }
    seen =
        list.getDeployments().stream()
            .map(DeploymentWatch::key)
            .collect(Collectors.toUnmodifiableSet());
  }

  private void renewChanged(DeploymentList list) {
    for (SecretChange change : list.getSecretChanges()) {
      if (!seenChanges.contains(key(change))) {
        Log.infof("secret changed, owner=%s name=%s", change.getOwner(), change.getName());
        pools.secretChanged(change.getOwner(), change.getName());
      }
    }
    seenChanges =
        list.getSecretChanges().stream()
            .map(DeploymentWatch::key)
            .collect(Collectors.toUnmodifiableSet());
  }

  /** Of a list that was cut off, the rest is asked for next. */
  private static OffsetDateTime next(DeploymentList list) {
    OffsetDateTime next = list.getNow().minus(OVERLAP);
    if (list.getDeployments().size() == FULL_LIST) {
      next = list.getDeployments().getLast().getUpdatedAt();
    }
    if (list.getSecretChanges().size() == FULL_LIST) {
      OffsetDateTime last = list.getSecretChanges().getLast().getChangedAt();
      next = last.isBefore(next) ? last : next;
    }
    return next;
  }

  private static String key(Deployment deployment) {
    return deployment.getOwner() + "/" + deployment.getName() + " " + deployment.getVersion();
  }

  private static String key(SecretChange change) {
    return change.getOwner() + "/" + change.getName() + " " + change.getChangedAt();
  }

  private void prepare(Deployment deployment) {
    String function = deployment.getOwner() + "/" + deployment.getName();
    try {
      Manifest manifest = Manifest.fromJson(Json.parse(deployment.getManifest()));
      pools.prepare(function, deployment.getVersion(), manifest);
      pools.live(function, deployment.getVersion(), manifest);
    } catch (RuntimeException e) {
      Log.warnf(e, "function=%s can't be prepared", function);
    }
  }
}
