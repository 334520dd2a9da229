package dev.hearth.sdk.conformance;

import static dev.hearth.sdk.conformance.RuleBrokenException.require;

import dev.hearth.sdk.json.Json;
import dev.hearth.sdk.json.Json.JsonObject;
import dev.hearth.sdk.protocol.Frame;
import dev.hearth.sdk.protocol.FrameType;
import dev.hearth.sdk.protocol.ResultPayload;
import dev.hearth.sdk.protocol.RunPayload.CallInput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;

/**
 * The running batch of an iterative worker, whose steps are held: a call of the kit's own, the
 * gate, has each step wait until that call is withdrawn. So whatever is sent during a step has
 * arrived before it ends, and is settled at the one boundary after it, on any machine.
 *
 * <p>Frames are told by call: in which order those of different calls come, no rule says.
 */
final class HeldSteps {
  private static final String GATE = "gate";
  private static final long FIRST_GATE = 1_000;

  private final Bench bench;
  private final String key;
  private final Map<Long, Queue<Frame>> kept = new HashMap<>();
  private long gate = FIRST_GATE;

  private HeldSteps(Bench bench, String key) {
    this.bench = bench;
    this.key = key;
  }

  /** Has the worker wait in its first step. */
  static HeldSteps of(Bench bench) throws IOException, InterruptedException {
    return of(bench, "null");
  }

  /**
   * @param key JSON that those calls have as batch key which share steps with the gate
   */
  static HeldSteps of(Bench bench, String key) throws IOException, InterruptedException {
    var held = new HeldSteps(bench, key);
    held.runGate();
    var _ = held.awaitStep();
    return held;
  }

  /** A call named {@code c} and its id, with the gate's key. */
  void run(long id, String action, int number) throws IOException {
    runAt("/", id, action, number, key);
  }

  void runAt(String endpoint, long id, String action, int number, String batchKey)
      throws IOException {
    String input =
        "{\"do\":\"%s\",\"text\":\"c%d\",\"number\":%d,\"key\":%s}"
            .formatted(action, id, number, batchKey);
    var call = new CallInput(id, input.getBytes(StandardCharsets.UTF_8));
    bench.runAt(endpoint, List.of(call));
  }

  void send(FrameType type, long id) throws IOException {
    bench.send(type, id, "");
  }

  /** Lets the step end that waits, and tells which calls are in the next, which waits then. */
  Set<String> boundary() throws IOException, InterruptedException {
    gate++;
    runGate();
    send(FrameType.CANCEL, gate - 1);
    return awaitStep();
  }

  /** Lets the steps run on. */
  void release() throws IOException {
    send(FrameType.CANCEL, gate);
  }

  private void runGate() throws IOException {
    bench.run(gate, "{\"do\":\"gate\",\"text\":\"" + GATE + "\",\"key\":" + key + "}");
  }

  private Set<String> awaitStep() throws InterruptedException {
    Frame frame = next(gate);
    while (frame.type() == FrameType.PROGRESS) {
      frame = next(gate);
    }
    require(frame.type() == FrameType.EMIT, "the call that holds the steps ended: " + frame.type());
    var names = new TreeSet<String>();
    Json.parse(Frame.utf8(frame.payload())).asArray().forEach(name -> names.add(name.asString()));
    names.remove(GATE);
    return names;
  }

  /** The next frame of a call but LOG. */
  Frame next(long id) throws InterruptedException {
    while (true) {
      Frame first = queue(id).poll();
      if (first != null) {
        return first;
      }
      Frame frame = bench.next();
      queue(frame.callId()).add(frame);
    }
  }

  /** Whether nothing came of a call that wasn't asked for. */
  boolean isSilent(long id) {
    return queue(id).isEmpty();
  }

  private Queue<Frame> queue(long id) {
    return kept.computeIfAbsent(id, _ -> new ArrayDeque<>());
  }

  /** The next frame of a call that is no progress. */
  Frame nextButProgress(long id) throws InterruptedException {
    Frame frame = next(id);
    while (frame.type() == FrameType.PROGRESS) {
      frame = next(id);
    }
    return frame;
  }

  /** The value of a call that must be answered next. */
  Json value(long id) throws IOException, InterruptedException {
    Frame frame = nextButProgress(id);
    require(frame.type() == FrameType.RESULT, frame.type() + " of call " + id + " came");
    String output = Frame.utf8(ResultPayload.decode(frame.payload()).json());
    return Json.parseObject(output).require("value");
  }

  /** What a call of the action {@code steps} says of its steps. */
  JsonObject taken(long id) throws IOException, InterruptedException {
    return value(id).asObject();
  }

  /** The type of the ERROR that a call must end with next. */
  String error(long id) throws InterruptedException {
    Frame frame = nextButProgress(id);
    require(frame.type() == FrameType.ERROR, frame.type() + " of call " + id + " came");
    return Json.parseObject(Frame.utf8(frame.payload())).string("type");
  }

  /** The partial output that a call must send next. */
  Json partial(long id) throws InterruptedException {
    Frame frame = nextButProgress(id);
    require(frame.type() == FrameType.EMIT, frame.type() + " of call " + id + " came");
    return Json.parse(Frame.utf8(frame.payload()));
  }

  /** A call must end next, in whatever way. */
  void ended(long id) throws InterruptedException {
    FrameType type = nextButProgress(id).type();
    boolean answer = type == FrameType.RESULT || type == FrameType.ERROR;
    require(answer, type + " of call " + id + " came, expected its answer");
  }
}
