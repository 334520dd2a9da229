package dev.hearth.sdk.demo;

import dev.hearth.sdk.error.CallException;
import dev.hearth.sdk.error.ErrorCode;
import dev.hearth.sdk.function.Call;
import dev.hearth.sdk.function.HearthFunction;
import dev.hearth.sdk.function.Setup;
import dev.hearth.sdk.function.UnaryFunction;
import dev.hearth.sdk.json.Json;
import dev.hearth.sdk.media.FileRef;
import dev.hearth.sdk.media.Image;
import dev.hearth.sdk.media.MediaOutput;
import dev.hearth.sdk.schema.Default;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/** Does what its input says, be it good or bad. Its codec is generated. */
@HearthFunction(name = "obstinate", title = "O", summary = "S", category = "test", concurrency = 3)
public final class Obstinate implements UnaryFunction<Obstinate.Act, Obstinate.Done> {
  private final CyclicBarrier three = new CyclicBarrier(3);
  private @Nullable Call kept;

  /** What to do. */
  public record Act(String act, @Default("") String text, @Default("0") int number) {}

  /** What was done. */
  public record Done(String text, double number, Optional<Json> more, List<FileRef> files) {}

  @Override
  public void setUp(Setup setup) {
    setup.log(
        "weights=%s native=%s device=%s secret=%s"
            .formatted(
                setup.weights("small"),
                setup.nativeLibraries(),
                setup.device(),
                setup.secret("TOKEN")));
  }

  @Override
  public void tearDown() {
    System.out.println("torn down");
    System.out.print("half a line");
  }

  @Override
  public Done run(Act input, Call call) throws Exception {
    return switch (input.act()) {
      case "answer" -> done(input.text());
      case "throw" -> throw new IllegalStateException(input.text(), new IOException("the cause"));
      case "throw hostile" -> throw new Hostile();
      case "refuse" -> throw CallException.field(ErrorCode.IMAGE_LOAD_ERROR, "image_url", "broken");
      case "refuse oddly" -> throw new CallException(ErrorCode.BAD_REQUEST, "x".repeat(40 << 20));
      case "recurse" -> recurse(input);
      case "exhaust" -> exhaust();
      case "exhaust elsewhere" -> exhaustElsewhere();
      case "null" -> nothing();
      case "null field" -> done(nothing());
      case "nan" -> new Done("", Double.NaN, Optional.empty(), List.of());
      case "huge" -> done("x".repeat(33 << 20));
      case "deep" -> new Done("", 0, Optional.of(deep()), List.of());
      case "fail" -> fail(call);
      case "meter" -> meter(call, input.number());
      case "talk" -> talk(call, input.text());
      case "emit" -> emit(call, input.number());
      case "wait for cancel" -> waitForCancel(call);
      case "spin" -> spin();
      case "meet" -> meet();
      case "interrupt" -> interrupt(call);
      case "interrupt others" -> interruptOthers(call);
      case "print" -> print(input.text());
      case "flood" -> flood(input.number());
      case "flood call" -> floodCall(call, input.number());
      case "keep" -> keep(call);
      case "use kept" -> useKept(call);
      case "files" -> files(call);
      case "written file" -> writtenFile(call);
      case "unfinished file" -> unfinishedFile(call);
      case "bad file" -> badFile(call, input.text());
      case "exit" -> exit(input.number());
      case "exit and hang" -> exitAndHang();
      default -> throw new IllegalArgumentException(input.act());
    };
  }

  private static Done done(String text) {
    return new Done(text, 0, Optional.empty(), List.of());
  }

  @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"}) // a careless function
  private static <T> T nothing() {
    return null;
  }

  private static final class Hostile extends RuntimeException {
    private static final long serialVersionUID = 1L;

    @Override
    public String getMessage() {
      throw new IllegalStateException("no message for you");
    }
  }

  @SuppressWarnings("InfiniteRecursion") // that is the point
  private static Done recurse(Act input) {
    return recurse(input);
  }

  @SuppressWarnings("ModifiedButNotUsed") // filling the heap is the point
  private static Done exhaust() {
    var heap = new ArrayList<byte[]>();
    while (true) {
      heap.add(new byte[8 << 20]);
    }
  }

  private static Done exhaustElsewhere() throws InterruptedException {
    var task = new FutureTask<Done>(Obstinate::exhaust);
    Thread.ofPlatform().start(task);
    try {
      return task.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("wrapped", e);
    }
  }

  private static Json deep() {
    Json json = Json.of(1);
    for (int i = 0; i < 100_000; i++) {
      json = new Json.JsonArray(List.of(json));
    }
    return json;
  }

  private static Done fail(Call call) {
    call.fail(new CallException(ErrorCode.IMAGE_TOO_LARGE, "first"));
    call.fail(new CallException(ErrorCode.IMAGE_TOO_SMALL, "second"));
    call.log("unheard");
    return done("ignored");
  }

  private static Done meter(Call call, int microUnits) {
    call.meter(microUnits);
    return done("");
  }

  private static Done talk(Call call, String text) {
    call.log(text);
    call.log(Call.Level.DEBUG, "d");
    call.log(Call.Level.WARN, "w");
    call.log(Call.Level.ERROR, "e");
    call.progress(1, 4);
    return done("");
  }

  private static Done emit(Call call, int mebibytes) {
    call.emit(Json.parse("[1]"));
    call.emit(new Done("partial", 1, Optional.empty(), List.of()));
    String wrongType = failure(() -> call.emit(new Object()));
    String tooLarge = failure(() -> call.emit(Json.of("x".repeat(mebibytes << 20))));
    return done(wrongType + " / " + tooLarge);
  }

  private interface Step {
    void run() throws IOException;
  }

  private static String failure(Step step) {
    try {
      step.run();
      return "none";
    } catch (IOException | RuntimeException e) {
      return e.getClass().getSimpleName();
    }
  }

  private static Done waitForCancel(Call call) {
    call.log("waiting");
    while (!call.cancelled()) {
      Thread.onSpinWait();
    }
    return done("cancelled");
  }

  @SuppressWarnings("InfiniteLoopStatement")
  private static Done spin() {
    System.out.println("spinning");
    while (true) {
      Thread.onSpinWait();
    }
  }

  private Done meet() throws InterruptedException, BrokenBarrierException {
    three.await();
    return done("met");
  }

  private static Done interrupt(Call call) {
    boolean before = Thread.currentThread().isInterrupted();
    Thread.currentThread().interrupt();
    call.log("interrupted");
    System.out.println("printed while interrupted");
    FileRef file = call.file(new byte[1], "text/plain", "a.txt");
    boolean after = Thread.currentThread().isInterrupted();
    return new Done(before + " " + after, 0, Optional.empty(), List.of(file));
  }

  private static Done interruptOthers(Call call) throws InterruptedException {
    Thread other =
        Thread.ofPlatform()
            .start(
                () -> {
                  for (int i = 0; i < 200; i++) {
                    call.log("other " + i);
                  }
                });
    while (other.isAlive()) {
      other.interrupt();
    }
    other.join();
    return done("");
  }

  private static Done print(String text) {
    System.out.print(text);
    System.err.println("an error");
    return done("");
  }

  private static Done flood(int mebibytes) {
    byte[] line = ("y".repeat(1023) + "\n").getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < mebibytes << 10; i++) {
      System.out.write(line, 0, line.length);
    }
    return done("");
  }

  private static Done floodCall(Call call, int mebibytes) {
    String line = "z".repeat(1024);
    for (int i = 0; i < mebibytes << 10; i++) {
      call.log(line);
    }
    return done("");
  }

  private Done keep(Call call) {
    kept = call;
    return done("");
  }

  private Done useKept(Call call) {
    Call old = java.util.Objects.requireNonNull(kept);
    old.log("late");
    old.progress(1, 1);
    old.emit(Json.of(1));
    old.meter(1);
    old.fail(new CallException(ErrorCode.BAD_REQUEST, "late"));
    call.log("in time");
    return done(failure(() -> old.file(new byte[1], "text/plain", "late.txt")));
  }

  private static Done files(Call call) {
    byte[] large = new byte[(5 << 20) / 2];
    large[large.length - 1] = 7;
    return new Done(
        "",
        0,
        Optional.of(Json.of(call.image(new byte[] {1}, "image/jpeg", 3, 2).toString())),
        List.of(
            call.file(large, "application/octet-stream", "large.bin"),
            call.file(new byte[0], "text/plain", "empty.txt")));
  }

  /** A megabyte and a half, in writes that don't fit the pieces, and what is refused meanwhile. */
  private static Done writtenFile(Call call) throws IOException {
    String noPixels = failure(() -> call.writeImage("image/png", 1, 0));
    MediaOutput<Image> output = call.writeImage("image/png", 3, 2);
    String second = failure(() -> call.writeImage("image/png", 1, 1));
    String other = failure(() -> call.file(new byte[1], "text/plain", "a.txt"));
    byte[] part = new byte[1000];
    for (int i = 0; i < 1500; i++) {
      part[0] = (byte) i;
      output.write(part);
    }
    output.write(9);
    Image image = output.finish();
    String late = failure(() -> output.write(1));
    return new Done(
        String.join(" ", noPixels, second, other, late, image.toString()),
        0,
        Optional.empty(),
        List.of(call.file(new byte[] {5}, "text/plain", "after.txt")));
  }

  private static Done unfinishedFile(Call call) throws IOException {
    call.writeImage("image/png", 3, 2).write(new byte[3 << 20]);
    return done("");
  }

  private static Done badFile(Call call, String name) {
    String badName = failure(() -> call.file(new byte[1], "text/plain", name));
    String badType = failure(() -> call.file(new byte[1], "text", "a"));
    String noPixels = failure(() -> call.image(new byte[1], "image/png", 0, 1));
    String noBytes = failure(() -> call.video(nothing(), "video/mp4"));
    FileRef good = call.file(new byte[1], "text/plain", "good.txt");
    return new Done(
        String.join(" ", badName, badType, noPixels, noBytes), 0, Optional.empty(), List.of(good));
  }

  private static Done exit(int status) {
    System.exit(status);
    return done("");
  }

  private static Done exitAndHang() {
    Runtime.getRuntime().addShutdownHook(new Thread(Obstinate::spin));
    return exit(0);
  }
}
