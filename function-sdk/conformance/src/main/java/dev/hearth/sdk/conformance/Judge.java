package dev.hearth.sdk.conformance;

import static dev.hearth.sdk.conformance.RuleBrokenException.require;

import dev.hearth.sdk.error.ErrorCode;
import dev.hearth.sdk.json.Json;
import dev.hearth.sdk.json.Json.JsonObject;
import dev.hearth.sdk.protocol.FileChunk;
import dev.hearth.sdk.protocol.Frame;
import dev.hearth.sdk.protocol.Hints;
import dev.hearth.sdk.protocol.ProtocolException;
import dev.hearth.sdk.protocol.ResultPayload;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * Holds every frame of a worker to the rules that hold always, as its node would. Thread-safe: one
 * thread hears, others give calls.
 */
final class Judge {
  private static final int MAX_LOG_BYTES = 16 << 10;
  private static final Set<String> LEVELS =
      Set.of("DEBUG", "INFO", "WARN", "ERROR", "STDOUT", "STDERR");
  private static final Set<String> TYPES =
      Set.of(
          "bad_request",
          "payload_too_large",
          "value_error",
          "file_download_error",
          "file_too_large",
          "image_load_error",
          "image_too_large",
          "image_too_small",
          "internal_server_error",
          "invalid_output");

  /** Open calls and their files. */
  private final Map<Long, Files> open = new HashMap<>();

  private Stage stage = Stage.CONNECTED;
  private boolean asked;
  private boolean takesHints = true;

  private enum Stage {
    CONNECTED,
    GREETED,
    READY
  }

  private static final class Files {
    int whole;
    boolean begun;
  }

  /** A call is given. */
  synchronized void gives(long callId) {
    open.put(callId, new Files());
  }

  /** The worker is asked for its health. */
  synchronized void asks() {
    asked = true;
  }

  /** LOAD doesn't say that hints are taken. */
  synchronized void takesNoHints() {
    takesHints = false;
  }

  /** Breaks off if the frame breaks a rule. */
  synchronized void hear(Frame frame) {
    try {
      judge(frame);
    } catch (ProtocolException | RuntimeException e) {
      String text = frame.type() + " with id " + frame.callId() + ": " + e.getMessage();
      throw new RuleBrokenException(text);
    }
  }

  private void judge(Frame frame) throws ProtocolException {
    switch (frame.type()) {
      case HELLO -> hello(frame);
      case READY -> ready(frame);
      case LOG -> log(frame);
      case PROGRESS -> progress(frame);
      case EMIT -> {
        var _ = files(frame);
        var _ = Json.parse(Frame.utf8(frame.payload()));
      }
      case FILE -> file(frame);
      case RESULT -> result(frame);
      case HEALTH -> health(frame);
      case HINTS -> hints(frame);
      case ERROR -> error(frame);
      default -> require(false, "only a node sends it");
    }
  }

  private void hello(Frame frame) {
    require(stage == Stage.CONNECTED, "it isn't the first frame");
    require(frame.callId() == 0, "it is for the worker as a whole");
    JsonObject hello = Json.parseObject(Frame.utf8(frame.payload()));
    require(hello.integer("protocol") == 1, "protocol " + hello.integer("protocol"));
    stage = Stage.GREETED;
  }

  private void health(Frame frame) {
    require(asked, "nobody asked");
    require(frame.callId() == 0, "it is for the worker as a whole");
    JsonObject health = Json.parseObject(Frame.utf8(frame.payload()));
    if (!health.require("healthy").asBoolean()) {
      var _ = health.string("message");
    }
    asked = false;
  }

  private void hints(Frame frame) throws ProtocolException {
    require(takesHints, "this node takes none");
    require(stage != Stage.CONNECTED, "it comes before HELLO");
    require(frame.callId() == 0, "it is for the worker as a whole");
    var _ = Hints.decode(frame.payload());
  }

  private void ready(Frame frame) {
    require(stage == Stage.GREETED, "it comes once, after HELLO and LOAD");
    require(frame.callId() == 0, "it is for the worker as a whole");
    JsonObject ready = Json.parseObject(Frame.utf8(frame.payload()));
    require(ready.integer("load_millis") >= 0, "load_millis is negative");
    require(ready.get("warm_up_millis").map(Json::asLong).orElse(0L) >= 0, "warm_up_millis");
    stage = Stage.READY;
  }

  private void log(Frame frame) {
    require(stage != Stage.CONNECTED, "it comes before HELLO");
    JsonObject line = Json.parseObject(Frame.utf8(frame.payload()));
    require(LEVELS.contains(line.string("level")), "level " + line.string("level"));
    int bytes = line.string("message").getBytes(java.nio.charset.StandardCharsets.UTF_8).length;
    require(bytes <= MAX_LOG_BYTES, "a message of " + bytes + " bytes");
    if (frame.callId() != 0) {
      var _ = files(frame);
    }
  }

  private void progress(Frame frame) {
    var _ = files(frame);
    JsonObject progress = Json.parseObject(Frame.utf8(frame.payload()));
    int done = progress.require("done").asInt();
    int total = progress.require("total").asInt();
    require(0 <= done && done <= total, done + " of " + total);
  }

  private void file(Frame frame) throws ProtocolException {
    Files files = files(frame);
    FileChunk chunk = FileChunk.decode(frame.payload());
    require(chunk.index() == files.whole, "file " + chunk.index() + " out of order");
    files.begun = !chunk.last();
    if (chunk.last()) {
      files.whole++;
    }
  }

  private void result(Frame frame) throws ProtocolException {
    Files files = files(frame);
    ResultPayload result = ResultPayload.decode(frame.payload());
    var _ = Json.parse(Frame.utf8(result.json()));
    require(!files.begun, "its file " + files.whole + " has no end");
    open.remove(frame.callId());
  }

  private void error(Frame frame) {
    JsonObject error = Json.parseObject(Frame.utf8(frame.payload()));
    String type = error.string("type");
    require(TYPES.contains(type), "type \"" + type + "\" isn't a function's");
    require(
        error.integer("status") == ErrorCode.ofType(type).httpStatus(),
        "status " + error.integer("status") + " doesn't belong to " + type);
    var _ = error.string("message");
    if (frame.callId() == 0) {
      require(stage == Stage.GREETED, "set-up fails before READY only");
    } else {
      var _ = files(frame);
      open.remove(frame.callId());
    }
  }

  private Files files(Frame frame) {
    Files files = open.get(frame.callId());
    if (files == null) {
      throw new RuleBrokenException("for a call that isn't open");
    }
    return files;
  }
}
