package dev.hearth.sdk.conformance;

import static dev.hearth.sdk.conformance.RuleBrokenException.require;
import static dev.hearth.sdk.conformance.RuleBrokenException.requireEqual;

import dev.hearth.sdk.json.Json;
import dev.hearth.sdk.json.Json.JsonObject;
import dev.hearth.sdk.protocol.Frame;
import dev.hearth.sdk.protocol.FrameType;
import dev.hearth.sdk.protocol.ResultPayload;
import dev.hearth.sdk.protocol.RunPayload;
import dev.hearth.sdk.protocol.RunPayload.CallInput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Where a rule meets a worker: what it sends and expects, in the words of the protocol. */
final class Bench implements AutoCloseable {
  static final JsonObject USUAL_SECRETS = secrets("usual", "usual");
  private static final int MAX_LAST_WORDS = 600;

  private final Candidate candidate;
  private final Place place;
  private final List<Frame> logs = new ArrayList<>();
  private List<Json> takes = List.of();
  private @Nullable Subject subject;

  private Bench(Candidate candidate, Place place) {
    this.candidate = candidate;
    this.place = place;
  }

  static Bench of(Candidate candidate) throws IOException {
    return new Bench(candidate, Place.make());
  }

  /** What set-up and tear-down of the conformance function are to do. */
  static JsonObject secrets(String setUp, String tearDown) {
    return JsonObject.builder()
        .put("SET_UP", setUp)
        .put("TEAR_DOWN", tearDown)
        .put("TOKEN", "s3cret")
        .build();
  }

  Candidate candidate() {
    return candidate;
  }

  Place place() {
    return place;
  }

  /** Starts the worker and hears its HELLO. */
  Bench started() throws IOException, InterruptedException {
    subject = Subject.connect(candidate, place);
    takes = expectJson(FrameType.HELLO, 0).array("takes");
    return this;
  }

  /** Starts the worker and waits until it takes calls. */
  Bench ready() throws IOException, InterruptedException {
    started();
    load(USUAL_SECRETS);
    var _ = expect(FrameType.READY, 0);
    return this;
  }

  /** Whether the worker said that it takes frames of that type. */
  boolean takes(FrameType type) {
    return takes.contains(Json.of(type.name()));
  }

  /** Asks the worker for its health. */
  void check() throws IOException {
    subject().judge().asks();
    send(FrameType.CHECK, 0, "");
  }

  Subject subject() {
    Subject current = subject;
    if (current == null) {
      throw new IllegalStateException("no worker was started");
    }
    return current;
  }

  void load(JsonObject secrets) throws IOException {
    send(FrameType.LOAD, 0, candidate.load(place, secrets).print());
  }

  void send(FrameType type, long callId, String payload) throws IOException {
    subject().send(Frame.of(type, callId, payload));
  }

  /** Gives a call. */
  void run(long callId, String input) throws IOException {
    runBytes(callId, input.getBytes(StandardCharsets.UTF_8));
  }

  void runBytes(long callId, byte[] input) throws IOException {
    runBatch(List.of(new CallInput(callId, input)));
  }

  /** Gives calls as one batch. */
  void runBatch(List<CallInput> calls) throws IOException {
    runAt("/", calls);
  }

  void runAt(String endpoint, List<CallInput> calls) throws IOException {
    calls.forEach(call -> subject().judge().gives(call.callId()));
    subject().send(new Frame(FrameType.RUN, 0, new RunPayload(endpoint, calls).encode()));
  }

  /** The next frame that is no LOG; those are kept aside. */
  Frame next() throws InterruptedException {
    while (true) {
      Frame frame = nextOfAny();
      if (frame.type() != FrameType.LOG) {
        return frame;
      }
    }
  }

  private Frame nextOfAny() throws InterruptedException {
    return switch (subject().hear(candidate.patience())) {
      case Heard.Said(Frame frame) -> {
        if (frame.type() == FrameType.LOG) {
          logs.add(frame);
        }
        yield frame;
      }
      case Heard.Broke(String rule) -> throw new RuleBrokenException(rule);
      case Heard.Ended(String how) -> throw new RuleBrokenException("the worker " + how);
    };
  }

  /** The next frame that is no LOG, nor progress that the steps of a call make by themselves. */
  Frame nextButSteps() throws InterruptedException {
    Frame frame = next();
    while (isOfSteps(frame)) {
      frame = next();
    }
    return frame;
  }

  private boolean isOfSteps(Frame frame) {
    return candidate.isIterative() && frame.type() == FrameType.PROGRESS;
  }

  Frame expect(FrameType type, long callId) throws InterruptedException {
    Frame frame = type == FrameType.PROGRESS ? next() : nextButSteps();
    require(
        frame.type() == type && frame.callId() == callId,
        "%s with id %d came, expected %s with id %d"
            .formatted(frame.type(), frame.callId(), type, callId));
    return frame;
  }

  JsonObject expectJson(FrameType type, long callId) throws InterruptedException {
    return Json.parseObject(Frame.utf8(expect(type, callId).payload()));
  }

  ResultPayload expectResult(long callId) throws IOException, InterruptedException {
    return ResultPayload.decode(expect(FrameType.RESULT, callId).payload());
  }

  /** The member {@code value} of a call's output. */
  Json expectValue(long callId) throws IOException, InterruptedException {
    String output = Frame.utf8(expectResult(callId).json());
    return Json.parseObject(output).require("value");
  }

  JsonObject expectError(long callId, String type) throws InterruptedException {
    JsonObject error = expectJson(FrameType.ERROR, callId);
    requireEqual(type, error.string("type"), "type of the ERROR");
    return error;
  }

  /** The answer of a call that was withdrawn: of an iterative function it may be an error. */
  void expectCancelled(long callId) throws IOException, InterruptedException {
    Frame answer = next();
    while (answer.type() == FrameType.PROGRESS) {
      answer = next();
    }
    require(answer.callId() == callId, answer.type() + " with id " + answer.callId() + " came");
    if (answer.type() != FrameType.ERROR || !candidate.isIterative()) {
      requireEqual(FrameType.RESULT, answer.type(), "the answer");
      String output = Frame.utf8(ResultPayload.decode(answer.payload()).json());
      requireEqual(
          Json.of("cancelled"), Json.parseObject(output).require("value"), "the value of the call");
    }
  }

  /** Proves that the worker is unharmed. */
  void serves(long callId) throws IOException, InterruptedException {
    run(callId, "{\"do\":\"echo\",\"value\":\"fine\"}");
    requireEqual(Json.of("fine"), expectValue(callId), "the value of a call afterwards");
  }

  /** Log lines so far as {@code id level message}. */
  List<String> logs() {
    return logs.stream()
        .map(
            frame -> {
              JsonObject line = Json.parseObject(Frame.utf8(frame.payload()));
              return frame.callId() + " " + line.string("level") + " " + line.string("message");
            })
        .toList();
  }

  /** The worker closes the socket and exits with that status; log lines may still come. */
  void expectEnd(int status) throws InterruptedException {
    while (true) {
      Heard heard = subject().hear(candidate.patience());
      if (heard instanceof Heard.Said(Frame frame)) {
        if (!isOfSteps(frame)) {
          require(frame.type() == FrameType.LOG, frame.type() + " came, expected the end");
          logs.add(frame);
        }
      } else if (heard instanceof Heard.Broke(String rule)) {
        throw new RuleBrokenException(rule);
      } else {
        expectExit(status);
        return;
      }
    }
  }

  /** The process ends with that status. */
  void expectExit(int status) throws InterruptedException {
    Process process = subject().process();
    boolean ended = process.waitFor(candidate.patience().toMillis(), TimeUnit.MILLISECONDS);
    require(ended, "the process still runs after " + candidate.patience().toSeconds() + " s");
    requireEqual(status, process.exitValue(), "the exit status");
  }

  /** Runs the command to its end without a node. */
  int statusOf(List<String> arguments) throws IOException, InterruptedException {
    Process process = Subject.process(candidate, arguments, place).start();
    try {
      boolean ended = process.waitFor(candidate.patience().toMillis(), TimeUnit.MILLISECONDS);
      require(ended, "the process still runs after " + candidate.patience().toSeconds() + " s");
      return process.exitValue();
    } finally {
      process.destroyForcibly();
    }
  }

  /** The end of what the process wrote to its own streams, for the reason of a failure. */
  String lastWords() throws IOException {
    if (!Files.exists(place.output())) {
      return "";
    }
    String text = new String(Files.readAllBytes(place.output()), StandardCharsets.UTF_8).strip();
    int from = Math.max(0, text.length() - MAX_LAST_WORDS);
    return text.isEmpty() ? "" : "; it wrote: " + text.substring(from).replace('\n', ' ');
  }

  @Override
  public void close() throws IOException {
    if (subject != null) {
      subject.close();
    }
    place.close();
  }
}
