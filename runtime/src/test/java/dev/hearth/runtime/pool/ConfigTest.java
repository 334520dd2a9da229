package dev.hearth.runtime.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.hearth.runtime.sandbox.BlobsConfig;
import dev.hearth.runtime.sandbox.CacheConfig;
import dev.hearth.runtime.sandbox.NodeConfig;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Defaults and names of the keys that pools and sandbox read. */
class ConfigTest {

  /** Every value of a mapping by its method, as text. */
  private static Map<String, String> values(Class<?> mapping, Map<String, String> settings) {
    return values(mapping, TestNode.config(settings).getConfigMapping(mapping));
  }

  private static Map<String, String> values(Class<?> mapping, Object config) {
    var values = new TreeMap<String, String>();
    Arrays.stream(mapping.getDeclaredMethods())
        .filter(method -> !method.isSynthetic())
        .forEach(method -> values.put(method.getName(), text(config, method)));
    return values;
  }

  private static String text(Object config, Method method) {
    try {
      Object value = method.invoke(config);
      return value instanceof io.quarkus.runtime.configuration.MemorySize size
          ? size.asBigInteger().toString()
          : String.valueOf(value);
    } catch (IllegalAccessException | InvocationTargetException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void defaultsOfPools() {
    assertEquals(
        new TreeMap<>(
            Map.ofEntries(
                Map.entry("queueLength", "10000"),
                Map.entry("keepAlive", "PT10M"),
                Map.entry("maxWorkersPerVersion", "OptionalInt.empty"),
                Map.entry("maxWorkers", "OptionalInt.empty"),
                Map.entry("memory", "Optional.empty"),
                Map.entry("yieldAfter", "PT10S"),
                Map.entry("startTimeout", "PT2M"),
                Map.entry("helloTimeout", "PT10S"),
                Map.entry("cancelGrace", "PT2S"),
                Map.entry("drainTimeout", "PT10S"),
                Map.entry("maxFailedSetups", "3"),
                Map.entry("retryDelay", "PT0.5S"),
                Map.entry("unhealthyFor", "PT1M"),
                Map.entry("maxOutputSize", "268435456"),
                Map.entry("maxOutputFiles", "64"),
                Map.entry("maxResultSize", "8388608"),
                Map.entry("maxLogSize", "1048576"),
                Map.entry("workerLogLines", "500"))),
        values(PoolConfig.class, Map.of()));
  }

  @Test
  void everyKeyOfPoolsCanBeSet() {
    var settings =
        Map.ofEntries(
            Map.entry("hearth.pool.queue-length", "7"),
            Map.entry("hearth.pool.keep-alive", "1S"),
            Map.entry("hearth.pool.max-workers-per-version", "3"),
            Map.entry("hearth.pool.max-workers", "4"),
            Map.entry("hearth.pool.memory", "1K"),
            Map.entry("hearth.pool.yield-after", "2S"),
            Map.entry("hearth.pool.start-timeout", "3S"),
            Map.entry("hearth.pool.hello-timeout", "4S"),
            Map.entry("hearth.pool.cancel-grace", "5S"),
            Map.entry("hearth.pool.drain-timeout", "6S"),
            Map.entry("hearth.pool.max-failed-setups", "9"),
            Map.entry("hearth.pool.retry-delay", "7S"),
            Map.entry("hearth.pool.unhealthy-for", "8S"),
            Map.entry("hearth.pool.max-output-size", "2K"),
            Map.entry("hearth.pool.max-output-files", "5"),
            Map.entry("hearth.pool.max-result-size", "3K"),
            Map.entry("hearth.pool.max-log-size", "4K"),
            Map.entry("hearth.pool.worker-log-lines", "6"));
    Map<String, String> values = values(PoolConfig.class, settings);
    Map<String, String> defaults = values(PoolConfig.class, Map.of());
    assertEquals(defaults.keySet(), values.keySet());
    values.forEach((name, value) -> assertEquals(false, value.equals(defaults.get(name)), name));
  }

  @Test
  void defaultsOfTheNode() {
    assertEquals(
        new TreeMap<>(
            Map.ofEntries(
                Map.entry("runtimeDirectory", "Optional.empty"),
                Map.entry("workerClassPath", "Optional.empty"),
                Map.entry("workerMainClass", "dev.hearth.sdk.worker.Main"),
                Map.entry("javaHome", System.getProperty("java.home")),
                Map.entry("trustFunctions", "false"),
                Map.entry("bubblewrap", "Optional.empty"),
                Map.entry("workerUser", "65534"),
                Map.entry("maxProcesses", "512"),
                Map.entry("maxOpenFiles", "4096"),
                Map.entry("maxFileSize", "1073741824"),
                Map.entry("scratchSize", "536870912"),
                Map.entry("workerMemoryOverhead", "100663296"))),
        values(NodeConfig.class, Map.of()));
  }

  @Test
  void everyKeyOfTheNodeCanBeSet() {
    var settings =
        Map.ofEntries(
            Map.entry("hearth.node.runtime-directory", "/r"),
            Map.entry("hearth.node.worker-class-path", "/w.jar"),
            Map.entry("hearth.node.worker-main-class", "M"),
            Map.entry("hearth.node.java-home", "/j"),
            Map.entry("hearth.node.trust-functions", "true"),
            Map.entry("hearth.node.bubblewrap", "/b"),
            Map.entry("hearth.node.worker-user", "7"),
            Map.entry("hearth.node.max-processes", "100"),
            Map.entry("hearth.node.max-open-files", "101"),
            Map.entry("hearth.node.max-file-size", "1K"),
            Map.entry("hearth.node.scratch-size", "2K"),
            Map.entry("hearth.node.worker-memory-overhead", "3K"));
    Map<String, String> values = values(NodeConfig.class, settings);
    Map<String, String> defaults = values(NodeConfig.class, Map.of());
    assertEquals(defaults.keySet(), values.keySet());
    values.forEach((name, value) -> assertEquals(false, value.equals(defaults.get(name)), name));
  }

  private static Map<String, String> blobs(Map<String, String> settings) {
    BlobsConfig blobs = TestNode.config(settings).getConfigMapping(BlobsConfig.class);
    Map<String, String> values = values(BlobsConfig.S3.class, blobs.s3());
    values.put("directory", String.valueOf(blobs.directory()));
    return values;
  }

  @Test
  void keysOfTheBlobs() {
    assertEquals(
        Map.of(
            "directory", "Optional.empty",
            "endpoint", "Optional.empty",
            "bucket", "Optional.empty",
            "region", "us-east-1",
            "accessKey", "Optional.empty",
            "secretKey", "Optional.empty",
            "pathStyle", "false",
            "stallTimeout", "PT10S",
            "maxConnections", "64"),
        blobs(Map.of()));
    assertEquals(
        Map.of(
            "directory", "Optional[/d]",
            "endpoint", "Optional[http://localhost:9000]",
            "bucket", "Optional[b]",
            "region", "eu-central-1",
            "accessKey", "Optional[a]",
            "secretKey", "Optional[s]",
            "pathStyle", "true",
            "stallTimeout", "PT3S",
            "maxConnections", "7"),
        blobs(
            Map.of(
                "hearth.blobs.directory", "/d",
                "hearth.blobs.s3.endpoint", "http://localhost:9000",
                "hearth.blobs.s3.bucket", "b",
                "hearth.blobs.s3.region", "eu-central-1",
                "hearth.blobs.s3.access-key", "a",
                "hearth.blobs.s3.secret-key", "s",
                "hearth.blobs.s3.path-style", "true",
                "hearth.blobs.s3.stall-timeout", "3S",
                "hearth.blobs.s3.max-connections", "7")));
  }

  @Test
  void keysOfTheCache() {
    assertEquals(
        Map.of(
            "directory", "Optional.empty",
            "quota", "53687091200",
            "parallelReads", "8",
            "attempts", "5",
            "firstPause", "PT0.1S",
            "longestPause", "PT5S",
            "halfLife", "PT24H"),
        values(CacheConfig.class, Map.of()));
    assertEquals(
        Map.of(
            "directory", "Optional[/c]",
            "quota", "1024",
            "parallelReads", "3",
            "attempts", "4",
            "firstPause", "PT1S",
            "longestPause", "PT2S",
            "halfLife", "PT3S"),
        values(
            CacheConfig.class,
            Map.of(
                "hearth.cache.directory", "/c",
                "hearth.cache.quota", "1K",
                "hearth.cache.parallel-reads", "3",
                "hearth.cache.attempts", "4",
                "hearth.cache.first-pause", "1S",
                "hearth.cache.longest-pause", "2S",
                "hearth.cache.half-life", "3S")));
  }
}
