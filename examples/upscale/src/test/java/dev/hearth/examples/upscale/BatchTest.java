package dev.hearth.examples.upscale;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnxruntime.OrtException;
import dev.hearth.kernels.device.CpuDevice;
import dev.hearth.sdk.error.ErrorCode;
import dev.hearth.sdk.function.Call;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Pictures of one size run through the network together, and each still fails alone. */
class BatchTest {
  @TempDir private Path folder;

  private final UpscaleFunction function = new UpscaleFunction();
  private final RepeatingNetwork network = new RepeatingNetwork(2);

  BatchTest() {
    function.use(Map.of(Weights.ANIME4K_L, network), new CpuDevice(1));
  }

  @Test
  void picturesOfOneSizeAreOneRun() throws IOException {
    List<RecordingCall> calls = run(flat(60, 40, 0xFF102030), flat(60, 40, 0xFF405060));
    assertEquals(List.of("2 of 72x52"), network.runs);
    assertAll(calls.get(0), 0xFF102030);
    assertAll(calls.get(1), 0xFF405060);
    assertTrue(
        calls.get(0).log.getFirst().endsWith(", 2 pictures together"), calls.get(0).log + "");
    assertEquals(List.of("1/1"), calls.get(1).progress);
  }

  @Test
  void eachSizeIsARun() throws IOException {
    List<RecordingCall> calls =
        run(
            flat(60, 40, 0xFF102030),
            flat(40, 60, 0xFF405060),
            flat(60, 40, 0xFF708090),
            flat(40, 61, 0xFFA0B0C0));
    assertEquals(List.of("2 of 72x52", "1 of 52x72", "1 of 52x73"), network.runs);
    assertAll(calls.get(2), 0xFF708090);
    assertAll(calls.get(3), 0xFFA0B0C0);
  }

  @Test
  void transparentAndOpaquePicturesGoTogether() throws IOException {
    List<RecordingCall> calls = run(flat(30, 30, 0x80102030), flat(30, 30, 0xFF405060));
    assertEquals(List.of("2 of 42x42"), network.runs);
    assertAll(calls.get(0), 0x80102030);
    assertAll(calls.get(1), 0xFF405060);
    assertFalse(calls.get(0).picture().opaque());
    assertTrue(calls.get(1).picture().opaque());
  }

  @Test
  void picturesLargerThanATileRunAlone() throws IOException {
    run(flat(257, 10, 0xFF102030), flat(257, 10, 0xFF405060));
    assertEquals(4, network.runs.size());
    assertTrue(network.runs.stream().allMatch(run -> run.startsWith("1 of")), network.runs + "");
  }

  @Test
  void aBadPictureIsLeftOutOfTheRun() throws IOException {
    Path good = flat(60, 40, 0xFF102030);
    byte[] whole = Files.readAllBytes(good);
    Path cut = Files.write(folder.resolve("cut"), Arrays.copyOf(whole, whole.length / 2));
    Path changed = Files.write(folder.resolve("changed"), changed(whole));
    List<RecordingCall> calls = run(good, cut, changed, good);
    assertEquals(List.of("2 of 72x52"), network.runs);
    assertAll(calls.get(0), 0xFF102030);
    assertAll(calls.get(3), 0xFF102030);
    assertEquals(ErrorCode.IMAGE_LOAD_ERROR, calls.get(1).failure().code());
    assertEquals(ErrorCode.IMAGE_LOAD_ERROR, calls.get(2).failure().code());
  }

  @Test
  void aCallerWhoLeavesDoesNotStopTheOthers() throws IOException {
    Path picture = flat(250, 250, 0xFF102030);
    List<Path> paths = List.of(picture, picture, picture);
    List<RecordingCall> calls =
        List.of(new RecordingCall(), new RecordingCall(1), new RecordingCall());
    var outputs = run(paths, calls, 4);
    assertNotNull(outputs.get(0));
    assertNull(outputs.get(1));
    assertNotNull(outputs.get(2));
    assertEquals(ErrorCode.CLIENT_CANCELLED, calls.get(1).failure().code());
    assertFalse(calls.get(1).hasPicture());
    assertEquals(1, calls.get(1).progress.size());
    assertAll(calls.get(2), 0xFF102030);
  }

  @Test
  void aCancelledCallEndsBetweenTwoTilesAndStoresNothing() throws IOException {
    var call = new RecordingCall(1);
    var outputs = run(List.of(flat(515, 4, 0xFFFFFFFF)), List.of(call), 2);
    assertNull(outputs.getFirst());
    assertEquals(List.of("1/3"), call.progress);
    assertEquals(ErrorCode.CLIENT_CANCELLED, call.failure().code());
    assertFalse(call.hasPicture());
  }

  @Test
  void aResultThatCannotBeStoredFailsAlone() throws IOException {
    Path picture = flat(20, 20, 0xFF102030);
    List<RecordingCall> calls = List.of(new RecordingCall().refusingBytes(), new RecordingCall());
    var outputs = run(List.of(picture, picture), calls, 2);
    assertNull(outputs.get(0));
    assertEquals(ErrorCode.FUNCTION_FAILED, calls.get(0).failure().code());
    assertAll(calls.get(1), 0xFF102030);
  }

  /** With the true networks: a picture comes out of a batch as it does alone. */
  @ParameterizedTest
  @CsvSource({"ANIME4K, 4", "ANIMEVIDEO, 2", "ESRGAN, 2", "ESRGAN, 4"})
  void companyChangesNothing(Model model, int scale) throws IOException, OrtException {
    function.setUp(FunctionFolder.built());
    Path drawing = write(Pictures.shrink(Pictures.hearth(1), 2));
    Path other = flat(80, 60, 0xFF40A0F0);
    List<RecordingCall> calls = List.of(new RecordingCall(), new RecordingCall());
    run(List.of(other, drawing), calls, scale, model);
    var alone = new RecordingCall();
    run(List.of(drawing), List.of(alone), scale, model);
    function.tearDown();
    int difference = Pictures.greatestDifference(alone.picture(), calls.get(1).picture());
    assertTrue(difference <= 1, "differs by " + difference);
  }

  private List<RecordingCall> run(Path... pictures) throws IOException {
    var calls = new ArrayList<RecordingCall>();
    for (Path _ : pictures) {
      calls.add(new RecordingCall());
    }
    var _ = run(List.of(pictures), calls, 2);
    return calls;
  }

  private List<@Nullable UpscaleOutput> run(
      List<Path> pictures, List<RecordingCall> calls, int scale) throws IOException {
    return run(pictures, calls, scale, Model.ANIME4K);
  }

  private List<@Nullable UpscaleOutput> run(
      List<Path> pictures, List<RecordingCall> calls, int scale, Model model) throws IOException {
    var inputs = new ArrayList<UpscaleInput>();
    for (Path picture : pictures) {
      inputs.add(new UpscaleInput(RecordingCall.input(picture), scale, model));
    }
    return function.run(inputs, List.<Call>copyOf(calls));
  }

  private Path flat(int width, int height, int argb) throws IOException {
    var pixels = new int[width * height];
    Arrays.fill(pixels, argb);
    return write(new Picture(width, height, pixels, argb >>> 24 == 255));
  }

  private Path write(Picture picture) throws IOException {
    return Files.write(Files.createTempFile(folder, "picture", ".png"), Pictures.png(picture));
  }

  /** With one bit of the pixels another. */
  private static byte[] changed(byte[] png) {
    byte[] changed = png.clone();
    changed[png.length - 20] ^= 1;
    return changed;
  }

  private static void assertAll(RecordingCall call, int argb) throws IOException {
    for (int pixel : call.picture().argb()) {
      assertEquals(argb, pixel);
    }
  }
}
