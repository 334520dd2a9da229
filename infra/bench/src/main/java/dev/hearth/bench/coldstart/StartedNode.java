package dev.hearth.bench.coldstart;

import dev.hearth.coldstart.blobstore.FolderBlobStore;
import dev.hearth.runtime.egress.Egress;
import dev.hearth.runtime.egress.EgressConfig;
import dev.hearth.runtime.sandbox.BlobsConfig;
import dev.hearth.runtime.sandbox.CacheConfig;
import dev.hearth.runtime.sandbox.ClassSharing;
import dev.hearth.runtime.sandbox.NodeConfig;
import dev.hearth.runtime.sandbox.Sandbox;
import dev.hearth.runtime.worker.CallAnswer;
import dev.hearth.runtime.worker.ClassSource;
import dev.hearth.runtime.worker.HealthReport;
import dev.hearth.runtime.worker.SecretSource;
import dev.hearth.runtime.worker.StartPhases;
import dev.hearth.runtime.worker.Worker;
import dev.hearth.runtime.worker.WorkerDeath;
import dev.hearth.runtime.worker.WorkerEvents;
import dev.hearth.runtime.worker.WorkerLimits;
import dev.hearth.runtime.worker.WorkerTools;
import dev.hearth.sdk.blob.BlobDigest;
import dev.hearth.sdk.cli.deploy.FunctionFolder;
import dev.hearth.sdk.cli.deploy.LocalBlob;
import dev.hearth.sdk.manifest.Manifest;
import dev.hearth.sdk.protocol.Hints;
import io.quarkus.runtime.configuration.DurationConverter;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.runtime.configuration.MemorySizeConverter;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

/** A node without pools, whose workers are started one by one. */
final class StartedNode implements AutoCloseable {
  private static final Duration DRAIN = Duration.ofMinutes(5);

  private final FolderBlobStore store;
  private final Sandbox sandbox;
  private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
  private final Egress egress;
  private final ExecutorService writers = Executors.newVirtualThreadPerTaskExecutor();
  private final WorkerTools tools;
  private int names;

  /**
   * @param folder for all that the node needs; its path must be short
   * @param classPath jars of the worker harness, separated by colons
   * @param kernels jars of the kernels, separated by colons
   */
  StartedNode(Path folder, String classPath, String kernels, String mainClass) throws IOException {
    store = new FolderBlobStore(folder.resolve("blobs"));
    SmallRyeConfig config =
        config(
            Map.of(
                "hearth.node.runtime-directory",
                folder.resolve("run").toString(),
                "hearth.node.worker-class-path",
                classPath,
                "hearth.node.kernels-class-path",
                kernels,
                "hearth.node.device",
                "cpu",
                "hearth.node.worker-main-class",
                mainClass,
                "hearth.blobs.directory",
                folder.resolve("blobs").toString()));
    sandbox =
        Sandbox.open(
            config.getConfigMapping(NodeConfig.class),
            config.getConfigMapping(BlobsConfig.class),
            config.getConfigMapping(CacheConfig.class));
    var limits =
        new WorkerLimits(
            Duration.ofMinutes(2), Duration.ofMinutes(1), 1L << 20, 1, 1 << 20, 1L << 20, 8L << 20);
    egress = new Egress(config.getConfigMapping(EgressConfig.class), timer);
    tools = new WorkerTools(sandbox, limits, egress, timer, writers);
  }

  private static SmallRyeConfig config(Map<String, String> settings) {
    return new SmallRyeConfigBuilder()
        .addDefaultInterceptors()
        .addDefaultSources()
        .withConverter(MemorySize.class, 300, new MemorySizeConverter())
        .withConverter(Duration.class, 300, new DurationConverter())
        .withMapping(NodeConfig.class)
        .withMapping(BlobsConfig.class)
        .withMapping(CacheConfig.class)
        .withMapping(EgressConfig.class)
        .withSources(new PropertiesConfigSource(settings, "bench", 500))
        .build();
  }

  /** Why no worker can be started here, or what bounds it. */
  String isolation() {
    return sandbox.refusal().orElseGet(sandbox::isolation);
  }

  /** Stores a built function. */
  Manifest deploy(Path folder) throws IOException {
    FunctionFolder function = FunctionFolder.read(folder);
    for (Map.Entry<BlobDigest, LocalBlob> blob : function.content().entrySet()) {
      Path file = blob.getValue().file();
      try (InputStream content = Files.newInputStream(file)) {
        long _ = store.put(blob.getKey(), content, Files.size(file));
      }
    }
    return function.manifest();
  }

  /** Has a class cache made; the caller deletes the file. */
  Path record(Manifest manifest) throws IOException {
    Path file = sandbox.newRecording("r" + names++);
    try (var worker = new Started(manifest, new ClassSharing.Recording(file))) {
      StartPhases _ = worker.awaitReady();
      worker.drain();
    }
    if (Files.size(file) == 0) {
      throw new IOException("no class cache was written");
    }
    return file;
  }

  /** Starts a worker, waits until it is ready, looks at its memory, and kills it. */
  ReadyWorker start(Manifest manifest, ClassSharing sharing) throws IOException {
    try (var worker = new Started(manifest, sharing)) {
      StartPhases phases = worker.awaitReady();
      return new ReadyWorker(phases, ReadyWorker.residentBytesOfOnlyJvm());
    }
  }

  @Override
  public void close() throws IOException {
    egress.close();
    timer.shutdownNow();
    writers.shutdownNow();
    sandbox.close();
    store.close();
  }

  private final class Started implements WorkerEvents, AutoCloseable {
    private final CompletableFuture<StartPhases> ready = new CompletableFuture<>();
    private final CompletableFuture<WorkerDeath> death = new CompletableFuture<>();
    private final CompletableFuture<Boolean> gone = new CompletableFuture<>();
    private final Worker worker;

    Started(Manifest manifest, ClassSharing sharing) {
      worker =
          Worker.start(
              "b" + names++, manifest, tools, this, ClassSource.of(sharing), SecretSource.NONE);
    }

    StartPhases awaitReady() throws IOException {
      return await(ready);
    }

    void drain() throws IOException {
      worker.drain(DRAIN);
      WorkerDeath how = await(death);
      if (!how.clean()) {
        throw new IOException("the worker " + how.reason());
      }
    }

    private static <T> T await(CompletableFuture<T> future) throws IOException {
      try {
        return future.get();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException("interrupted", e);
      } catch (ExecutionException e) {
        throw new IOException(e.getCause());
      }
    }

    @Override
    public void ready(StartPhases phases, boolean answersChecks) {
      ready.complete(phases);
    }

    @Override
    public void hinted(Hints hints) {}

    @Override
    public void checked(HealthReport report) {}

    @Override
    public void logged(long callId, String level, String message) {}

    @Override
    public void progressed(long callId, int done, int total) {}

    @Override
    public void emitted(long callId, byte[] json, List<Path> files) {}

    @Override
    public void answered(long callId, CallAnswer answer) {}

    @Override
    public void died(WorkerDeath how) {
      ready.completeExceptionally(new IOException("the worker " + how.reason()));
      death.complete(how);
    }

    @Override
    public void gone() {
      gone.complete(true);
    }

    @Override
    public void close() throws IOException {
      worker.kill("measured");
      boolean _ = await(gone);
    }
  }
}
