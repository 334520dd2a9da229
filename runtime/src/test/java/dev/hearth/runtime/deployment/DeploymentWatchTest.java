package dev.hearth.runtime.deployment;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.hearth.runtime.harness.FakeMarketplace;
import dev.hearth.runtime.harness.FakePools;
import dev.hearth.runtime.harness.Installation;
import dev.hearth.runtime.harness.TestFunction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is deployed is prepared without being called, once. */
@QuarkusTest
@QuarkusTestResource(Installation.class)
class DeploymentWatchTest {
  private final FakeMarketplace marketplace;
  private final FakePools pools;
  private final DeploymentWatch watch;

  @Inject
  DeploymentWatchTest(FakeMarketplace marketplace, FakePools pools, DeploymentWatch watch) {
    this.marketplace = marketplace;
    this.pools = pools;
    this.watch = watch;
  }

  @Test
  void deploymentIsPreparedOnce() {
    TestFunction function = TestFunction.ALL.getFirst();
    String expected = function.owner() + "/" + function.name() + " " + function.version();
    marketplace.deployed(function, "2026-01-01T00:00:00Z");
    watch.look();
    marketplace.deployed(function, "2026-01-01T00:00:01Z");
    watch.look();
    watch.look();
    List<String> prepared = pools.prepared();
    assertEquals(1, Collections.frequency(prepared, expected), prepared.toString());
  }

  @Test
  void changeOfASecretIsHeededOnceAndEachNewOneAgain() {
    marketplace.secretsChanged("2026-02-01T00:00:00Z", Map.of("A", "2026-02-01T00:00:00Z"));
    watch.look();
    watch.look();
    marketplace.secretsChanged(
        "2026-02-01T00:00:02Z", Map.of("A", "2026-02-01T00:00:00Z", "B", "2026-02-01T00:00:01Z"));
    watch.look();
    marketplace.secretsChanged("2026-02-01T00:00:03Z", Map.of("A", "2026-02-01T00:00:03Z"));
    watch.look();
    assertEquals(List.of("hearth A", "hearth B", "hearth A"), pools.changedSecrets());
  }
}
