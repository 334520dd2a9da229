package dev.hearth.sdk.conformance.hosted;

import dev.hearth.sdk.error.CallException;
import dev.hearth.sdk.error.ErrorCode;
import dev.hearth.sdk.function.Call;
import dev.hearth.sdk.function.Device;
import dev.hearth.sdk.function.Setup;
import dev.hearth.sdk.json.Json;
import dev.hearth.sdk.json.Json.JsonArray;
import dev.hearth.sdk.json.Json.JsonNull;
import dev.hearth.sdk.json.Json.JsonObject;
import dev.hearth.sdk.media.FileRef;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/** Does what the member {@code do} of an input says. */
final class Actions {
  private static final Answer NOTHING = new Answer.Value(JsonNull.INSTANCE);
  private static final int PERIOD = 251;
  private static final int POLL_MILLIS = 10;

  private final Setup setup;
  private volatile @Nullable String sick;
  private volatile List<String> hints = List.of();

  Actions(Setup setup) throws InterruptedException {
    this.setup = setup;
    System.out.println("setting up");
    switch (setup.secret("SET_UP")) {
      case "fail" -> throw new IllegalStateException("set-up fails as it was told");
      case "hold" -> await("go");
      case "hint" -> hints = List.of("ready");
      default -> {}
    }
  }

  void checkHealth() throws InterruptedException {
    String ill = sick;
    if ("stick".equals(ill)) {
      new CountDownLatch(1).await();
    }
    if (ill != null) {
      throw new IllegalStateException(ill);
    }
  }

  List<String> hints() {
    return hints;
  }

  void tearDown() throws IOException {
    if (setup.secret("TEAR_DOWN").equals("fail")) {
      throw new IllegalStateException("tear-down fails as it was told");
    }
    Files.createFile(setup.scratch().resolve("torn-down"));
  }

  @Nullable Answer run(JsonObject input, Call call) throws IOException, InterruptedException {
    return switch (input.string("do")) {
      case "echo" -> value(input);
      case "fail" -> throw new IllegalStateException(input.string("text"));
      case "refuse" ->
          throw CallException.field(ErrorCode.IMAGE_LOAD_ERROR, "text", input.string("text"));
      case "wait" -> untilCancelled(call);
      case "hold" -> hold(input, call);
      case "hang" -> hang(call);
      case "exit" -> exit((int) input.integer("number"));
      case "log" -> log(input, call);
      case "print" -> print(input.string("text"));
      case "flood" -> flood(input, call);
      case "progress" -> progress((int) input.integer("number"), call);
      case "emit" -> emit(input.array("value"), call);
      case "meter" -> meter(input.integer("number"), call);
      case "files" -> files(input, call);
      case "files-then-fail" ->
          throw new IllegalStateException("failed after " + files(input, call));
      case "nothing" -> null;
      case "unwritable" -> new Answer.Unwritable();
      default -> ofSetup(input);
    };
  }

  private Answer ofSetup(JsonObject input) throws IOException {
    return switch (input.string("do")) {
      case "sicken" -> {
        sick = input.string("text");
        yield NOTHING;
      }
      case "heal" -> {
        sick = null;
        yield NOTHING;
      }
      case "hint" -> {
        hints = input.array("value").stream().map(Json::asString).toList();
        yield NOTHING;
      }
      case "scratch" -> {
        Path note = setup.scratch().resolve("note");
        Path _ = Files.writeString(note, input.string("text"));
        yield NOTHING;
      }
      case "weights" -> {
        Path words = setup.weights("small").resolve("words.txt");
        yield new Answer.Value(Json.of(Files.readString(words)));
      }
      case "secret" -> new Answer.Value(Json.of(setup.secret(input.string("text"))));
      case "device" -> new Answer.Value(device(setup.device()));
      default -> throw CallException.field(ErrorCode.INVALID_INPUT, "do", "unknown action");
    };
  }

  private static Answer value(JsonObject input) {
    return new Answer.Value(input.get("value").orElse(JsonNull.INSTANCE));
  }

  private static Answer untilCancelled(Call call) throws InterruptedException {
    call.progress(0, 1);
    awaitCancel(call);
    return new Answer.Value(Json.of("cancelled"));
  }

  static void awaitCancel(Call call) throws InterruptedException {
    while (!call.cancelled()) {
      Thread.sleep(POLL_MILLIS);
    }
  }

  private Answer hold(JsonObject input, Call call) throws InterruptedException {
    call.progress(0, 1);
    await(input.string("text"));
    return value(input);
  }

  void await(String file) throws InterruptedException {
    while (!Files.exists(setup.scratch().resolve(file))) {
      Thread.sleep(POLL_MILLIS);
    }
  }

  private static Answer hang(Call call) throws InterruptedException {
    call.progress(0, 1);
    new CountDownLatch(1).await();
    return NOTHING;
  }

  private static Answer exit(int status) {
    Runtime.getRuntime().halt(status);
    return NOTHING;
  }

  private static Answer log(JsonObject input, Call call) {
    call.log(Call.Level.valueOf(input.string("level")), input.string("text"));
    return NOTHING;
  }

  private static Answer print(String text) {
    System.out.println(text);
    System.err.println(text);
    return NOTHING;
  }

  private static Answer flood(JsonObject input, Call call) {
    for (long line = input.integer("number"); line > 0; line--) {
      call.log(input.string("text"));
    }
    return NOTHING;
  }

  private static Answer progress(int total, Call call) {
    for (int done = 0; done <= total; done++) {
      call.progress(done, total);
    }
    return NOTHING;
  }

  private static Answer emit(List<Json> partials, Call call) {
    partials.forEach(call::emit);
    return NOTHING;
  }

  private static Answer meter(long microUnits, Call call) {
    call.meter(microUnits);
    return NOTHING;
  }

  private static Answer files(JsonObject input, Call call) {
    var files = new ArrayList<Json>();
    for (Json size : input.array("value")) {
      byte[] content = pattern(size.asInt());
      FileRef file = call.file(content, "application/octet-stream", "pattern.bin");
      files.add(
          JsonObject.builder()
              .put("url", file.url())
              .put("content_type", file.contentType())
              .put("file_name", file.fileName())
              .put("file_size", file.fileSize())
              .build());
    }
    return new Answer.Value(new JsonArray(files));
  }

  private static byte[] pattern(int size) {
    byte[] content = new byte[size];
    for (int i = 0; i < size; i++) {
      content[i] = (byte) (i % PERIOD);
    }
    return content;
  }

  private static Json device(Device device) {
    return new JsonArray(
        List.of(
            Json.of(device.kind().word()),
            Json.of(device.index()),
            Json.of(device.memoryBytes()),
            Json.of(device.threads())));
  }
}
