package dev.hearth.sdk.worker;

import dev.hearth.sdk.json.Json.JsonObject;
import dev.hearth.sdk.protocol.Frame;
import dev.hearth.sdk.protocol.FrameType;
import dev.hearth.sdk.protocol.ProtocolException;
import dev.hearth.sdk.protocol.RunPayload;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Obeys the node. One thread reads frames and never runs function code, so that a cancel or the
 * socket's end is seen whatever the function does; set-up, calls and tear-down are tasks on the
 * function's threads. A batch function has one thread for its whole life, as a device context may
 * belong to the thread that made it.
 */
final class Host {
  private final NodeLink link;
  private final WorkerLog log;
  private final LoadOrder order;
  private final Surroundings surroundings;
  private final OpenCalls open = new OpenCalls();
  private final ExecutorService threads;

  /** Tasks that were given to the threads and have not ended. */
  private final AtomicInteger tasks = new AtomicInteger();

  private final AtomicBoolean tornDown = new AtomicBoolean();

  /** The node asked for the function's health and has no answer yet. */
  private final AtomicBoolean checking = new AtomicBoolean();

  private final HintTeller hints;

  private volatile @Nullable LoadedFunction function;
  private volatile boolean draining;

  Host(NodeLink link, WorkerLog log, LoadOrder order, Surroundings surroundings) {
    this.link = link;
    this.log = log;
    this.order = order;
    this.surroundings = surroundings;
    this.hints = new HintTeller(link, log, order.takesHints());
    int count = order.isUnary() ? order.callsAtOnce() : 1;
    this.threads =
        new ThreadPoolExecutor(
            count, count, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), CallThread::new);
  }

  /** Sets the function up and serves the node until it closes the socket. */
  void serve() throws IOException {
    long start = System.nanoTime();
    submit(() -> setUp(start));
    try {
      for (Optional<Frame> frame = link.receive(); frame.isPresent(); frame = link.receive()) {
        obey(frame.get());
        surroundings.obeyed();
      }
    } finally {
      surroundings.left(threads::shutdownNow);
    }
  }

  private void obey(Frame frame) throws IOException {
    switch (frame.type()) {
      case RUN -> {
        require(frame.callId() == WorkerLog.WORKER, frame);
        run(RunPayload.decode(frame.payload()));
      }
      case CANCEL -> {
        requireOfCall(frame);
        cancel(frame.callId());
      }
      case PARK -> {
        requireOfCall(frame);
        park(frame.callId());
      }
      case RESUME -> {
        requireOfCall(frame);
        resume(frame.callId());
      }
      case CHECK -> {
        requireOfWorker(frame);
        check();
      }
      case DRAIN -> {
        requireOfWorker(frame);
        drain();
      }
      default -> throw new ProtocolException("a node doesn't send " + frame.type() + " now");
    }
  }

  private static void requireOfWorker(Frame frame) throws ProtocolException {
    require(frame.callId() == WorkerLog.WORKER && frame.payload().length == 0, frame);
  }

  private static void requireOfCall(Frame frame) throws ProtocolException {
    require(frame.callId() != WorkerLog.WORKER && frame.payload().length == 0, frame);
  }

  private static void require(boolean asItShouldBe, Frame frame) throws ProtocolException {
    if (!asItShouldBe) {
      throw new ProtocolException("a node doesn't send " + nameOf(frame));
    }
  }

  private static String nameOf(Frame frame) {
    return "%s with id %d and %d bytes"
        .formatted(frame.type(), frame.callId(), frame.payload().length);
  }

  private void setUp(long startNanos) {
    try {
      LoadedFunction loaded = LoadedFunction.load(order, new WorkerSetup(order, log), surroundings);
      long loadedNanos = System.nanoTime();
      loaded.function().warmUp();
      hints.begin(loaded.function());
      function = loaded;
      tellReady(loadedNanos - startNanos, System.nanoTime() - loadedNanos);
    } catch (Throwable failure) {
      link.send(ErrorReply.of(WorkerLog.WORKER, failure));
      surroundings.halt(ExitCode.FUNCTION_FAILED);
    }
  }

  private void tellReady(long loadNanos, long warmUpNanos) {
    JsonObject ready =
        JsonObject.builder()
            .put("load_millis", millis(loadNanos))
            .put("warm_up_millis", millis(warmUpNanos))
            .build();
    link.send(Frame.of(FrameType.READY, WorkerLog.WORKER, ready.print()));
  }

  private static long millis(long nanos) {
    return TimeUnit.NANOSECONDS.toMillis(nanos);
  }

  private void run(RunPayload payload) throws ProtocolException {
    LoadedFunction loaded = function;
    if (loaded == null || draining) {
      throw new ProtocolException("RUN before READY or after DRAIN");
    }
    if (checking.get()) {
      throw new ProtocolException("RUN during a CHECK");
    }
    int count = payload.calls().size();
    int most = order.callsInFrame();
    LoadedFunction.Served endpoint = loaded.endpoint(payload.endpoint());
    if (count > most || endpoint == null) {
      throw new ProtocolException(
          "RUN of " + count + " calls of " + most + " to endpoint " + payload.endpoint());
    }
    if (open.unparked() > order.callsOpenBefore()) {
      throw new ProtocolException("RUN beyond " + open.unparked() + " open calls");
    }
    List<Runner.Assigned> calls = open(payload, endpoint.translation());
    endpoint.runner().arrived(calls);
    submit(
        () -> {
          endpoint.runner().run(calls);
          log.tellDropped();
        });
  }

  private List<Runner.Assigned> open(RunPayload payload, Translation<?, ?> translation)
      throws ProtocolException {
    var calls = new ArrayList<Runner.Assigned>(payload.calls().size());
    for (RunPayload.CallInput input : payload.calls()) {
      var call = new LiveCall(input.callId(), link, log, hints, translation, open);
      open.add(call);
      calls.add(new Runner.Assigned(call, input.json()));
    }
    return calls;
  }

  /** A cancel may cross the answer of its call; then there is nothing left to do. */
  private void cancel(long callId) {
    LiveCall call = open.find(callId);
    if (call != null) {
      call.cancel();
      wake();
    }
  }

  private void park(long callId) throws ProtocolException {
    LiveCall call = findIterative(callId);
    if (call != null) {
      call.park();
      wake();
    }
  }

  private void resume(long callId) throws ProtocolException {
    LiveCall call = findIterative(callId);
    if (call != null && call.parked()) {
      if (open.unparked() > order.callsOpenBefore()) {
        throw new ProtocolException("RESUME beyond " + open.unparked() + " open calls");
      }
      call.resume();
      wake();
    }
  }

  private @Nullable LiveCall findIterative(long callId) throws ProtocolException {
    if (!order.isIterative()) {
      throw new ProtocolException("only calls of an iterative function can be parked");
    }
    return open.find(callId);
  }

  /** What the node wants of a call that waits is seen although no step is under way. */
  private void wake() {
    LoadedFunction loaded = function;
    if (loaded != null && order.isIterative()) {
      submit(loaded::look);
    }
  }

  private void check() throws ProtocolException {
    LoadedFunction loaded = function;
    if (loaded == null || draining || !open.isEmpty() || !checking.compareAndSet(false, true)) {
      throw new ProtocolException("CHECK before READY, after DRAIN, or beside a call or another");
    }
    submit(() -> checkHealth(loaded));
  }

  private void checkHealth(LoadedFunction loaded) {
    try {
      loaded.function().checkHealth();
      tellHealth(HealthReply.healthy());
    } catch (Throwable failure) {
      tellHealth(HealthReply.unhealthy(failure));
      Failures.rethrowIfFatal(failure);
    }
  }

  private void tellHealth(Frame reply) {
    log.tellDropped();
    checking.set(false); // before the answer, as the node may send a call at once
    link.send(reply);
  }

  private void drain() throws ProtocolException {
    if (draining) {
      throw new ProtocolException("DRAIN twice");
    }
    // Counted before the mark is seen, so that exactly one task is the last and tears down.
    tasks.incrementAndGet();
    draining = true;
    threads.execute(() -> runTask(this::finishCalls));
  }

  private void finishCalls() {
    LoadedFunction loaded = function;
    if (loaded != null) {
      loaded.drain();
    }
    log.tellDropped();
  }

  private void submit(Runnable task) {
    tasks.incrementAndGet();
    threads.execute(() -> runTask(task));
  }

  private void runTask(Runnable task) {
    try {
      task.run();
    } catch (OutOfMemoryError e) {
      surroundings.halt(ExitCode.OUT_OF_MEMORY);
    }
    if (tasks.decrementAndGet() == 0 && draining && tornDown.compareAndSet(false, true)) {
      tearDown();
    }
  }

  private void tearDown() {
    ExitCode exit = ExitCode.DRAINED;
    LoadedFunction loaded = function;
    try {
      if (loaded != null) {
        loaded.function().tearDown();
      }
    } catch (Throwable failure) {
      log.write(WorkerLog.WORKER, "ERROR", "tear-down failed: " + StackText.of(failure));
      exit = ExitCode.FUNCTION_FAILED;
    }
    surroundings.exit(exit);
  }
}
