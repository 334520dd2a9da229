package dev.hearth.runtime.worker;

import dev.hearth.runtime.egress.EgressProxy;
import dev.hearth.runtime.sandbox.ClassSharing;
import dev.hearth.runtime.sandbox.FunctionFiles;
import dev.hearth.runtime.sandbox.WorkerFolder;
import dev.hearth.runtime.sandbox.WorkerProcess;
import dev.hearth.runtime.sandbox.WorkerSpec;
import dev.hearth.runtime.sandbox.WorkerView;
import dev.hearth.sdk.function.Device;
import dev.hearth.sdk.json.Json.JsonObject;
import dev.hearth.sdk.manifest.Manifest;
import dev.hearth.sdk.protocol.Frame;
import dev.hearth.sdk.protocol.FrameChannel;
import dev.hearth.sdk.protocol.FrameType;
import dev.hearth.sdk.protocol.ProtocolException;
import dev.hearth.sdk.protocol.RunPayload;
import dev.hearth.sdk.protocol.RunPayload.CallInput;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * One worker process and the connection to it, from start to the removal of its last trace.
 *
 * <p>One thread leads its life: it starts the process, waits for the connection, reads frames until
 * the socket closes, and clears up. Other threads only send, through {@link Outbox}, and kill.
 *
 * <p>Who submits a call often writes its RUN frame, and must not be held up by a worker that
 * doesn't read. Call ids are random numbers of 63 bits: a worker can't answer a call whose frame it
 * hasn't read, so what it has not read is at most the frames of its open calls. While these stay
 * below {@link #DIRECT_BYTES} they fit into the socket's buffer and a write can't block.
 */
public final class Worker {
  private static final Logger LOG = Logger.getLogger(Worker.class);
  private static final int SOCKET_BUFFER_BYTES = 256 << 10;
  private static final int DIRECT_BYTES = 64 << 10;

  /** What the kernel adds to a small message in the buffer, rounded up. */
  private static final int MESSAGE_OVERHEAD_BYTES = 1 << 10;

  private static final Duration EXIT_TIME = Duration.ofSeconds(2);
  private static final Duration KILL_TIME = Duration.ofSeconds(10);
  private static final SecureRandom RANDOM = new SecureRandom();

  private final String id;
  private final Manifest manifest;
  private final WorkerTools tools;
  private final WorkerEvents events;
  private final ClassSource classes;
  private final SecretSource secrets;
  private final Map<Long, OpenCall> calls = new ConcurrentHashMap<>();
  private final AtomicLong unreadBytes = new AtomicLong();
  private final Ending ending = new Ending();
  private volatile @Nullable Connection connection;
  private volatile long pid;

  // Of the thread that leads the worker's life alone.
  private @Nullable FunctionFiles files;
  private @Nullable WorkerFolder folder;
  private @Nullable WorkerProcess process;
  private @Nullable EgressProxy egress;
  private Map<String, String> granted = Map.of();

  private record Connection(
      Outbox outbox, Conversation conversation, WorkerView view, Path media) {}

  private Worker(
      String id,
      Manifest manifest,
      WorkerTools tools,
      WorkerEvents events,
      ClassSource classes,
      SecretSource secrets) {
    this.id = id;
    this.manifest = manifest;
    this.tools = tools;
    this.events = events;
    this.classes = classes;
    this.secrets = secrets;
  }

  /**
   * Starts a worker; {@code events} hears of all that follows.
   *
   * @param id name within the node: letters, digits and {@code -}
   * @param classes closed by the worker
   * @param secrets asked once, before the process is started
   */
  public static Worker start(
      String id,
      Manifest manifest,
      WorkerTools tools,
      WorkerEvents events,
      ClassSource classes,
      SecretSource secrets) {
    var worker = new Worker(id, manifest, tools, events, classes, secrets);
    Thread _ = Thread.ofPlatform().name("worker-" + id).daemon(true).start(worker::live);
    return worker;
  }

  /** Process id on the node, 0 before there is one. */
  public long pid() {
    return pid;
  }

  /** A number for a call that no worker can guess. */
  public static long newCallId() {
    long id = RANDOM.nextLong() & Long.MAX_VALUE;
    return id == 0 ? newCallId() : id;
  }

  /** The host's folder of media; only after {@code ready}. */
  public Path mediaFolder() {
    return connection().media();
  }

  /** The same folder as the worker sees it. */
  public String mediaFolderInside() {
    return connection().view().media();
  }

  /** Lets the worker read a file or folder in its media folder. */
  public void share(Path file) throws IOException {
    tools.sandbox().share(file);
  }

  /** Gives calls to a worker that is ready; of one that died meanwhile nothing more is heard. */
  public void run(String endpoint, List<CallInput> inputs) {
    int bytes = 0;
    for (CallInput input : inputs) {
      int callBytes = input.json().length + MESSAGE_OVERHEAD_BYTES;
      bytes += callBytes;
      var files =
          new OutputFiles(tools.sandbox().outputs(), id + "-" + input.callId(), tools.limits());
      calls.put(input.callId(), new OpenCall(callBytes, files));
    }
    boolean fits = unreadBytes.addAndGet(bytes) <= DIRECT_BYTES;
    var frame = new Frame(FrameType.RUN, 0, new RunPayload(endpoint, inputs).encode());
    // An interrupted thread would close the socket by writing to it (InterruptibleChannel).
    connection().outbox().send(frame, fits && !Thread.currentThread().isInterrupted());
  }

  /** Tells the worker that a call which it was given was withdrawn; nothing if it has ended. */
  public void cancel(long callId) {
    if (calls.containsKey(callId)) {
      connection().outbox().send(Frame.of(FrameType.CANCEL, callId), false);
    }
  }

  /** Asks a worker that is ready, answers checks and runs no call whether its function works. */
  public void check() {
    Connection to = connection();
    to.conversation().asks();
    to.outbox().send(Frame.of(FrameType.CHECK, 0), false);
  }

  /** Asks the worker to finish what runs and to exit. */
  public void drain(Duration within) {
    ending.expectExit();
    connection().outbox().send(Frame.of(FrameType.DRAIN, 0), false);
    var _ = later(within, () -> kill("didn't exit within " + within + " of being drained"));
  }

  /** Kills the worker. The first reason counts. */
  public void kill(String reason) {
    ending.kill(reason, false);
  }

  private Connection connection() {
    Connection current = connection;
    if (current == null) {
      throw new IllegalStateException("worker " + id + " isn't ready");
    }
    return current;
  }

  private Future<?> later(Duration delay, Runnable task) {
    return tools.timer().schedule(task, delay.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void live() {
    try {
      long begin = System.nanoTime();
      files = pull();
      granted = secrets.get();
      ClassSharing sharing = classes.first();
      long pulled = System.nanoTime();
      folder = tools.sandbox().folder(id);
      egress = openEgress(folder);
      Future<?> deadline = startDeadline();
      try {
        startAndConverse(sharing, new Clock(begin, pulled, deadline));
      } finally {
        deadline.cancel(false);
      }
    } catch (IOException e) {
      ending.failed(reasonOf(e));
    } catch (RuntimeException e) {
      LOG.errorf(e, "worker=%s failed in the node", id);
      ending.failed("failed in the node: " + e);
    } finally {
      end();
    }
  }

  private @Nullable EgressProxy openEgress(WorkerFolder folder) throws IOException {
    List<String> hosts = manifest.descriptor().access().egress();
    if (hosts.isEmpty()) {
      return null;
    }
    EgressProxy proxy = tools.egress().open(folder.egressSocket(), hosts, this::egressRefused);
    tools.sandbox().share(folder.egressSocket());
    return proxy;
  }

  private void egressRefused(String refusal) {
    LOG.infof("worker=%s function=%s %s", id, manifest.descriptor().name(), refusal);
    events.logged(0, "WARN", refusal);
  }

  /** When what began, by {@link System#nanoTime}, and what ends a start that takes too long. */
  private record Clock(long begin, long pulled, Future<?> deadline) {}

  private void startAndConverse(ClassSharing sharing, Clock clock) throws IOException {
    try {
      converse(sharing, clock);
    } catch (SilentEndException e) {
      if (ending.decided()) {
        throw e;
      }
      ClassSharing other = classes.instead(Ending.plain(whyItEnded()));
      removeProcess();
      Files.deleteIfExists(Objects.requireNonNull(folder).socket()); // closing it leaves the file
      converse(other, clock);
    }
  }

  /** The process ended before it connected: no code of a function had run yet. */
  private static final class SilentEndException extends IOException {
    private static final long serialVersionUID = 1;

    SilentEndException(Throwable cause) {
      super("it ended before it connected", cause);
    }
  }

  private String whyItEnded() {
    WorkerProcess ended = process;
    if (ended == null) {
      return "it ended before it connected";
    }
    try {
      boolean _ = ended.endsWithin(EXIT_TIME);
      return "it " + ended.describeEnd() + " before it connected: " + ended.lastOutput();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "it ended before it connected";
    }
  }

  /** Large files take their time to arrive; that they do arrive, the cache sees to. */
  private FunctionFiles pull() throws IOException {
    ending.attach(Thread.currentThread()::interrupt);
    return tools.sandbox().pull(manifest);
  }

  private Future<?> startDeadline() {
    Duration limit = tools.limits().start();
    return later(limit, () -> ending.kill("wasn't ready within " + limit.toSeconds() + " s", true));
  }

  private static String reasonOf(IOException e) {
    return e instanceof ProtocolException
        ? "broke the protocol: " + e.getMessage()
        : String.valueOf(e.getMessage());
  }

  private void converse(ClassSharing sharing, Clock clock) throws IOException {
    WorkerFolder place = Objects.requireNonNull(folder);
    try (ServerSocketChannel server = listen(place)) {
      WorkerProcess started = start(place, sharing, server);
      process = started;
      converse(server, place, started, sharing, clock);
    }
  }

  private ServerSocketChannel listen(WorkerFolder folder) throws IOException {
    ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    try {
      server.bind(UnixDomainSocketAddress.of(folder.socket()), 1);
      tools.sandbox().share(folder.socket());
      ending.attach(server);
      return server;
    } catch (IOException e) {
      server.close();
      throw e;
    }
  }

  private WorkerProcess start(WorkerFolder folder, ClassSharing sharing, ServerSocketChannel server)
      throws IOException {
    WorkerProcess process =
        tools
            .sandbox()
            .start(new WorkerSpec(id, manifest, folder, sharing), Objects.requireNonNull(files));
    pid = process.pid();
    ending.attach(process);
    var _ = process.onExit().thenRun(() -> stopWaiting(server));
    return process;
  }

  /** A process that ends before it connects must not keep its thread waiting. */
  private void stopWaiting(ServerSocketChannel server) {
    try {
      server.close();
    } catch (IOException e) {
      LOG.warnf(e, "worker=%s socket doesn't close", id);
    }
  }

  private void converse(
      ServerSocketChannel server,
      WorkerFolder folder,
      WorkerProcess process,
      ClassSharing sharing,
      Clock clock)
      throws IOException {
    try (var channel = new FrameChannel(accept(server, folder))) {
      var outbox =
          new Outbox(channel, tools.writers(), e -> ending.kill("write failed: " + e, false));
      var conversation = new Conversation(channel, calls, tools.limits(), events, this::callEnded);
      Set<String> takes = awaitHello(conversation);
      long connected = System.nanoTime();
      channel.write(Frame.of(FrameType.LOAD, 0, load(process.view()).print()));
      Duration warmUp = conversation.awaitReady();
      clock.deadline.cancel(false);
      connection = new Connection(outbox, conversation, process.view(), folder.media());
      events.ready(
          phases(clock, connected, warmUp, sharing, process.cpuTime()),
          takes.contains(FrameType.CHECK.name()));
      conversation.serve();
    }
  }

  private static StartPhases phases(
      Clock clock, long connected, Duration warmUp, ClassSharing sharing, Optional<Duration> cpu) {
    Duration loading = Duration.ofNanos(System.nanoTime() - connected);
    // What the worker says of itself can't be longer than what was seen.
    Duration warming = warmUp.compareTo(loading) < 0 ? warmUp : loading;
    return new StartPhases(
        Duration.ofNanos(clock.pulled - clock.begin),
        Duration.ofNanos(connected - clock.pulled),
        loading.minus(warming),
        warming,
        sharing instanceof ClassSharing.Cached,
        cpu);
  }

  /** Takes the one connection a worker may make; nobody else finds the socket afterwards. */
  private SocketChannel accept(ServerSocketChannel server, WorkerFolder folder) throws IOException {
    SocketChannel channel;
    try {
      channel = server.accept();
    } catch (ClosedChannelException e) {
      throw new SilentEndException(e);
    }
    ending.attach(channel);
    channel.setOption(StandardSocketOptions.SO_SNDBUF, SOCKET_BUFFER_BYTES);
    server.close();
    Files.deleteIfExists(folder.socket());
    return channel;
  }

  private Set<String> awaitHello(Conversation conversation) throws IOException {
    Duration limit = tools.limits().hello();
    Future<?> deadline =
        later(limit, () -> ending.kill("said no HELLO within " + limit.toSeconds() + " s", true));
    try {
      return conversation.awaitHello();
    } finally {
      deadline.cancel(false);
    }
  }

  private JsonObject load(WorkerView view) {
    Map<String, String> secrets = granted;
    granted = Map.of(); // they aren't kept once the worker has them
    Device device = tools.sandbox().device(manifest);
    return LoadMessage.of(manifest.descriptor(), view, device, secrets, egress != null);
  }

  private void callEnded(OpenCall call) {
    unreadBytes.addAndGet(-call.runBytes());
  }

  private void end() {
    try {
      WorkerDeath death = death();
      discardOutputs();
      tellLastOutput();
      events.died(death);
    } finally {
      try {
        remove();
      } finally {
        if (files != null) {
          files.close();
        }
        classes.close();
        events.gone();
      }
    }
  }

  private WorkerDeath death() {
    WorkerProcess ended = process;
    if (ended == null) {
      return ending.death("never started", false);
    }
    String how = howEnded(ended);
    return ending.death(how, ended.exitedCleanly());
  }

  /**
   * A worker that closed its socket by itself gets a moment to exit, so that its status is seen.
   */
  private String howEnded(WorkerProcess process) {
    try {
      if (!ending.decided() && process.endsWithin(EXIT_TIME)) {
        return process.describeEnd();
      }
      process.kill();
      return process.endsWithin(KILL_TIME) ? process.describeEnd() : "is still ending";
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      process.kill();
      return "was killed";
    }
  }

  private void tellLastOutput() {
    WorkerProcess ended = process;
    try {
      String output = ended == null ? "" : ended.lastOutput();
      if (!output.isEmpty()) {
        events.logged(0, "STDERR", output);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void discardOutputs() {
    for (OpenCall call : calls.values()) {
      try {
        call.files().discard();
      } catch (IOException e) {
        LOG.warnf(e, "worker=%s outputs can't be deleted", id);
      }
    }
    calls.clear();
  }

  private void remove() {
    try {
      if (egress != null) {
        egress.close();
      }
      removeProcess();
      if (folder != null) {
        folder.delete();
      }
    } catch (IOException e) {
      LOG.warnf(e, "worker=%s left something behind", id);
    }
  }

  private void removeProcess() throws IOException {
    WorkerProcess ended = process;
    if (ended != null) {
      ended.removeLimits();
    }
  }
}
