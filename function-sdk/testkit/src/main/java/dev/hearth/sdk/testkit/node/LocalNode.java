package dev.hearth.sdk.testkit.node;

import dev.hearth.sdk.descriptor.Descriptor;
import dev.hearth.sdk.descriptor.Descriptor.Bill;
import dev.hearth.sdk.descriptor.Shape;
import dev.hearth.sdk.error.CallException;
import dev.hearth.sdk.error.ErrorCode;
import dev.hearth.sdk.json.Json.JsonArray;
import dev.hearth.sdk.json.Json.JsonObject;
import dev.hearth.sdk.metering.Meter;
import dev.hearth.sdk.protocol.Frame;
import dev.hearth.sdk.protocol.FrameChannel;
import dev.hearth.sdk.protocol.FrameType;
import dev.hearth.sdk.protocol.RunPayload;
import java.io.IOException;
import java.nio.channels.ByteChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The node of one worker: does with each call what a node of an installation does before and after
 * the function, over the worker protocol. Thread-safe.
 */
public final class LocalNode implements AutoCloseable {
  private final Descriptor descriptor;
  private final FrameChannel frames;
  private final LocalMedia media;
  private final WorkerPlace place;
  private final Map<String, InputSchema> schemas = new HashMap<>();
  private final WorkerVoice voice;
  private final Thread reader;

  /** Guards all below, and the order of frames. */
  private final ReentrantLock lock = new ReentrantLock();

  private final CallQueue queue;
  private long lastId;
  private long sent;
  private boolean ended;

  /** Read without the lock. */
  private volatile boolean running;

  private LocalNode(
      Descriptor descriptor, FrameChannel frames, WorkerPlace place, NodeListener listener) {
    this.descriptor = descriptor;
    this.frames = frames;
    this.place = place;
    this.media = new LocalMedia(place.media().resolve("inputs"), place.source());
    this.queue = new CallQueue(descriptor);
    this.voice = new WorkerVoice(frames, this::openCall, listener);
    this.reader = Thread.ofPlatform().daemon().name("node").unstarted(() -> listen(listener));
    descriptor
        .endpoints()
        .forEach(endpoint -> schemas.put(endpoint.path(), new InputSchema(endpoint)));
  }

  /**
   * Has a worker load its function and waits until it is ready. Owns the channel from here on.
   *
   * @throws SetUpFailedException if the function's set-up or warm-up throws
   * @throws IOException if the worker ends or breaks the protocol
   */
  public static LocalNode start(
      ByteChannel channel, Descriptor descriptor, WorkerPlace place, NodeListener listener)
      throws IOException {
    var frames = new FrameChannel(channel);
    var node = new LocalNode(descriptor, frames, place, listener);
    try {
      node.voice.awaitHello();
      frames.write(Frame.of(FrameType.LOAD, 0, node.load().print()));
      node.voice.awaitReady();
    } catch (IOException | RuntimeException e) {
      frames.close();
      throw e;
    }
    node.reader.start();
    return node;
  }

  private JsonObject load() {
    var secrets = JsonObject.builder();
    place.secrets().forEach(secrets::put);
    return JsonObject.builder()
        .put("descriptor", descriptor.toJson())
        .put("root", place.root().toString())
        .put("scratch", place.scratch().toString())
        .put(
            "device",
            JsonObject.builder()
                .put("kind", place.device().kind().word())
                .put("index", place.device().index())
                .put("memory_bytes", place.device().memoryBytes())
                .put("threads", place.device().threads())
                .build())
        .put("secrets", secrets.build())
        .put("takes", JsonArray.ofStrings(List.of(FrameType.HINTS.name())))
        .build();
  }

  /** What the function is. */
  public Descriptor descriptor() {
    return descriptor;
  }

  /**
   * Accepts a call, which runs as soon as the worker has room.
   *
   * @throws CallException as the caller would get it at once: no such endpoint, an input that its
   *     schema or the price bound refuses, media that can't be resolved
   */
  public LocalCall submit(String path, JsonObject input) {
    LocalCall call = accept(path, input);
    enqueue(new CallQueue.Unit(path, List.of(call), false));
    return call;
  }

  /**
   * Accepts calls of a batch function that run as one batch, with no others.
   *
   * @throws CallException as {@link #submit}
   * @throws IllegalArgumentException if they can't be one batch: too many, or of different keys
   */
  public List<LocalCall> batch(String path, List<JsonObject> inputs) {
    int most = descriptor.batching().maxSize();
    if (descriptor.shape() != Shape.BATCH || inputs.isEmpty() || inputs.size() > most) {
      throw new IllegalArgumentException(
          "%d inputs can't be one batch of a %s function, which takes up to %d"
              .formatted(inputs.size(), descriptor.shape().word(), most));
    }
    List<LocalCall> calls = inputs.stream().map(input -> accept(path, input)).toList();
    if (calls.stream().map(call -> call.batchKey).distinct().count() > 1) {
      throw new IllegalArgumentException(
          "inputs of one batch agree on " + descriptor.batching().key());
    }
    enqueue(new CallQueue.Unit(path, calls, true));
    return calls;
  }

  private LocalCall accept(String path, JsonObject input) {
    InputSchema schema = schemas.get(path);
    if (schema == null) {
      throw new CallException(
          ErrorCode.NOT_FOUND,
          "Application '" + descriptor.name() + (path.equals("/") ? "" : path) + "' not found");
    }
    schema.validate(input);
    LocalMedia.Resolved resolved = media.resolve(input, schema.media());
    Bill bill = schema.bill(descriptor);
    long bound =
        Meter.bound(bill, resolved.headers(), field -> schema.valueOrDefault(input, field));
    var allowance = new LocalCall.Allowance(bill, bound);
    String key =
        descriptor.batching().key().stream()
            .map(field -> schema.valueOrDefault(input, field))
            .collect(Collectors.joining("\n"));
    lock.lock();
    try {
      return new LocalCall(
          ++lastId, resolved.input(), key, allowance, place.media().resolve("outputs"));
    } finally {
      lock.unlock();
    }
  }

  private void enqueue(CallQueue.Unit unit) {
    lock.lock();
    try {
      queue.add(unit);
      if (ended) {
        failAll();
      } else {
        dispatch();
      }
    } finally {
      lock.unlock();
    }
  }

  private void dispatch() {
    for (CallQueue.Unit unit = queue.next(); unit != null; unit = queue.next()) {
      var inputs = new ArrayList<RunPayload.CallInput>();
      for (LocalCall call : unit.calls()) {
        byte[] json = call.input.print().getBytes(StandardCharsets.UTF_8);
        inputs.add(new RunPayload.CallInput(call.id, json));
      }
      send(new Frame(FrameType.RUN, 0, new RunPayload(unit.path(), inputs).encode()));
    }
    running = queue.running();
  }

  /** A worker that is gone is seen by the thread that reads. */
  private void send(Frame frame) {
    try {
      frames.write(frame);
      sent++;
    } catch (IOException e) {
      ended = true;
      failAll();
    }
  }

  /** Withdraws a call: one that waits ends at once, one that runs as its function sees fit. */
  public void cancel(LocalCall call) {
    lock.lock();
    try {
      if (queue.withdraw(call)) {
        call.hear(new CallEvent.Failed(CallEnd.withdrawn("before it began"), ""));
      } else if (queue.open(call.id) != null) {
        call.withdraw();
        send(Frame.of(FrameType.CANCEL, call.id));
      }
    } finally {
      lock.unlock();
    }
  }

  /** Moves a call of an iterative function off the device, which frees its slot. */
  public void park(LocalCall call) {
    lock.lock();
    try {
      if (queue.open(call.id) != null && !call.parked) {
        call.parked = true;
        send(Frame.of(FrameType.PARK, call.id));
        dispatch();
      }
    } finally {
      lock.unlock();
    }
  }

  /**
   * Moves a parked call back.
   *
   * @throws IllegalStateException if no slot is free
   */
  public void resume(LocalCall call) {
    lock.lock();
    try {
      if (queue.open(call.id) != null && call.parked) {
        if (!queue.hasSlot()) {
          throw new IllegalStateException(
              "every slot is taken; a call must end or be parked first");
        }
        call.parked = false;
        running = true;
        send(Frame.of(FrameType.RESUME, call.id));
      }
    } finally {
      lock.unlock();
    }
  }

  /** Frames sent since the worker was ready. */
  public long framesSent() {
    lock.lock();
    try {
      return sent;
    } finally {
      lock.unlock();
    }
  }

  /** Frames of the worker that were heard out, from the first on. */
  public long framesHeard() {
    return voice.framesHeard();
  }

  /** Whether the worker has a call that isn't parked. */
  public boolean isRunning() {
    return running;
  }

  private @Nullable LocalCall openCall(long id) {
    lock.lock();
    try {
      return queue.open(id);
    } finally {
      lock.unlock();
    }
  }

  private void listen(NodeListener listener) {
    try {
      voice.hearOut(this::callEnded);
    } catch (IOException e) {
      listener.logged(new CallEvent.Logged("ERROR", "the worker ended: " + e.getMessage()));
    } finally {
      lock.lock();
      try {
        ended = true;
        failAll();
      } finally {
        lock.unlock();
      }
      listener.heard();
    }
  }

  private void callEnded(LocalCall call) {
    lock.lock();
    try {
      queue.close(call);
      dispatch();
    } finally {
      lock.unlock();
    }
  }

  private void failAll() {
    running = false;
    for (LocalCall call : queue.removeAll()) {
      call.hear(
          new CallEvent.Failed(
              new CallException(
                  ErrorCode.RUNNER_DISCONNECTED, "the function's worker died under this call"),
              ""));
    }
  }

  /**
   * Has the worker finish what runs and tear down, and waits for its end.
   *
   * @return whether it ended in that time
   */
  public boolean drain(Duration atMost) throws InterruptedException {
    lock.lock();
    try {
      if (!ended) {
        send(Frame.of(FrameType.DRAIN, 0));
      }
    } finally {
      lock.unlock();
    }
    return reader.join(atMost);
  }

  /** Cuts the connection, which ends the worker and fails what is open. */
  @Override
  public void close() throws IOException {
    frames.close();
  }
}
