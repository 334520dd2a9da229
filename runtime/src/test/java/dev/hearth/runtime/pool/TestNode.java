package dev.hearth.runtime.pool;

import static java.util.Objects.requireNonNull;

import dev.hearth.coldstart.blobstore.BlobStore;
import dev.hearth.coldstart.blobstore.BlobStores;
import dev.hearth.runtime.egress.EgressConfig;
import dev.hearth.runtime.pool.scripted.ScriptedWorker;
import dev.hearth.runtime.sandbox.BlobsConfig;
import dev.hearth.runtime.sandbox.CacheConfig;
import dev.hearth.runtime.sandbox.NodeConfig;
import dev.hearth.runtime.sandbox.Sandbox;
import dev.hearth.sdk.blob.BlobDigest;
import dev.hearth.sdk.json.Json.JsonObject;
import dev.hearth.sdk.manifest.ManifestFile;
import dev.hearth.sdk.protocol.Frame;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.runtime.configuration.MemorySizeConverter;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A node with pools, blobs and scripted workers in a folder of its own. The folder is open to other
 * users, as an installation's is: workers run as another one.
 */
final class TestNode implements AutoCloseable {
  private final Path folder;
  private final BlobStore blobs;
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final MemoryClassCacheIndex classCaches = new MemoryClassCacheIndex();
  private final TestSecrets secrets = new TestSecrets();
  private final WorkerPools pools;

  TestNode(Map<String, String> settings) throws IOException {
    this(settings, ScriptedWorker.class, Frame.class);
  }

  /**
   * @param main main class of the worker harness
   * @param api any class of the api
   */
  TestNode(Map<String, String> settings, Class<?> main, Class<?> api) throws IOException {
    folder = Files.createTempDirectory(Path.of("/tmp"), "hn");
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    var all = new HashMap<String, String>();
    all.put("hearth.pool.class-caches", "false"); // only some tests want what they cost
    all.put("hearth.node.runtime-directory", folder.resolve("run").toString());
    all.put("hearth.node.worker-class-path", jar("worker.jar", main, api));
    all.put("hearth.node.worker-main-class", main.getName());
    if (!settings.containsKey("hearth.blobs.s3.bucket")) {
      all.put("hearth.blobs.directory", folder.resolve("blobs").toString());
    }
    all.putAll(settings);
    SmallRyeConfig config = config(all);
    blobs = BlobStores.open(config.getConfigMapping(BlobsConfig.class));
    pools =
        new WorkerPools(
            Sandbox.open(
                config.getConfigMapping(NodeConfig.class),
                config.getConfigMapping(BlobsConfig.class),
                config.getConfigMapping(CacheConfig.class)),
            config.getConfigMapping(PoolConfig.class),
            config.getConfigMapping(EgressConfig.class),
            registry,
            classCaches,
            secrets);
  }

  TestSecrets secrets() {
    return secrets;
  }

  MemoryClassCacheIndex classCaches() {
    return classCaches;
  }

  static SmallRyeConfig config(Map<String, String> settings) {
    return new SmallRyeConfigBuilder()
        .addDefaultInterceptors()
        .addDefaultSources()
        .withConverter(
            io.quarkus.runtime.configuration.MemorySize.class, 300, new MemorySizeConverter())
        .withConverter(
            java.time.Duration.class, 300, new io.quarkus.runtime.configuration.DurationConverter())
        .withMapping(NodeConfig.class)
        .withMapping(BlobsConfig.class)
        .withMapping(CacheConfig.class)
        .withMapping(PoolConfig.class)
        .withMapping(EgressConfig.class)
        .withSources(new PropertiesConfigSource(settings, "test", 500))
        .build();
  }

  /** A jar of everything that stands where these classes do. */
  private String jar(String name, Class<?>... of) throws IOException {
    Path jar = folder.resolve(name);
    URI uri = URI.create("jar:" + jar.toUri());
    try (FileSystem target = FileSystems.newFileSystem(uri, Map.of("create", "true"))) {
      for (Class<?> member : of) {
        copyClasses(origin(member), target.getPath("/"));
      }
    }
    return jar.toString();
  }

  /** A jar of everything that stands where this class does. */
  byte[] jarOf(Class<?> member) throws IOException {
    Path jar = Path.of(jar("function.jar", member));
    byte[] content = Files.readAllBytes(jar);
    Files.delete(jar);
    return content;
  }

  private static Path origin(Class<?> member) {
    try {
      return Path.of(
          requireNonNull(member.getProtectionDomain().getCodeSource()).getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void copyClasses(Path from, Path to) throws IOException {
    if (Files.isDirectory(from)) {
      copyTree(from, to);
    } else {
      try (FileSystem jar = FileSystems.newFileSystem(from)) {
        copyTree(jar.getPath("/"), to);
      }
    }
  }

  private static void copyTree(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.filter(path -> path.toString().endsWith(".class")).toList()) {
        Path target = to.resolve(from.relativize(file).toString());
        Files.createDirectories(requireNonNull(target.getParent()));
        Files.copy(file, target);
      }
    }
  }

  /** Stores a file and returns its line of a manifest. */
  ManifestFile blob(String path, byte[] content) throws IOException {
    BlobDigest digest = BlobDigest.of(content);
    long stored = blobs.put(digest, new ByteArrayInputStream(content), content.length);
    return new ManifestFile(path, digest, stored);
  }

  Pools pools() {
    return pools;
  }

  /** Submits {@code {"do": action}} and returns what will be heard of it. */
  Heard call(Function function, String action) throws IOException {
    return call(function, JsonObject.builder().put("do", action).build());
  }

  Heard call(Function function, JsonObject input) throws IOException {
    var heard = new Heard();
    submit(function.work(function.manifest(this), input, heard));
    return heard;
  }

  /** Submits {@code {"do": action}} with a batch key. */
  Heard callWithKey(Function function, String action, String key, boolean alone)
      throws IOException {
    var heard = new Heard();
    JsonObject input = JsonObject.builder().put("do", action).build();
    Work work = function.work(function.manifest(this), input, heard);
    submit(
        new Work(
            work.requestId(),
            work.function(),
            work.version(),
            work.manifest(),
            work.endpoint(),
            work.input(),
            work.media(),
            key,
            alone,
            work.startWithin(),
            heard));
    return heard;
  }

  void submit(Work work) {
    if (work.listener() instanceof Heard heard) {
      heard.isOf(work.requestId());
    }
    pools.submit(work);
  }

  void cancel(Heard heard) {
    pools.cancel(heard.requestId());
  }

  SimpleMeterRegistry registry() {
    return registry;
  }

  Path folder() {
    return folder;
  }

  Path runtimeDirectory() {
    return folder.resolve("run");
  }

  /** Stops the node and tells what it left in its runtime directory. */
  List<String> stop() throws IOException {
    pools.close();
    try (Stream<Path> left = Files.walk(runtimeDirectory())) {
      return left.filter(path -> !path.equals(runtimeDirectory())).map(Path::toString).toList();
    }
  }

  @Override
  public void close() throws IOException {
    pools.close();
    blobs.close();
    deleteTree(folder);
  }

  static void deleteTree(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      files.sorted(java.util.Comparator.reverseOrder()).forEach(TestNode::delete);
    }
  }

  private static void delete(Path file) {
    try {
      Files.delete(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
