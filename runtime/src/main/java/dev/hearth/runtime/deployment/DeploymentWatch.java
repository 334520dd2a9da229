package dev.hearth.runtime.deployment;

import dev.hearth.runtime.marketplace.Marketplace;
import dev.hearth.runtime.marketplace.api.Deployment;
import dev.hearth.runtime.marketplace.api.DeploymentList;
import dev.hearth.runtime.pool.Pools;
import dev.hearth.sdk.error.CallException;
import dev.hearth.sdk.json.Json;
import dev.hearth.sdk.manifest.Manifest;
import io.quarkus.logging.Log;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Asks the marketplace what was deployed lately and has it prepared on this node. What is deployed
 * while the node is down is prepared after its first call.
 */
@ApplicationScoped
class DeploymentWatch {
  /** A deployment is dated by the begin of its transaction, which may end later. */
  private static final Duration OVERLAP = Duration.ofSeconds(10);

  private static final int FULL_LIST = 100;

  private final Marketplace marketplace;
  private final Pools pools;
  private OffsetDateTime since = OffsetDateTime.now(ZoneOffset.UTC);
  private Set<String> seen = Set.of();

  DeploymentWatch(Marketplace marketplace, Pools pools) {
    this.marketplace = marketplace;
    this.pools = pools;
  }

  @Scheduled(every = "{hearth.deployment.interval}", concurrentExecution = ConcurrentExecution.SKIP)
  @RunOnVirtualThread
  synchronized void look() {
    try {
      since = prepare(marketplace.deployments(since));
    } catch (CallException e) {
      Log.debugf("deployments are looked for again: %s", e.getMessage());
    }
  }

  private OffsetDateTime prepare(DeploymentList list) {
    for (Deployment deployment : list.getDeployments()) {
      if (!seen.contains(key(deployment))) {
        prepare(deployment);
      }
    }
    seen =
        list.getDeployments().stream()
            .map(DeploymentWatch::key)
            .collect(Collectors.toUnmodifiableSet());
    return list.getDeployments().size() == FULL_LIST
        ? list.getDeployments().getLast().getUpdatedAt()
        : list.getNow().minus(OVERLAP);
  }

  private static String key(Deployment deployment) {
    return deployment.getOwner() + "/" + deployment.getName() + " " + deployment.getVersion();
  }

  private void prepare(Deployment deployment) {
    String function = deployment.getOwner() + "/" + deployment.getName();
    try {
      Manifest manifest = Manifest.fromJson(Json.parse(deployment.getManifest()));
      pools.prepare(function, deployment.getVersion(), manifest);
    } catch (RuntimeException e) {
      Log.warnf(e, "function=%s can't be prepared", function);
    }
  }
}
