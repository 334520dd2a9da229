package dev.hearth.runtime.sandbox;

import dev.hearth.coldstart.aot.AotKey;
import dev.hearth.coldstart.blobstore.BlobStores;
import dev.hearth.coldstart.cache.BlobLease;
import dev.hearth.coldstart.cache.CacheStatus;
import dev.hearth.runtime.device.DeviceSettings;
import dev.hearth.runtime.device.NodeDevice;
import dev.hearth.runtime.device.Supply;
import dev.hearth.sdk.blob.BlobDigest;
import dev.hearth.sdk.descriptor.Entry;
import dev.hearth.sdk.function.Device;
import dev.hearth.sdk.manifest.Manifest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Starts worker processes of this node, isolated as well as the machine can. Thread-safe.
 *
 * <p>From the outside in, a worker's command is: a shell that joins the control groups ({@link
 * Launch}), {@code setpriv} that gives up root, {@code bwrap} that builds the sandbox, {@code
 * prlimit} inside it, and the JVM or the function's own program. Each replaces the one before
 * ({@code exec}), so the process id stays the same up to {@code bwrap}, whose death takes the
 * sandbox with it.
 */
public final class Sandbox implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(Sandbox.class);

  /** What the JVM that makes an AOT cache takes beside the worker's own. */
  public static final long RECORDING_BYTES = 512L << 20;

  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rw-------");

  private static final Set<PosixFilePermission> EXECUTABLE =
      PosixFilePermissions.fromString("r-xr-xr-x");

  private final NodeConfig config;
  private final @Nullable FunctionBlobs blobs;
  private final HarnessJars harness;
  private final NodeFolders folders;
  private final WorkerUser user;
  private final Launcher launcher;
  private final ResourceLimits limits;
  private final Isolation isolation;
  private final Optional<ClassCacheKeys> classCacheKeys;
  private final NodeDevice device;
  private final NodePrograms programs;

  private Sandbox(NodeConfig config, BlobsConfig blobs, CacheConfig cache, NodeDevice device)
      throws IOException {
    this.config = config;
    this.device = device;
    this.harness = HarnessJars.parse(config.workerClassPath().orElse(""), config.workerMainClass());
    this.programs = new NodePrograms(HarnessJars.paths(config.programPath()));
    this.user = WorkerUser.of(config.workerUser());
    this.folders = NodeFolders.open(config.runtimeDirectory(), config.workDirectory(), user);
    this.blobs =
        BlobStores.configured(blobs) ? FunctionBlobs.open(blobs, cache, folders.cache()) : null;
    this.launcher = new Launcher();
    this.limits = ResourceLimits.detect();
    this.isolation = isolation(config);
    this.classCacheKeys =
        isolation instanceof Isolation.Bubblewrap
            ? ClassCacheKeys.open(config.javaHome())
            : Optional.empty();
  }

  private Isolation isolation(NodeConfig config) throws IOException {
    if (blobs == null) {
      return new Isolation.Refusing(
          "neither hearth.blobs.directory nor hearth.blobs.s3.bucket is set");
    }
    if (harness.paths().isEmpty()) {
      return new Isolation.Refusing("hearth.node.worker-class-path isn't set");
    }
    return Isolation.detect(
        config,
        user,
        new SandboxTrial(launcher, user, folders.launch()),
        SystemCallFilter.write(folders.launch()));
  }

  /**
   * Finds out what this machine can do, says so in the log, and clears what an earlier runtime left
   * behind.
   */
  public static Sandbox open(NodeConfig config, BlobsConfig blobs, CacheConfig cache)
      throws IOException {
    var sandbox = new Sandbox(config, blobs, cache, NodeDevice.decide(settings(config)));
    sandbox.limits.removeStale();
    sandbox.report();
    return sandbox;
  }

  private static DeviceSettings settings(NodeConfig config) {
    return new DeviceSettings(
        config.device(),
        HarnessJars.paths(config.kernelsClassPath().orElse("")),
        HarnessJars.paths(config.workerClassPath().orElse("")),
        config.driverDirectory(),
        config.javaHome());
  }

  private void report() {
    switch (isolation) {
      case Isolation.Bubblewrap _ -> LOG.infof("isolation=\"%s\"", isolation());
      case Isolation.Trusting trusting ->
          LOG.warnf("isolation=\"%s\" functions are trusted: %s", isolation(), trusting.why());
      case Isolation.Refusing refusing -> LOG.warnf("functions are refused: %s", refusing.why());
    }
  }

  /** What bounds workers, e.g. {@code bubblewrap, seccomp, cgroup v1}. */
  public String isolation() {
    return switch (isolation) {
      case Isolation.Bubblewrap(_, var observed) ->
          observed.filtersSystemCalls()
              ? "bubblewrap, seccomp, " + limits.text()
              : "bubblewrap, " + limits.text();
      case Isolation.Trusting _ -> "none, " + limits.text();
      case Isolation.Refusing _ -> "refused";
    };
  }

  /** Why functions can't run here, if they can't. */
  public Optional<String> refusal() {
    return isolation instanceof Isolation.Refusing(String why)
        ? Optional.of(why)
        : Optional.empty();
  }

  /** Why a version can't run here, though others may. */
  public Optional<String> refusal(Manifest manifest) {
    return device
        .refusal(manifest.descriptor().resources())
        .or(() -> programs.refusal(manifest.descriptor().entry()));
  }

  /** The device that a version's workers get. */
  public Device device(Manifest manifest) {
    return device.of(manifest.descriptor().resources());
  }

  /** Makes the host's folders of a worker. */
  public WorkerFolder folder(String workerId) throws IOException {
    var folder =
        new WorkerFolder(folders.workers().resolve(workerId), folders.media().resolve(workerId));
    folder.create(user);
    return folder;
  }

  /** Lets the worker's user connect to a socket or read a file that the node made. */
  public void share(Path file) throws IOException {
    user.own(file);
  }

  /** Private folder of the node for files that workers put out. */
  public Path outputs() {
    return folders.outputs();
  }

  /** Memory that a worker of a version takes of the node. */
  public long memoryBytes(Manifest manifest) {
    long forTheJvm = isJava(manifest) ? config.workerMemoryOverhead().asLongValue() : 0;
    return manifest.descriptor().resources().memoryBytes() + forTheJvm;
  }

  private static boolean isJava(Manifest manifest) {
    return manifest.descriptor().entry() instanceof Entry.Codec;
  }

  /**
   * Brings a version's files to this machine, to be closed once no worker uses them.
   *
   * @throws SandboxException if this node has no blob store
   * @throws dev.hearth.coldstart.blobstore.BlobStoreException if the blob store doesn't give a file
   */
  public FunctionFiles pull(Manifest manifest) throws IOException {
    return FunctionFiles.pull(manifest, blobs());
  }

  /**
   * What names an AOT cache for the workers of a version; empty where there can be none: a function
   * that isn't in Java has no classes, and without a sandbox every worker sees its files at other
   * paths.
   */
  public Optional<AotKey> classCacheKey(String owner, Manifest manifest) {
    return classCacheKeys
        .filter(_ -> isJava(manifest))
        .flatMap(
            keys ->
                keys.of(
                    owner, manifest, harness.with(device.jars(manifest.descriptor().resources()))));
  }

  /** A new file that a worker can write an AOT cache into; the caller deletes it. */
  public Path newRecording(String workerId) throws IOException {
    Path file = folders.media().resolve(workerId + ".aot");
    Files.createFile(file, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
    user.own(file);
    return file;
  }

  /** Keeps a file as a blob. */
  public BlobDigest store(Path file) throws IOException {
    return blobs().put(file);
  }

  /**
   * Brings a blob to this machine, to be closed once nobody uses it.
   *
   * @throws dev.hearth.coldstart.blobstore.BlobStoreException if the blob store doesn't give it
   */
  public BlobLease pull(BlobDigest digest) throws IOException {
    return blobs().open(digest);
  }

  private FunctionBlobs blobs() throws SandboxException {
    if (blobs == null) {
      throw new SandboxException("this node has no blob store");
    }
    return blobs;
  }

  /** What the cache of functions' files holds and has done, if this node has a blob store. */
  public Optional<CacheStatus> cache() {
    return Optional.ofNullable(blobs).map(FunctionBlobs::status);
  }

  /**
   * Starts a worker, which will connect to the socket in its folder.
   *
   * @throws SandboxException if functions can't run here
   */
  public WorkerProcess start(WorkerSpec spec, FunctionFiles files) throws IOException {
    List<String> command = command(spec, files);
    ResourceLimits.Group group = limits.create(spec.id(), bounds(spec));
    try {
      Process process =
          launcher.start(Launch.command(isolation.filter(), group.joinFiles(), command));
      return new WorkerProcess("worker-" + spec.id(), process, group, view(spec));
    } catch (IOException e) {
      group.remove();
      throw e;
    }
  }

  private WorkerBounds bounds(WorkerSpec spec) {
    boolean recording = spec.sharing() instanceof ClassSharing.Recording;
    return new WorkerBounds(
        memoryBytes(spec.manifest()) + (recording ? RECORDING_BYTES : 0),
        config.maxProcesses(),
        spec.manifest().descriptor().resources().cpus() + (isJava(spec.manifest()) ? 1 : 0));
  }

  private List<String> command(WorkerSpec spec, FunctionFiles files) throws IOException {
    return switch (spec.manifest().descriptor().entry()) {
      case Entry.Codec _ -> javaCommand(spec, files);
      case Entry.Program program -> programCommand(spec, program, files);
    };
  }

  private List<String> programCommand(WorkerSpec spec, Entry.Program entry, FunctionFiles files)
      throws IOException {
    Supply supply = device.supply(spec.manifest().descriptor().resources());
    var start =
        new ProgramStart(
            program(spec, entry.command().getFirst(), files),
            entry.command().subList(1, entry.command().size()),
            programs.path());
    return switch (isolation) {
      case Isolation.Bubblewrap(var bubblewrap, _) ->
          bubblewrap
              .with(processBounds(spec, bubblewrap.bounds()))
              .program(spec, start, files, supply);
      case Isolation.Trusting(var plain, _) ->
          plain.with(processBounds(spec, plain.bounds())).program(spec, start, files, supply);
      case Isolation.Refusing(String why) -> throw new SandboxException(why);
    };
  }

  private ProgramStart.File program(WorkerSpec spec, String first, FunctionFiles files)
      throws IOException {
    if (!first.contains("/")) {
      return programs
          .find(first)
          .<ProgramStart.File>map(ProgramStart.OfNode::new)
          .orElseThrow(() -> new SandboxException(programs.missing(first)));
    }
    Path executable = spec.folder().program();
    Files.copy(Objects.requireNonNull(files.byPath().get(first)), executable);
    Files.setPosixFilePermissions(executable, EXECUTABLE);
    user.own(executable);
    return new ProgramStart.OfFunction(first, executable);
  }

  private List<String> javaCommand(WorkerSpec spec, FunctionFiles files) throws IOException {
    Supply supply = device.supply(spec.manifest().descriptor().resources());
    HarnessJars jars = harness.with(supply.jars());
    return switch (isolation) {
      case Isolation.Bubblewrap(var bubblewrap, _) ->
          unhurried(
              spec,
              bubblewrap
                  .with(processBounds(spec, bubblewrap.bounds()))
                  .worker(spec, jars, files, supply));
      case Isolation.Trusting(var plain, _) ->
          plain.with(processBounds(spec, plain.bounds())).worker(spec, jars, files, supply);
      case Isolation.Refusing(String why) -> throw new SandboxException(why);
    };
  }

  /** What a GPU's driver maps into a process is not known, so no such process is bounded so. */
  private ProcessBounds processBounds(WorkerSpec spec, ProcessBounds usual) {
    return limits instanceof RlimitsOnly && device(spec.manifest()).kind() == Device.Kind.CPU
        ? usual.withMemory(bounds(spec).memoryBytes())
        : usual;
  }

  /** Making a class cache gives way to workers that calls wait for. */
  private static List<String> unhurried(WorkerSpec spec, List<String> command) {
    if (!(spec.sharing() instanceof ClassSharing.Recording)) {
      return command;
    }
    var nice = new ArrayList<>(List.of(Programs.require("nice"), "-n", "10"));
    nice.addAll(command);
    return nice;
  }

  private WorkerView view(WorkerSpec spec) {
    return isolation instanceof Isolation.Trusting(var plain, _)
        ? plain.view(spec.folder())
        : WorkerView.SANDBOXED;
  }

  /** Kills what still runs and removes the node's folders. */
  @Override
  public void close() throws IOException {
    launcher.close();
    if (blobs != null) {
      blobs.close();
    }
    folders.remove();
  }
}
