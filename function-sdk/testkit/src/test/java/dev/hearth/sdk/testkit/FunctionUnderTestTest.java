package dev.hearth.sdk.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hearth.sdk.error.ErrorCode;
import dev.hearth.sdk.media.DataUri;
import dev.hearth.sdk.media.Image;
import dev.hearth.sdk.testkit.demo.SketchFunction;
import dev.hearth.sdk.testkit.demo.SketchInput;
import dev.hearth.sdk.testkit.demo.SketchInput.Act;
import dev.hearth.sdk.testkit.demo.SketchOutput;
import dev.hearth.sdk.testkit.demo.TraceInput;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class FunctionUnderTestTest {
  @RegisterExtension
  static final FunctionUnderTest<SketchInput, SketchOutput> SKETCH =
      FunctionUnderTest.of(SketchFunction.class)
          .weights("colours", Path.of("src/test/weights/colours"))
          .secret("ARTIST", "Ada");

  @TempDir private Path folder;

  private static byte[] png(int width, int height) {
    var out = new ByteArrayOutputStream();
    try {
      ImageIO.write(new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB), "png", out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  private static SketchInput on(TestFile paper, Act act) {
    return new SketchInput("cat", 1, act, Optional.of(paper.image()));
  }

  @Test
  void resultIsTheOutputWithAllThatWasSaidOnTheWay() throws IOException {
    Result<SketchOutput> result = SKETCH.call(SketchInput.of("cat", 2));
    assertEquals("ochre cat", result.output().text());
    assertEquals(List.of("INFO begin cat"), result.logs().stream().map(String::valueOf).toList());
    assertEquals(
        List.of("0/2", "1/2", "2/2"), result.progress().stream().map(String::valueOf).toList());
    assertEquals(
        "[{\"at\":1}, {\"at\":2}]", result.partials().stream().map(p -> p.print()).toList() + "");
    try (InputStream in = result.output().image().open()) {
      assertEquals(4, ImageIO.read(in).getWidth());
    }
    assertEquals(8, result.microUnits());
    assertEquals(new BigDecimal("0.000008"), result.units());
    assertEquals(1_000_000, result.boundMicroUnits());
  }

  @Test
  void syncModePutsFilesIntoTheOutput() throws IOException {
    Image image = SKETCH.callJson("{\"text\":\"cat\",\"sync_mode\":true}").output().image();
    assertEquals("image/png", image.contentType());
    byte[] file = DataUri.parse(image.url()).bytes();
    assertEquals(file.length, image.fileSize());
    assertEquals(4, ImageIO.read(new ByteArrayInputStream(file)).getWidth());
  }

  @Test
  void furtherEndpointsAreCalledLikeTheFirst() {
    EndpointUnderTest<TraceInput, SketchOutput> trace =
        SKETCH.endpoint("/trace", TraceInput.class, SketchOutput.class);
    assertEquals("ochre trace of a", trace.call(new TraceInput("a")).output().text());
    assertEquals("1/1", trace.submit(new TraceInput("b")).result().progress().getLast().toString());
    assertEquals("ochre trace of c", trace.callJson("{\"line\":\"c\"}").output().text());
    CallFailed failed = assertThrows(CallFailed.class, () -> trace.call(new TraceInput("")));
    assertEquals(List.of("body", "line"), failed.field().location());
    IllegalArgumentException none =
        assertThrows(
            IllegalArgumentException.class,
            () -> SKETCH.endpoint("/edit", TraceInput.class, SketchOutput.class));
    assertEquals(
        "sketch has no endpoint \"/edit\" for TraceInput, but [/, /trace]", none.getMessage());
  }

  @Test
  void callsOfAllEndpointsShareSteps() {
    var trace = SKETCH.endpoint("/trace", TraceInput.class, SketchOutput.class);
    try (Held steps = SKETCH.hold()) {
      RunningCall<SketchOutput> sketch = SKETCH.submit(SketchInput.of("cat", 1));
      RunningCall<SketchOutput> traced = trace.submit(new TraceInput("a"));
      steps.advance(1);
      assertEquals(2, sketch.result().output().company());
      assertEquals(2, traced.result().output().company());
    }
  }

  @Test
  void setUpGotWeightsAndSecrets() {
    assertEquals(
        List.of("INFO colour ochre by Ada with pencil"),
        SKETCH.log().stream().map(String::valueOf).toList());
  }

  @Test
  void jsonIsCheckedAndCompletedAsOfAnyCaller() {
    assertEquals(3, SKETCH.callJson("{\"text\":\"cat\"}").progress().getLast().total());
    CallFailed failed =
        assertThrows(CallFailed.class, () -> SKETCH.callJson("{\"steps\":51,\"act\":\"sing\"}"));
    assertEquals(422, failed.status());
    assertEquals(
        Set.of("[body, text] missing", "[body, steps] less_than_equal", "[body, act] enum"),
        failed.fields().stream()
            .map(field -> field.location() + " " + field.type())
            .collect(Collectors.toSet()));
    assertTrue(
        failed.body().print().contains("\"loc\":[\"body\",\"steps\"]"), failed.body().print());
    assertThrows(AssertionError.class, failed::field);
  }

  @Test
  void mediaAreGivenAsFilesBytesAndResources() throws IOException {
    Path file = Files.write(folder.resolve("paper.png"), png(30, 20));
    for (TestFile paper : List.of(TestFile.of(file), TestFile.of(png(30, 20)))) {
      Result<SketchOutput> result = SKETCH.call(on(paper, Act.DRAW));
      assertEquals(30, result.output().image().width());
      assertEquals(600, result.boundMicroUnits());
    }
    assertEquals(
        5,
        SKETCH
            .call(on(TestFile.resource(getClass(), "paper.png"), Act.DRAW))
            .output()
            .image()
            .width());
    assertThrows(
        IllegalArgumentException.class, () -> TestFile.resource(getClass(), "missing.png"));
    assertThrows(UncheckedIOException.class, () -> TestFile.of(folder.resolve("missing.png")));
  }

  @Test
  void mediaThatCantBeHadAreTheCallersFault() {
    for (String url :
        List.of(
            "https://example.com/x.png", "data:nothing", "file:///missing", "file://%zz", "x")) {
      CallFailed failed =
          assertThrows(
              CallFailed.class,
              () -> SKETCH.callJson("{\"text\":\"cat\",\"paper\":\"" + url + "\"}"));
      assertEquals(ErrorCode.FILE_DOWNLOAD_ERROR, failed.code(), url);
      assertEquals(List.of("body", "paper"), failed.field().location());
    }
  }

  @Test
  void unitsAboveTheBoundFailTheCall() {
    CallFailed failed = SKETCH.submit(on(TestFile.of(png(30, 20)), Act.OVERDRAW)).failure();
    assertEquals(ErrorCode.OUTPUT_INVALID, failed.code());
    assertTrue(failed.reason().contains("1200 micro-units"), failed.reason());
    CallFailed refused =
        assertThrows(
            CallFailed.class, () -> SKETCH.call(on(TestFile.of(png(1001, 1000)), Act.DRAW)));
    assertEquals(ErrorCode.IMAGE_TOO_LARGE, refused.code());
  }

  @Test
  void previewsAreNotBilled() {
    Result<SketchOutput> result = SKETCH.call(SketchInput.of("cat", Act.PREVIEW));
    assertEquals(3, result.partials().size());
    assertTrue(result.partials().getLast().print().contains("\"width\":3"));
    assertEquals(8, result.microUnits());
  }

  @Test
  void refusalNamesItsFieldAndFailureItsStack() {
    CallFailed refused = SKETCH.submit(SketchInput.of("cat", Act.REFUSE)).failure();
    assertEquals("image_too_large", refused.type());
    assertEquals(List.of("body", "paper"), refused.field().location());
    assertEquals("", refused.stack());
    CallFailed broken = SKETCH.submit(SketchInput.of("cat", Act.BREAK_STEP)).failure();
    assertEquals(500, broken.status());
    assertEquals("IllegalStateException: the pencil broke", broken.reason());
    assertTrue(broken.stack().contains("SketchFunction.step"), broken.stack());
    assertTrue(broken.getMessage() != null && broken.getMessage().contains("SketchFunction.step"));
  }

  @Test
  void callWithoutFailureIsNoFailure() {
    assertThrows(AssertionError.class, SKETCH.submit(SketchInput.of("cat", 1))::failure);
  }

  @Test
  void secondCallJoinsAtTheStepWhereTheFirstWasHeld() {
    try (Held steps = SKETCH.hold()) {
      RunningCall<SketchOutput> first = SKETCH.submit(SketchInput.of("first", 5));
      steps.advance(2);
      assertEquals("2/5", first.progress().getLast().toString());
      RunningCall<SketchOutput> second = SKETCH.submit(SketchInput.of("second", 1));
      steps.advance(1);
      assertEquals("3/5", first.progress().getLast().toString());
      assertEquals(2, second.result().output().company());
      assertFalse(first.hasEnded());
      steps.advance(2);
      assertEquals(2, first.result().output().company());
      assertThrows(IllegalStateException.class, () -> steps.advance(1));
    }
  }

  @Test
  void callBeyondTheBatchWaitsForItsPlace() {
    try (Held steps = SKETCH.hold()) {
      RunningCall<SketchOutput> first = SKETCH.submit(SketchInput.of("first", 1));
      RunningCall<SketchOutput> second = SKETCH.submit(SketchInput.of("second", 2));
      RunningCall<SketchOutput> third = SKETCH.submit(SketchInput.of("third", 1));
      steps.advance(1);
      assertEquals(2, first.result().output().company());
      assertEquals(List.of(), third.progress());
      steps.advance(1);
      assertEquals(2, third.result().output().company());
      assertEquals(2, second.result().output().company());
    }
  }

  @Test
  void withdrawnCallEndsBeforeItsNextStep() {
    try (Held steps = SKETCH.hold()) {
      RunningCall<SketchOutput> call = SKETCH.submit(SketchInput.of("cat", 5));
      steps.advance(2);
      call.cancel();
      steps.advance(1);
      assertEquals(ErrorCode.CLIENT_CANCELLED, call.failure().code());
      assertEquals("2/5", call.progress().getLast().toString());
      RunningCall<SketchOutput> waiting = SKETCH.submit(SketchInput.of("cat", 5));
      waiting.cancel();
      steps.advance(1);
      assertEquals(ErrorCode.CLIENT_CANCELLED, waiting.failure().code());
      assertEquals(List.of(), waiting.logs());
    }
  }

  @Test
  void parkedCallMakesRoomAndGoesOnWhereItStood() {
    try (Held steps = SKETCH.hold()) {
      RunningCall<SketchOutput> low = SKETCH.submit(SketchInput.of("low", 4));
      RunningCall<SketchOutput> other = SKETCH.submit(SketchInput.of("other", 9));
      steps.advance(2);
      low.park();
      RunningCall<SketchOutput> urgent = SKETCH.submit(SketchInput.of("urgent", 1));
      steps.advance(1);
      assertEquals("ochre urgent", urgent.result().output().text());
      assertEquals("2/4", low.progress().getLast().toString());
      low.resume();
      steps.advance(2);
      assertEquals("ochre low", low.result().output().text());
      assertEquals(
          List.of("INFO begin low", "INFO parked at 2", "INFO resumed at 2"),
          low.logs().stream().map(String::valueOf).toList());
      other.cancel();
      steps.advance(1);
      assertTrue(other.hasEnded());
    }
  }

  @Test
  void parkedCallHasToWaitForAPlace() {
    try (Held steps = SKETCH.hold()) {
      RunningCall<SketchOutput> parked = SKETCH.submit(SketchInput.of("parked", 2));
      steps.advance(1);
      parked.park();
      List<RunningCall<SketchOutput>> others =
          List.of(SKETCH.submit(SketchInput.of("b", 2)), SKETCH.submit(SketchInput.of("c", 2)));
      assertThrows(IllegalStateException.class, parked::resume);
      steps.advance(2);
      others.forEach(call -> assertEquals(2, call.result().output().company()));
      parked.resume();
      steps.advance(1);
      assertEquals("ochre parked", parked.result().output().text());
    }
  }

  @Test
  void whatIsAwaitedComesOrTheTestFails() {
    RunningCall<SketchOutput> call = SKETCH.submit(SketchInput.of("cat", 3));
    assertEquals("2/3", call.awaitProgress(2).toString());
    assertEquals("{\"at\":3}", call.awaitPartial(2).print());
    assertEquals("begin cat", call.awaitLog("begin").message());
    assertThrows(AssertionError.class, () -> call.awaitPartial(3));
    assertThrows(AssertionError.class, () -> call.awaitLog("end"));
  }

  @Test
  void onlyABatchFunctionRunsBatches() {
    assertThrows(
        IllegalArgumentException.class, () -> SKETCH.batch(List.of(SketchInput.of("cat", 1))));
  }

  @Test
  void functionIsConfiguredBeforeItIsSetUp() {
    assertThrows(IllegalStateException.class, () -> SKETCH.secret("ARTIST", "Eve"));
  }
}
