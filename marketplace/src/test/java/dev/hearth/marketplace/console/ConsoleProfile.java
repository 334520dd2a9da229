package dev.hearth.marketplace.console;

import dev.hearth.marketplace.installation.TestInstallation;
import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The console with a catalog, accounts and a runtime that tests script. */
public final class ConsoleProfile implements QuarkusTestProfile {
  @Override
  public Set<Class<?>> getEnabledAlternatives() {
    return Set.of(FakeCatalog.class, FakeAccounts.class);
  }

  @Override
  public List<TestResourceEntry> testResources() {
    return List.of(
        new TestResourceEntry(TestInstallation.class), new TestResourceEntry(FakeRuntime.class));
  }

  @Override
  public Map<String, String> getConfigOverrides() {
    return Map.of("hearth.console.sign-in-failures", "1000");
  }
}
