package dev.hearth.runtime.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.runtime.configuration.DurationConverter;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.runtime.configuration.MemorySizeConverter;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an examination says of this machine, and of one that lacks something. */
class ExaminationTest {
  @TempDir private Path folder = Path.of("unset");

  private static SmallRyeConfig config(Map<String, String> settings) {
    return new SmallRyeConfigBuilder()
        .addDefaultInterceptors()
        .addDefaultSources()
        .withConverter(MemorySize.class, 300, new MemorySizeConverter())
        .withConverter(Duration.class, 300, new DurationConverter())
        .withMapping(NodeConfig.class)
        .withMapping(BlobsConfig.class)
        .withSources(new PropertiesConfigSource(settings, "test", 500))
        .build();
  }

  private record Findings(List<Finding> all) {
    Finding get(String name) {
      return all.stream()
          .filter(finding -> finding.name().equals(name))
          .findFirst()
          .orElseThrow(() -> new AssertionError("nothing on " + name + " in " + all));
    }
  }

  private static Findings examined(Map<String, String> settings) throws IOException {
    return new Findings(Examination.of(config(settings).getConfigMapping(NodeConfig.class)));
  }

  @Test
  void eachProtectionIsNamedAsItWasSeen() throws IOException {
    Findings findings = examined(Map.of("hearth.node.max-processes", "77"));
    for (String name : List.of("sandbox", "reach", "privileges", "scratch", "namespaces")) {
      assertEquals(Finding.State.OK, findings.get(name).state(), findings::toString);
    }
    assertEquals("filtered by seccomp", findings.get("system calls").says());
    assertTrue(findings.get("rlimits").says().startsWith("77 processes, "), findings::toString);
    assertTrue(findings.get("scratch").says().contains("of 1 MiB took 1 MiB"));
    boolean memory = findings.get("control groups").says().contains("memory");
    assertEquals(
        memory ? "a worker of 96 MiB that took more was ended" : "",
        memory ? findings.get("memory").says() : "");
  }

  @Test
  void missingBubblewrapIsBrokenAndSaidHowToMend() throws IOException {
    Findings findings = examined(Map.of("hearth.node.bubblewrap", "/nowhere/bwrap"));
    assertEquals(1, findings.all().size(), findings::toString);
    assertEquals(Finding.State.BROKEN, findings.get("sandbox").state());
    assertTrue(findings.get("sandbox").advice().contains("install"), findings::toString);
  }

  @Test
  void trustedFunctionsAreAWeakness() throws IOException {
    Findings findings =
        examined(
            Map.of(
                "hearth.node.bubblewrap", "/nowhere/bwrap", "hearth.node.trust-functions", "true"));
    assertEquals(Finding.State.WEAK, findings.get("sandbox").state());
  }

  private Findings files(Map<String, String> settings) throws IOException {
    SmallRyeConfig config = config(settings);
    return new Findings(
        FilesExamination.of(
            config.getConfigMapping(NodeConfig.class), config.getConfigMapping(BlobsConfig.class)));
  }

  @Test
  void missingHarnessAndStoreAreBroken() throws IOException {
    Findings findings =
        files(Map.of("hearth.node.worker-class-path", folder.resolve("none.jar").toString()));
    assertEquals(Finding.State.BROKEN, findings.get("worker harness").state());
    assertEquals(Finding.State.BROKEN, findings.get("blob store").state());
  }

  @Test
  void bucketThatDoesntAnswerIsBroken() throws IOException {
    var settings = new HashMap<String, String>();
    settings.put("hearth.blobs.s3.bucket", "none");
    settings.put("hearth.blobs.s3.endpoint", "http://127.0.0.1:1");
    settings.put("hearth.blobs.s3.access-key", "a");
    settings.put("hearth.blobs.s3.secret-key", "b");
    Finding store = files(settings).get("blob store");
    assertEquals(Finding.State.BROKEN, store.state());
    assertTrue(store.says().startsWith("bucket none doesn't answer"), store::says);
  }
}
