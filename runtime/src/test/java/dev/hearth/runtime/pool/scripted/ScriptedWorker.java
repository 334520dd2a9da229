package dev.hearth.runtime.pool.scripted;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;

import dev.hearth.sdk.json.Json;
import dev.hearth.sdk.json.Json.JsonArray;
import dev.hearth.sdk.json.Json.JsonObject;
import dev.hearth.sdk.protocol.FileChunk;
import dev.hearth.sdk.protocol.Frame;
import dev.hearth.sdk.protocol.FrameChannel;
import dev.hearth.sdk.protocol.FrameType;
import dev.hearth.sdk.protocol.ResultPayload;
import dev.hearth.sdk.protocol.RunPayload;
import dev.hearth.sdk.protocol.RunPayload.CallInput;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;

/**
 * Speaks the worker protocol and does what the member {@code do} of each input says. What it does
 * during set-up is decided by the function's name.
 */
public final class ScriptedWorker {
  private final SocketChannel socket;
  private final FrameChannel channel;
  private JsonObject secrets = JsonObject.builder().build();

  /** JSON that no other worker has; process ids are the same in every sandbox. */
  private final String name = "\"" + java.util.UUID.randomUUID() + "\"";

  private volatile String health = "mend";
  private boolean stuck;
  private final Map<Long, CountDownLatch> running = new ConcurrentHashMap<>();

  private ScriptedWorker(SocketChannel socket) {
    this.socket = socket;
    this.channel = new FrameChannel(socket);
  }

  /** Connects to the socket of that path. */
  public static void main(String[] args) throws IOException {
    Path function = Path.of("/function/native");
    if (Files.exists(function.resolve("exits-at-once"))) {
      System.err.println("no luck today");
      System.exit(9);
    }
    var worker = new ScriptedWorker(SocketChannel.open(UnixDomainSocketAddress.of(args[0])));
    if (Files.exists(function.resolve("says-nothing"))) {
      worker.awaitClose();
      return;
    }
    worker.serve();
  }

  private void awaitClose() throws IOException {
    Optional<Frame> frame = channel.read();
    while (frame.isPresent()) {
      frame = channel.read();
    }
  }

  private void serve() throws IOException {
    long pid = ProcessHandle.current().pid();
    var hello = JsonObject.builder().put("protocol", 1).put("pid", pid);
    hello.put("takes", JsonArray.ofStrings(java.util.List.of("CHECK", "ANOTHER")));
    channel.write(Frame.of(FrameType.HELLO, 0, hello.build().print()));
    Frame load = channel.read().orElseThrow();
    setUp(Json.parseObject(load.text()));
    for (Optional<Frame> frame = channel.read(); frame.isPresent(); frame = channel.read()) {
      hear(frame.get());
    }
  }

  private void setUp(JsonObject load) throws IOException {
    secrets = load.object("secrets");
    switch (load.object("descriptor").string("name")) {
      case "set-up-fails" -> {
        error(0, "no weights", "internal_server_error");
        System.exit(1);
      }
      case "set-up-hangs" -> awaitClose();
      case "runs-before-ready" -> result(17, "{}");
      default -> {
        log(0, "INFO", "set up in " + load.string("root"));
        channel.write(Frame.of(FrameType.READY, 0, "{\"load_millis\":1}"));
      }
    }
  }

  private void hear(Frame frame) throws IOException {
    switch (frame.type()) {
      case RUN -> {
        RunPayload run = RunPayload.decode(frame.payload());
        if (stuck) {
          return; // as a function whose one thread hangs in its check
        }
        run.calls().forEach(call -> running.put(call.callId(), new CountDownLatch(1)));
        run.calls().forEach(call -> Thread.ofPlatform().start(() -> answer(run, call)));
      }
      case CANCEL -> {
        CountDownLatch cancelled = running.get(frame.callId());
        if (cancelled != null) {
          cancelled.countDown();
        }
      }
      case CHECK -> checkHealth();
      case DRAIN -> System.exit(0);
      default -> throw new IOException("unexpected " + frame.type());
    }
  }

  private void checkHealth() throws IOException {
    switch (health) {
      case "stick" -> stuck = true;
      case "spoil" -> health("{\"healthy\":false,\"message\":\"no device\",\"stack\":\"at F\"}");
      default -> health("{\"healthy\":true}");
    }
  }

  private void health(String json) throws IOException {
    channel.write(Frame.of(FrameType.HEALTH, 0, json));
  }

  private void hint(String json) throws IOException {
    channel.write(Frame.of(FrameType.HINTS, 0, json));
  }

  private void answer(RunPayload run, CallInput call) {
    JsonObject input = Json.parseObject(new String(call.json(), StandardCharsets.UTF_8));
    try {
      act(run, call.callId(), input);
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException("call " + call.callId(), e);
    }
  }

  private void act(RunPayload run, long id, JsonObject input)
      throws IOException, InterruptedException {
    switch (input.string("do")) {
      case "echo" -> result(id, echo(run, input));
      case "until-cancelled" -> {
        latch(id).await();
        result(id, "\"stopped\"");
      }
      case "for-ever" -> new CountDownLatch(1).await();
      case "mend", "spoil", "stick" -> {
        health = input.string("do");
        result(id, name);
      }
      case "who" -> result(id, name);
      case "hint" -> {
        hint(input.string("text"));
        result(id, name);
      }
      case "exit" -> System.exit(3);
      case "halt" -> Runtime.getRuntime().halt(134);
      case "print" -> {
        System.out.println("printed by the function");
        result(id, "{}");
      }
      case "log" -> {
        log(id, "WARN", "a line");
        channel.write(Frame.of(FrameType.PROGRESS, id, "{\"done\":3,\"total\":20}"));
        emit(id, "{\"partial\":true}");
        result(id, "{}");
      }
      case "previews" -> previews(id);
      case "forge logs" -> {
        log(id, "INFO", input.string("text"));
        log(0, "INFO", input.string("text"));
        result(id, "{}");
      }
      case "flood" -> {
        for (int line = 0; line < 10_000; line++) {
          log(0, "INFO", "line " + line);
        }
        result(id, "{}");
      }
      case "preview and fail" -> {
        file(id, 0, true, bytes("first"));
        emit(id, "{\"image\":{\"url\":\"hearth-file:0\"}}");
        file(id, 1, false, bytes("sec"));
        error(id, "the model broke", "internal_server_error");
      }
      case "refuse" -> error(id, "not a picture", "image_load_error");
      case "fail" -> error(id, "the model broke", "internal_server_error");
      case "bill" -> error(id, "pay me", "insufficient_funds");
      case "files" -> files(id, input);
      case "secrets" -> result(id, secretsAndSurroundings());
      default -> result(id, Attempts.make(input));
      case "misbehave" -> misbehave(id, input.string("how"));
    }
  }

  private static byte[] result(byte[] json) {
    return new ResultPayload(ResultPayload.NOT_METERED, json).encode();
  }

  private void previews(long id) throws IOException {
    emit(id, "{\"n\":1}");
    file(id, 0, true, bytes("first"));
    emit(id, "{\"image\":{\"url\":\"hearth-file:0\"}}");
    file(id, 1, false, bytes("sec"));
    emit(id, "{\"n\":3}");
    file(id, 1, true, bytes("ond"));
    result(id, "{\"image\":{\"url\":\"hearth-file:1\"}}");
  }

  private void emit(long id, String json) throws IOException {
    channel.write(Frame.of(FrameType.EMIT, id, json));
  }

  private String secretsAndSurroundings() throws IOException {
    return JsonObject.builder()
        .put("secrets", secrets)
        .put("environment", Files.readString(Path.of("/proc/self/environ")))
        .put("arguments", Files.readString(Path.of("/proc/self/cmdline")))
        .build()
        .print();
  }

  private CountDownLatch latch(long id) {
    return java.util.Objects.requireNonNull(running.get(id));
  }

  private static String echo(RunPayload run, JsonObject input) {
    return JsonObject.builder()
        .put("echo", input)
        .put("endpoint", run.endpoint())
        .put("batch", run.calls().size())
        .build()
        .print();
  }

  private void files(long id, JsonObject input) throws IOException {
    int count = input.require("count").asInt();
    byte[] piece = new byte[input.require("bytes").asInt()];
    for (int file = 0; file < count; file++) {
      for (int i = 0; i < piece.length; i++) {
        piece[i] = (byte) (file + i);
      }
      channel.write(new Frame(FrameType.FILE, id, new FileChunk(file, false, piece).encode()));
      channel.write(new Frame(FrameType.FILE, id, new FileChunk(file, true, piece).encode()));
    }
    result(id, "{\"file\":{\"url\":\"hearth-file:0\"}}");
  }

  private void misbehave(long id, String how) throws IOException, InterruptedException {
    byte[] nothing = {};
    switch (how) {
      case "foreign id" -> result(id ^ 1, "{}");
      case "answer twice" -> {
        result(id, "{}");
        result(id, "{}");
      }
      case "partial after the answer" -> {
        result(id, "{}");
        emit(id, "{}");
      }
      case "partial of another call" -> emit(id ^ 1, "{}");
      case "partial of no call" -> emit(0, "{}");
      case "partial is no JSON" -> emit(id, "{\"a\":");
      case "partial is too deep" -> emit(id, "[".repeat(5000) + "]".repeat(5000));
      case "partial is too long" -> emit(id, "\"" + "x".repeat(1 << 20) + "\"");
      case "log after the answer" -> {
        result(id, "{}");
        log(id, "INFO", "late");
      }
      case "no frame" ->
          socket.write(ByteBuffer.wrap(new byte[] {0, 0, 0, 9, 99, 0, 0, 0, 0, 0, 0, 0, 0}));
      case "length beyond all bounds" ->
          socket.write(ByteBuffer.wrap(new byte[] {127, 0, 0, 0, 9, 0, 0, 0, 0, 0, 0, 0, 0}));
      case "negative length" ->
          socket.write(ByteBuffer.wrap(new byte[] {-1, 0, 0, 0, 9, 0, 0, 0, 0, 0, 0, 0, 0}));
      case "ready again" -> channel.write(Frame.of(FrameType.READY, 0, "{\"load_millis\":1}"));
      case "node's frame" -> channel.write(Frame.of(FrameType.DRAIN, 0));
      case "health unasked" -> health("{\"healthy\":true}");
      case "hints of a call" -> channel.write(Frame.of(FrameType.HINTS, id, "{\"hints\":[]}"));
      case "hints are no list" -> hint("{\"hints\":\"a\"}");
      case "hints with a comma" -> hint("{\"hints\":[\"a,b\"]}");
      case "too many hints" -> hint("{\"hints\":[\"a\"" + ",\"a\"".repeat(32) + "]}");
      case "output is no JSON" -> result(id, "{\"a\":");
      case "output is UTF-16" ->
          channel.write(new Frame(FrameType.RESULT, id, result("{}".getBytes(UTF_16BE))));
      case "log isn't UTF-8" ->
          channel.write(
              new Frame(
                  FrameType.LOG,
                  id,
                  "{\"level\":\"INFO\",\"message\":\"ä\"}".getBytes(ISO_8859_1)));
      case "output is two values" -> result(id, "{} {}");
      case "output is too deep" -> result(id, "[".repeat(5000) + "]".repeat(5000));
      case "output is too long" -> {
        result(id, "\"" + "x".repeat(9 << 20) + "\"");
        return;
      }
      case "long failure" -> {
        error(id, "x".repeat(1 << 20), "internal_server_error");
        return;
      }
      case "result is too short" -> channel.write(new Frame(FrameType.RESULT, id, nothing));
      case "metered less than nothing" ->
          channel.write(
              new Frame(FrameType.RESULT, id, new ResultPayload(-7, bytes("{}")).encode()));
      case "error is no JSON" -> channel.write(Frame.of(FrameType.ERROR, id, "no"));
      case "log line too long" -> log(id, "INFO", "x".repeat((16 << 10) + 1));
      case "log level unknown" -> log(id, "FATAL", "x");
      case "progress beyond total" ->
          channel.write(Frame.of(FrameType.PROGRESS, id, "{\"done\":3,\"total\":2}"));
      case "file out of order" -> file(id, 1, true, 1);
      case "file after its end" -> {
        file(id, 0, true, 1);
        file(id, 0, true, 1);
      }
      case "file without end" -> {
        file(id, 0, false, 1);
        result(id, "{}");
      }
      case "file piece too long" ->
          channel.write(new Frame(FrameType.FILE, id, new byte[(1 << 20) + 6]));
      case "too many files" -> {
        for (int file = 0; file <= 256; file++) {
          file(id, file, true, 1);
        }
      }
      case "too many bytes" -> {
        for (int piece = 0; piece <= 256; piece++) {
          file(id, 0, false, 1 << 20);
        }
      }
      default -> throw new IOException("can't " + how);
    }
    new CountDownLatch(1).await();
  }

  private void file(long id, int index, boolean last, int bytes) throws IOException {
    file(id, index, last, new byte[bytes]);
  }

  private void file(long id, int index, boolean last, byte[] bytes) throws IOException {
    channel.write(new Frame(FrameType.FILE, id, new FileChunk(index, last, bytes).encode()));
  }

  private void result(long id, String json) throws IOException {
    running.remove(id);
    channel.write(new Frame(FrameType.RESULT, id, new ResultPayload(-1, bytes(json)).encode()));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private void error(long id, String message, String type) throws IOException {
    JsonObject error =
        JsonObject.builder()
            .put("status", 422)
            .put("type", type)
            .put("message", message)
            .put(
                "fields",
                new JsonArray(
                    java.util.List.of(
                        JsonObject.builder()
                            .put("loc", JsonArray.ofStrings(java.util.List.of("body", "image_url")))
                            .put("msg", message)
                            .put("type", type)
                            .build())))
            .put("stack", "at the.Function.run")
            .build();
    channel.write(Frame.of(FrameType.ERROR, id, error.print()));
  }

  private void log(long id, String level, String message) throws IOException {
    JsonObject line = JsonObject.builder().put("level", level).put("message", message).build();
    channel.write(Frame.of(FrameType.LOG, id, line.print()));
  }
}
